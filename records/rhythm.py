"""A member's rhythm: so many days a week, promised by them to themselves, and how it went.

Not a streak: nothing is lost by a missed week. A week is Monday to Sunday by the member's own
calendar dates, as they were where the member was on that day; so neither a flight nor midnight
nor a clock change can take a day away afterwards.

A study day on which they could not take part (paused, a holiday, the bot down, nothing sent) is
*shut*, and each shut day asks for one day less that week, as if they had done it. So taking a
pause or an outage never turns a kept week into another. A week in which nothing is asked for
any more and nothing was done is left out of the count.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta

WEEKS = 8
"""Weeks in the picture."""

BACK = 52
"""Weeks looked back for them, where some are left out."""

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Past:
    """What a rhythm is told from. All are local dates of the member's."""

    promise: int
    """Days a week, 1 to 7."""
    study: frozenset[int]
    """Weekdays with an item, Monday = 0: the branch's, or the member's own."""
    since: date
    """When the member began: earlier days are shut."""
    done: Set[date]
    """Days on which they answered something."""
    offered: Set[date]
    """Days for which an item was sent to them."""
    shut: Set[date]
    """Days on which they were paused or excused or the bot was down; holidays, ahead as well."""


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a rhythm."""

    monday: date
    done: int
    asked: int
    """Days that the promise still asks for once shut days are taken off."""

    @property
    def kept(self) -> bool:
        return self.done > 0 and self.done >= self.asked

    @property
    def counts(self) -> bool:
        """Whether there was anything to keep."""
        return self.asked > 0 or self.done > 0


@dataclass(frozen=True, slots=True)
class Rhythm:
    """This week so far, and the last weeks that count, the oldest first."""

    week: Week
    weeks: tuple[Week, ...]

    @property
    def kept(self) -> int:
        """How many of the last weeks were kept."""
        return sum(week.kept for week in self.weeks)


def rhythm(past: Past, today: date) -> Rhythm:
    """The rhythm on a local date of the member's."""
    monday = today - today.weekday() * DAY
    before = (week_of(past, monday - n * 7 * DAY, today) for n in range(1, BACK + 1))
    lived = [week for week in before if week.monday + 6 * DAY >= past.since and week.counts]
    return Rhythm(week_of(past, monday, today), tuple(reversed(lived[:WEEKS])))


def week_of(past: Past, monday: date, today: date) -> Week:
    """The week that begins on `monday`, seen on `today`."""
    days = [monday + n * DAY for n in range(7)]
    study = [day for day in days if day.weekday() in past.study]
    shut = sum(is_shut(past, day, today) for day in study)
    promise = min(past.promise, len(study))
    return Week(monday, sum(day in past.done for day in days), max(0, promise - shut))


def is_shut(past: Past, day: date, today: date) -> bool:
    """Whether a study day could not be used. Today and what comes are open unless it is known
    that they will not be; a day on which they took part was open whatever else was."""
    if day in past.done:
        return False
    if day < past.since or day in past.shut:
        return True
    return day < today and day not in past.offered


def picture(found: Rhythm) -> str:
    """The last weeks and this one as dots, the oldest first: ● kept, ○ not, ◌ still open."""
    dots = ["●" if week.kept else "○" for week in found.weeks]
    return " ".join([*dots, "●" if found.week.kept else "◌"])
