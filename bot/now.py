"""The time. Apart from all else, so that a command that asks for it loads nothing with it."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """The time, aware UTC. Read here and nowhere else in the program."""
    return datetime.now(UTC)
