"""Whether the machine's clock can be believed: it is held against Telegram's.

Every answer names the time at which it was made. Carried on by a clock that only counts, that
tells at once when ours was set wrong, and at the next answer that it was the counting one that
stood still (a laptop that slept). While ours is wrong, nothing is planned or sent by it: a day
skipped by mistake burns no items, closes no week and ends no data.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import structlog

JUMP = timedelta(minutes=10)
"""So far off, a clock is wrong; what is less delays or hastens an item by as much (case G05)."""

log = structlog.get_logger("clock")


@dataclass(frozen=True, slots=True)
class Dated:
    """What the last answer said of the time."""

    header: str
    """`Date` as it came (RFC 9110); whole seconds, UTC."""
    counted: float
    """The counting clock when it came, in seconds."""


def believed(api_url: str) -> bool:
    """Whether that server's word on the time counts: Telegram's own does. One of our own may be
    as wrong as we are, and on this machine it is the same clock."""
    return f".{urlsplit(api_url).hostname or ''}".endswith(".telegram.org")


class ClockWatch:
    """Compares at every look, and tells once when something has changed."""

    def __init__(self, dated: Callable[[], Dated | None], counted: Callable[[], float]) -> None:
        """`dated` is the last answer that named a time; None as long as there was none."""
        self._dated = dated
        self._counted = counted
        self._astray = False

    def off(self, now: datetime) -> timedelta:
        """How far `now` is ahead of Telegram's time, where that is more than JUMP; else 0."""
        dated = self._dated()
        told = read(dated.header) if dated else None
        if dated is None or told is None:
            return timedelta(0)
        ahead = now - told - timedelta(seconds=self._counted() - dated.counted)
        return ahead if abs(ahead) > JUMP else timedelta(0)

    def astray(self, now: datetime) -> bool:
        """Whether nothing may be done by this clock."""
        ahead = self.off(now)
        if bool(ahead) != self._astray:
            self._astray = bool(ahead)
            if ahead:
                log.error("the clock is wrong; nothing is sent", ahead=int(ahead.total_seconds()))
            else:
                log.warning("the clock is right again")
        return self._astray


def read(header: str) -> datetime | None:
    """The time it names, aware; None where it names none."""
    try:
        told = parsedate_to_datetime(header)
    except ValueError:
        return None
    return told if told.tzinfo else None
