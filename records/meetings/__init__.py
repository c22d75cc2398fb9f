"""When a branch meets, and the stretches of time that participation is counted over.

Every `Period` is half-open, [start, end): an answer at the very border belongs to the next
one, so that periods neither overlap nor leave a gap. (`Participation` counts the *closing* of
an answer's window the other way round, in (start, end]: the last moment a window was open lies
before its closing, so a window that closes at the meeting belongs to the period it ends.)

What organizers moved, cancelled or added (`Branch.changes`) lies over the configured rule: a
meeting is when it is now, and everything that asks here sees that one. How a change may be made
is in `records.meetings.moving`.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from itertools import chain, pairwise, takewhile
from zoneinfo import ZoneInfo

from records.branch import Branch, Change, MonthlyRule

WEEK = timedelta(days=7)
AHEAD = timedelta(days=62)
"""Longest time between two meetings of a monthly rule, with room: first to last is 58 days."""
LOCAL = timedelta(days=2)
"""More than a local date can lie apart from the date in UTC."""
LATEST, EARLIEST = datetime(9999, 1, 1, tzinfo=UTC), 12
"""Where months end: a zone can be told of from the year 2 up to 9998."""
ASKED = 4096
"""Weeks, and meetings, that are kept ready: every job asks for the same few at every beat."""


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
    upcoming = takewhile(lambda at: at < end, _from(branch, start))
    found = chain(_kept(branch, upcoming), _instead(branch))
    return tuple(sorted({at for at in found if start <= at < end}))


def next_meeting(branch: Branch, after: datetime) -> datetime | None:
    """The first meeting later than that instant."""
    kept = next((at for at in _kept(branch, _from(branch, after)) if at > after), None)
    others = [at for at in _instead(branch) if at > after]
    return min(others if kept is None else [kept, *others], default=None)


def last_meeting(branch: Branch, at: datetime) -> datetime | None:
    """The latest meeting that has begun by that instant."""
    kept = next((met for met in _kept(branch, _back(branch, at)) if met <= at), None)
    others = [met for met in _instead(branch) if met <= at]
    return max(others if kept is None else [kept, *others], default=None)


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
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def _kept(branch: Branch, planned: Iterable[datetime]) -> Iterator[datetime]:
    """Those of the configured meetings that nobody moved or cancelled.

    A change is one of the meeting of its local date: also where the configuration has another
    hour by now, so that a new hour brings no cancelled meeting back.
    """
    return (at for at in planned if not any(_same_day(branch, one, at) for one in branch.changes))


def _same_day(branch: Branch, change: Change, at: datetime) -> bool:
    near = abs(change.planned - at) < LOCAL
    return near and local_day(branch, change.planned) == local_day(branch, at)


def _instead(branch: Branch) -> Iterator[datetime]:
    """When the others are now, in no order."""
    return (one.at for one in branch.changes if one.at is not None)


def _from(branch: Branch, start: datetime) -> Iterator[datetime]:
    """Configured meetings in order, from a little before an instant on; without an end."""
    if not isinstance(branch.meeting, MonthlyRule):
        return iter(sorted(branch.meeting))
    first = start - LOCAL
    rule, zone = branch.meeting, branch.zone
    return (_of_month(zone, rule, n) for n in range(_month(first), _month(LATEST)))


def _back(branch: Branch, end: datetime) -> Iterator[datetime]:
    """Configured meetings backwards, from a little after an instant on."""
    if not isinstance(branch.meeting, MonthlyRule):
        return iter(sorted(branch.meeting, reverse=True))
    last = end + LOCAL
    rule, zone = branch.meeting, branch.zone
    return (_of_month(zone, rule, n) for n in range(_month(last), EARLIEST, -1))


def _month(at: datetime) -> int:
    """Months are counted from the year 0, January is 0 of 12."""
    return at.year * 12 + at.month - 1


@lru_cache(ASKED)
def _of_month(zone: str, rule: MonthlyRule, month: int) -> datetime:
    day = nth_weekday(month // 12, month % 12 + 1, rule.nth, rule.weekday)
    return instant(day, rule.at, zone)


# --- Weeks ----------------------------------------------------------------------------------


def week_of(branch: Branch, day: date) -> Period:
    """The ISO week that holds a local date, from Monday 00:00 in the branch's zone.

    Named `2026-W48`. It lasts 167 or 169 hours where the clocks change.
    """
    return _from_monday(day - timedelta(days=day.weekday()), branch.zone)


@lru_cache(ASKED)
def _from_monday(monday: date, zone: str) -> Period:
    year, week, _ = monday.isocalendar()
    return Period(
        instant(monday, time(0), zone), instant(monday + WEEK, time(0), zone), f"{year}-W{week:02}"
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
