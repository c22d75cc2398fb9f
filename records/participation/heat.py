"""Members by weeks: who took part, by name only of those who agreed to it.

The others stand there too, but no row is a person: in each week they are arranged by what they
did. A row that went on from week to week could be followed, and one known absence would name it.

How many of them did what is a week's published counts less the named. So every column sums to
what was published, also after somebody is erased, and two looks differ by nothing that was not
told by name. A column of which fewer than K would remain is withheld, the named included: else
subtracting would tell of the few.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from records.branch import Branch
from records.meetings import Period
from records.model import MemberId
from records.participation.book import EVER, Book, book
from records.participation.interval import K
from records.participation.rows import Rows
from records.participation.summary import Counts, Week
from records.participation.turnout import turnout


class Part(StrEnum):
    """What somebody on the roster at a week's start did in it: the four of `Counts`."""

    ACTIVE = "active"
    QUIET = "quiet"
    UNREACHED = "unreached"
    AWAY = "away"


Cell = Part | None
"""None: not on the roster when the week began, or the column is withheld."""


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody who agreed to be named; a cell for each week. Never what they answered."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """A branch's weeks by its members."""

    weeks: tuple[Week, ...]
    told: tuple[bool, ...]
    """Which weeks may be shown; the others carry no cell at all."""
    named: tuple[Row, ...]
    """By name: no order tells how much anybody did."""
    others: tuple[tuple[Cell, ...], ...]
    """Everybody else; arranged within each week, so that no row is a person."""


def heat(
    rows: Rows,
    branch: Branch,
    weeks: Sequence[Week],
    names: Mapping[MemberId, str],
    start: datetime = EVER,
) -> Heat:
    """The weeks as they were published, with those in `names` by name. `rows` as for `summarise`
    of the last of the weeks, from `start` on."""
    kept = book(rows, branch, start)
    parts = [_parts(kept, week, names) for week in weeks]
    rest = [_rest(week.counts, found) for week, found in zip(weeks, parts, strict=True)]
    told = tuple(one is not None for one in rest)
    shown = [found if may else {} for found, may in zip(parts, told, strict=True)]
    named = [Row(name, tuple(one.get(id) for one in shown)) for id, name in names.items()]
    there = [row for row in named if any(row.cells)]
    return Heat(
        tuple(weeks),
        told,
        tuple(sorted(there, key=lambda row: (row.name.casefold(), row.name, row.cells))),
        _arranged(rest),
    )


def _parts(kept: Book, week: Week, names: Mapping[MemberId, str]) -> dict[MemberId, Part]:
    """What each of the named did in a week."""
    counted = turnout(kept, Period(week.start, week.end, week.name))
    found = {one.member: _part(one.answers, one.reached) for one in counted.present}
    found |= dict.fromkeys(counted.absent, Part.AWAY)
    return {id: part for id, part in found.items() if id in names}


def _part(answers: int, reached: bool) -> Part:
    if answers:
        return Part.ACTIVE
    return Part.QUIET if reached else Part.UNREACHED


def _rest(counts: Counts | None, named: Mapping[MemberId, Part]) -> Counter[Part] | None:
    """What the others did; None where that would be about 1 to K-1 people, or where the named
    are not among those who were counted."""
    if counts is None:
        return None
    rest = Counter({part: int(getattr(counts, part)) for part in Part})
    rest.subtract(named.values())
    few = 0 < rest.total() < K
    return None if few or min(rest.values()) < 0 else rest


def _arranged(rest: Sequence[Counter[Part] | None]) -> tuple[tuple[Cell, ...], ...]:
    """Columns filled from the top, as rows."""
    columns = [[part for part in Part for _ in range(one[part])] if one else [] for one in rest]
    high = max(map(len, columns), default=0)
    return tuple(
        tuple(column[at] if at < len(column) else None for column in columns) for at in range(high)
    )
