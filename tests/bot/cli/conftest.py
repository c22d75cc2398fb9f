"""Folders to run commands in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.cli.house import House


@pytest.fixture
def house(tmp_path: Path) -> House:
    """An empty folder: nothing is configured, nothing recorded."""
    return House(tmp_path)
