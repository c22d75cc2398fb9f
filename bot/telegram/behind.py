"""Whether things may wait, at Telegram or here, that were done before: answers to be counted.

So it is at the start, after a failed poll, and where a poll came full. It ends once Telegram had
no more to hand over and all that was taken by then is handled, or parked.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

CATCH_UP = timedelta(hours=6)
"""For so long at most anything waits for that: longer there would be no report where Telegram
takes letters and hands over no updates."""


class Behind:
    """Since when it is so, and up to which update it is."""

    def __init__(self, now: datetime) -> None:
        self._since: datetime | None = now
        self._mark: int | None = None

    def __bool__(self) -> bool:
        return self._since is not None

    def holds(self, now: datetime) -> bool:
        """Whether what goes by what members did is to wait."""
        return self._since is not None and now - self._since < CATCH_UP

    def unknown(self) -> bool:
        """Whether Telegram has not been heard to have nothing more."""
        return self._since is not None and self._mark is None

    def falls(self, now: datetime) -> None:
        """More may wait at Telegram than was taken."""
        self._since, self._mark = self._since or now, None

    def drained(self, taken: Collection[int]) -> None:
        """Telegram has nothing more; `taken` are the updates that are not handled yet."""
        if self.unknown():
            self._mark = max(taken, default=0)
        self.handled(taken)

    def handled(self, taken: Collection[int]) -> None:
        """One was handled; these are not yet."""
        if self._mark is not None and all(number > self._mark for number in taken):
            self._since = self._mark = None
