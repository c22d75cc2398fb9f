"""Who took part in how many weeks, as a gradebook CSV for Moodle: only who agreed to be named.

How right somebody was is in no column. A week that the dashboard shows no member of (fewer than
five would be left without a name) is in no row: all of its names, taken from what Monday told,
would tell of the few. Moodle (Grades, Import, CSV file) asks which column tells
who it is; the bot keeps no e-mail address, so it is the name or the number, which is in no other
export.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.cells import MARK, Cell, csv_lines
from bot.exports import Asked, Export, Nothing
from records.branch import Branch
from records.export import Pseudonyms
from records.participation.taking_part import took_part_in
from records.participation.turnout import Turnout
from records.people.record import NAMES
from scheduler.apart import apart
from scheduler.figures.weekly import last_told, lived
from scheduler.unasked.named import nameable, named_weeks

COLUMNS = ("Full name", "ID number", "Department", "Weeks taken part", "Weeks counted",
           "Taking part (Percentage)")  # fmt: skip


def make(asked: Asked) -> Iterable[bytes]:
    """A row for each member who agreed to be named and was counted in any of the weeks: those of
    the measure `regularity` whose members may be shown. Raises Nothing."""
    rows = [row for branch in asked.branches for row in _rows(asked, branch)]
    if not rows:
        raise Nothing(
            "Nobody has agreed to be named, no week has been told yet, or fewer than five of the "
            "branch would be left without a name."
        )
    return [MARK, *csv_lines(COLUMNS, rows)]


def _rows(asked: Asked, branch: Branch) -> Iterator[tuple[Cell, ...]]:
    store, called = asked.desk.store, Pseudonyms(asked.desk.store, "gradebook:")
    took, names = took_part_in(_weeks(asked, branch)), nameable(store, branch.key)
    for member in store.members(branch.key):
        weeks = took.get(member.id)
        if weeks and member.id in names:
            share = f"{100 * sum(weeks) / len(weeks):.2f}"
            yield (member.name, called.of(member.id), branch.name, sum(weeks), len(weeks), share)


def _weeks(asked: Asked, branch: Branch) -> Iterator[Turnout]:
    """Those that may be shown by member."""
    last = last_told(branch, asked.now)
    heat = named_weeks(asked.desk, branch, last, asked.now)
    shown = {week.start for week, told in zip(heat.weeks, heat.told, strict=True) if told}
    weeks = apart(asked.desk, lived, branch, last, asked.now)
    return (week for week in weeks if week.period.start in shown)


EXPORT = Export(
    "gradebook", ".csv", "Weeks taken part, by name, for Moodle's gradebook", make, seen=NAMES
)
