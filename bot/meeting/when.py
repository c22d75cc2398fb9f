"""Times of meetings as people write and read them, by the branch's own clock."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from babel.dates import format_date

from bot.words import Words
from records.branch import Branch
from records.meetings import instant, local_day, zone_of

_DATES = (
    r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*[日号]?",
    r"(?P<d>\d{1,2})\.\s*(?P<m>\d{1,2})\.\s*(?P<y>\d{4})",
    r"(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]?",
)
_TIME = (
    r"(?P<hour>\d{1,2})\s*"
    r"(?:[:：]\s*(?P<minute>\d{2})|[点时]\s*(?:(?P<half>半)|(?P<min>\d{2})分?)?)"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def shown(branch: Branch, at: datetime, words: Words) -> str:
    """`Thursday, December 3, 2026, 19:00`, by the branch's clock."""
    return by_clock(branch.zone, at, words)


def by_clock(zone: str, at: datetime, words: Words) -> str:
    """The same by the clock of a zone (IANA key)."""
    local = at.astimezone(zone_of(zone))
    day = format_date(local.date(), "full", locale=words.language)
    return words.say("%(day)s, %(hour)s", day=day, hour=f"{local:%H:%M}")


def read(text: str, branch: Branch, usual: time | None, now: datetime) -> datetime | None:
    """A date and an hour as typed, as an instant; None where that is not to be read from it.

    Without an hour `usual` is meant; a Chinese date without a year is the next such day. An hour
    that a change of clocks skips moves forward, of one that comes twice the first is meant.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    for pattern in _DATES:
        found = re.fullmatch(rf"{pattern}(?:[\s,]*{_TIME})?", plain)
        if found is not None:
            day, at = _day(found, local_day(branch, now)), _hour(found, usual)
            return None if day is None or at is None else _instant(day, at, branch)
    return None


def _day(found: re.Match[str], today: date) -> date | None:
    parts = found.groupdict()
    years = (int(parts["y"]),) if parts.get("y") else (today.year, today.year + 1)
    days = [day for year in years if (day := _date(year, int(parts["m"]), int(parts["d"])))]
    ahead = (day for day in days if day >= today)
    return next(ahead, days[0] if days else None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _hour(found: re.Match[str], usual: time | None) -> time | None:
    parts = found.groupdict()
    if parts["hour"] is None:
        return usual
    minute = "30" if parts["half"] else parts["minute"] or parts["min"] or "0"
    try:
        return time(int(parts["hour"]), int(minute))
    except ValueError:
        return None


def _instant(day: date, at: time, branch: Branch) -> datetime | None:
    try:
        return instant(day, at, branch.zone)
    except OverflowError:
        return None


def hour_of(branch: Branch, at: datetime) -> time:
    """The hour of a meeting by the branch's clock."""
    return at.astimezone(zone_of(branch.zone)).time()


def shifted(branch: Branch, at: datetime, days: int) -> datetime:
    """So many local days later, at the same hour by the branch's clock."""
    return instant(local_day(branch, at) + timedelta(days=days), hour_of(branch, at), branch.zone)


def packed(at: datetime) -> str:
    """An instant, for a button: microseconds since 1970 UTC in base 36."""
    return "".join(_digits((at - _EPOCH) // _MICRO))


def _digits(value: int) -> Iterator[str]:
    if value >= 36:
        yield from _digits(value // 36)
    yield _DIGITS[value % 36]


def unpacked(text: str) -> datetime | None:
    """The reverse of `packed`; None for anything else."""
    if not re.fullmatch(r"[0-9a-z]{1,12}", text):
        return None
    try:
        return _EPOCH + int(text, 36) * _MICRO
    except OverflowError:
        return None


__all__ = ["by_clock", "hour_of", "packed", "read", "shifted", "shown", "unpacked"]
