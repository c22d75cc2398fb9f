"""When the bot was deaf: from the last poll that succeeded to the next one that did.

A poll may wait long and succeed; that is listening. So what counts is the time between the end of
one and the beginning of the next that succeeds. It is kept across restarts.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from records.participation import Outage
from records.ports import Store

DEAF = timedelta(minutes=5)
"""From how long it is an outage: a restart is none."""

NOTED = timedelta(minutes=1)
"""How often the last good poll is written down."""

KEY = "last good poll"


class Heard:
    """Writes down outages as polls begin and end."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._last = _read(store.noted(KEY))
        self._noted = self._last
        self._deaf: datetime | None = None

    def begins(self, now: datetime) -> bool:
        """A poll begins; whether it is the first after an outage, which is not to wait."""
        if self._deaf is None and self._last is not None and now - self._last >= DEAF:
            self._deaf = self._last
        return self._deaf is not None

    def ended(self, now: datetime, *, drained: bool) -> None:
        """It succeeded; `drained`: nothing more had piled up behind it."""
        if self._deaf is not None and drained and now > self._deaf:
            self._store.outage(Outage(self._deaf, now))
            self._deaf = None
        self._last = now
        if self._noted is None or now - self._noted >= NOTED:
            self._store.note(KEY, now.isoformat())
            self._noted = now


def _read(kept: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(kept) if kept else None
    except ValueError:
        return None
