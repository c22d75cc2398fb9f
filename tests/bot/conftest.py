"""What several tests of the bot need."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from io import StringIO

import pytest

from bot.config import Secret
from bot.living import TOKEN
from bot.process import logs
from tests.logs import restored


@pytest.fixture
def loud(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], str]]:
    """All logs at DEBUG, as the running bot writes them; gives what they said."""
    said = StringIO()
    monkeypatch.setattr(sys, "stderr", said)
    with restored():
        logs.set_up(Secret(TOKEN), logging.DEBUG)
        logging.getLogger().setLevel(logging.DEBUG)
        yield said.getvalue
