"""Times as SQLite keeps them: whole microseconds since 1970 UTC, small and quick to compare."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import overload

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)
"""Multiplying it makes a time in a third of the time that `timedelta(microseconds=…)` takes."""


@overload
def micros(at: datetime) -> int: ...
@overload
def micros(at: datetime | None) -> int | None: ...
def micros(at: datetime | None) -> int | None:
    """An aware time as it is kept; a naive one raises TypeError."""
    return None if at is None else (at - EPOCH) // _MICRO


def instant(kept: int) -> datetime:
    """A kept time, aware, UTC."""
    return EPOCH + _MICRO * kept


def maybe(kept: int | None) -> datetime | None:
    """A kept time that may be missing."""
    return None if kept is None else EPOCH + _MICRO * kept
