"""What several tests of the bot need."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from io import StringIO

import pytest
import structlog

from bot.config import Secret
from bot.living import TOKEN
from bot.process import logs


@pytest.fixture
def loud(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], str]]:
    """All logs at DEBUG, as the running bot writes them; gives what they said."""
    said = StringIO()
    monkeypatch.setattr(sys, "stderr", said)
    root, hooks = logging.getLogger(), (sys.excepthook, sys.unraisablehook, threading.excepthook)
    level, handlers = root.level, list(root.handlers)
    logs.set_up(Secret(TOKEN), logging.DEBUG)
    root.setLevel(logging.DEBUG)
    yield said.getvalue
    structlog.reset_defaults()
    logging.captureWarnings(False)
    root.setLevel(level)
    root.handlers[:] = handlers
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
