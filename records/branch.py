"""A branch: its place in time. Read from the configuration; the program changes when it meets alone
(`Branch.changes`, kept in the records), never the rule itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from records.model import BranchKey

REVIEWS = ("spaced", "fsrs")
"""Three and six weeks until two right in a row; or as FSRS reckons from all answers."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """Local hours in which nothing unasked is sent: from `start` up to, not including, `end`.

    May span midnight (21:00-07:00). Equal ends mean no quiet hours.
    """

    start: time
    end: time

    def covers(self, at: time) -> bool:
        """Whether a local time of day lies in the quiet hours."""
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


@dataclass(frozen=True, slots=True)
class MonthlyRule:
    """`first Thursday 19:00`: the nth weekday of each month, at a local hour.

    `nth` is 1..4, or -1 for the last; `weekday` counts from Monday = 0.
    """

    nth: int
    weekday: int
    at: time


@dataclass(frozen=True, slots=True)
class Change:
    """A meeting that is not when the configuration has it, or is not in it at all."""

    planned: datetime
    """Aware UTC. Names the meeting for good, however often it moves; of one that an organizer
    added it is when that was to be."""
    at: datetime | None
    """When it is now (aware UTC); None: it is cancelled."""
    sequence: int = 1
    """How often it was changed, as calendars count it (RFC 5545, 3.8.7.4)."""
    made: datetime | None = None
    """When it was changed last."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch as configured. Times of day are local to `zone` (an IANA key)."""

    key: BranchKey
    name: str
    zone: str
    push: time = time(8, 0)
    days: frozenset[int] = frozenset(range(5))
    """Weekdays with a daily item, Monday = 0."""
    quiet: Quiet = Quiet(time(21, 0), time(7, 0))
    holidays: frozenset[date] = frozenset()
    meeting: MonthlyRule | tuple[datetime, ...] = ()
    """A rule, or the meetings' own instants (aware UTC)."""
    changes: tuple[Change, ...] = ()
    """What organizers changed about that, from the records (`scheduler.desk`); one a meeting."""
    goal: int = 60
    """Percent of the branch active in a week; the common goal, shown to organizers."""
    approve: bool = False
    """Whether an organizer lets in who comes by a link that is for several people."""
    review: str = "spaced"
    """How it is reckoned when something is asked again: one of REVIEWS."""
    languages: tuple[str, ...] = ("en",)
    """What the organisation offers, the first is the default."""
