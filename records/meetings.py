"""When a branch meets, and the stretches of time that participation is counted over.

Every `Period` is half-open, [start, end): an answer at the very border belongs to the next
one, so that periods neither overlap nor leave a gap. (`Participation` counts the *closing* of
an answer's window the other way round, in (start, end]: the last moment a window was open lies
before its closing, so a window that closes at the meeting belongs to the period it ends.)
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from records.branch import Branch, MonthlyRule

WEEK = timedelta(days=7)
AHEAD = timedelta(days=62)
"""Longest time between two meetings of a monthly rule, with room: first to last is 58 days."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, [start, end) in aware UTC, with the name it is printed under."""

    start: datetime
    end: datetime
    name: str

    def __contains__(self, at: datetime) -> bool:
        return self.start <= at < self.end


@cache
def zone_of(key: str) -> ZoneInfo:
    """The zone of an IANA key, read once. Raises ZoneInfoNotFoundError (a KeyError)."""
    return ZoneInfo(key)


def instant(day: date, at: time, zone: str) -> datetime:
    """A local date and hour as UTC.

    An hour that a change of clocks skips is moved forward by as much as was skipped; of one
    that comes twice the first is meant (as RFC 5545, 3.3.5, has it).
    """
    return datetime.combine(day, at.replace(fold=0), zone_of(zone)).astimezone(UTC)


def local_day(branch: Branch, at: datetime) -> date:
    """The branch's date at an instant."""
    return at.astimezone(zone_of(branch.zone)).date()


# --- Meetings -------------------------------------------------------------------------------


def meetings(branch: Branch, start: datetime, end: datetime) -> tuple[datetime, ...]:
    """The meetings in [start, end), in order, each once. Empty where the branch has none."""
    if isinstance(branch.meeting, MonthlyRule):
        found = _by_rule(branch, branch.meeting, start, end)
    else:
        found = iter(branch.meeting)
    return tuple(sorted({at for at in found if start <= at < end}))


def next_meeting(branch: Branch, after: datetime) -> datetime | None:
    """The first meeting later than that instant."""
    if isinstance(branch.meeting, MonthlyRule):
        return next((at for at in meetings(branch, after, after + AHEAD) if at > after), None)
    return min((at for at in branch.meeting if at > after), default=None)


def last_meeting(branch: Branch, at: datetime) -> datetime | None:
    """The latest meeting that has begun by that instant."""
    if isinstance(branch.meeting, MonthlyRule):
        moment = timedelta(microseconds=1)
        return max(meetings(branch, at - AHEAD, at + moment), default=None)
    return max((met for met in branch.meeting if met <= at), default=None)


def between_meetings(branch: Branch, at: datetime) -> Period | None:
    """The period from the last meeting up to the next one, named by the local dates of both.

    None before the first known meeting and after the last one.
    """
    start, end = last_meeting(branch, at), next_meeting(branch, at)
    if start is None or end is None:
        return None
    return Period(start, end, f"{local_day(branch, start)}/{local_day(branch, end)}")


def meeting_periods(branch: Branch, start: datetime, end: datetime) -> tuple[Period, ...]:
    """The whole periods between two meetings that both lie in [start, end)."""
    return tuple(
        Period(a, b, f"{local_day(branch, a)}/{local_day(branch, b)}")
        for a, b in pairwise(meetings(branch, start, end))
    )


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """The nth (1..4, or -1 for the last) such weekday of a month, Monday = 0."""
    days = monthrange(year, month)[1]
    found = [day for day in range(1, days + 1) if date(year, month, day).weekday() == weekday]
    return date(year, month, found[nth - 1 if nth > 0 else nth])


def _by_rule(
    branch: Branch, rule: MonthlyRule, start: datetime, end: datetime
) -> Iterator[datetime]:
    first, last = start - timedelta(days=2), end + timedelta(days=2)
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        day = nth_weekday(month // 12, month % 12 + 1, rule.nth, rule.weekday)
        yield instant(day, rule.at, branch.zone)


# --- Weeks ----------------------------------------------------------------------------------


def week_of(branch: Branch, day: date) -> Period:
    """The ISO week that holds a local date, from Monday 00:00 in the branch's zone.

    Named `2026-W48`. It lasts 167 or 169 hours where the clocks change.
    """
    monday = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    return Period(
        instant(monday, time(0), branch.zone),
        instant(monday + WEEK, time(0), branch.zone),
        f"{year}-W{week:02}",
    )


def week_at(branch: Branch, at: datetime) -> Period:
    """The ISO week in which an instant lies."""
    return week_of(branch, local_day(branch, at))


def weeks_until(branch: Branch, week: Period, count: int) -> tuple[Period, ...]:
    """That ISO week and the ones before it, `count` in all, oldest first."""
    day = local_day(branch, week.start)
    return tuple(week_of(branch, day - n * WEEK) for n in reversed(range(count)))


def local_days(branch: Branch, period: Period) -> tuple[date, ...]:
    """The local dates that a period touches, in order."""
    first = local_day(branch, period.start)
    last = local_day(branch, period.end - timedelta(microseconds=1))
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


def weeks_in(branch: Branch, period: Period) -> float:
    """How many weeks a period lasts by the branch's own clock: a change of clocks is no time."""
    zone = zone_of(branch.zone)
    start, end = (at.astimezone(zone).replace(tzinfo=None) for at in (period.start, period.end))
    return (end - start) / WEEK
