"""How often somebody asked for what is not theirs: one line an hour of a kind, with the number.

A log that anybody can fill by tapping is a log in which nothing is found.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime, timedelta

SPAN = timedelta(hours=1)
"""At most one line in so long, of one person and about one thing."""

MOST = 1_000
"""So many are remembered; beyond that the oldest are told anew when they come again."""


class Refusals:
    """Counts in memory: after a restart the next one is told at once."""

    def __init__(self) -> None:
        self._told: dict[Hashable, datetime] = {}
        self._since: dict[Hashable, int] = {}

    def count(self, what: Hashable, now: datetime) -> int:
        """One more. How many since the last line, where one is due now; else 0."""
        self._since[what] = self._since.get(what, 0) + 1
        told = self._told.get(what)
        if told is not None and timedelta(0) <= now - told < SPAN:
            return 0
        self._told.pop(what, None)
        self._told[what] = now
        self._forget()
        return self._since.pop(what)

    def _forget(self) -> None:
        while len(self._told) > MOST:
            oldest = next(iter(self._told))
            del self._told[oldest]
            self._since.pop(oldest, None)
