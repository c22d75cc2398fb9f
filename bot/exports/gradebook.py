"""Who took part in how many weeks, as a gradebook CSV for Moodle: only who agreed to be named.

How right somebody was is in no column. Moodle (Grades, Import, CSV file) asks which column tells
who it is; the bot keeps no e-mail address, so it is the name or the pseudonym.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.cells import MARK, Cell, csv_lines
from bot.exports import Asked, Export, Nothing
from records.branch import Branch
from records.export import Pseudonyms
from records.participation.taking_part import rhythms
from records.record import NAMES
from scheduler.weekly import counted, last_told

COLUMNS = ("Full name", "ID number", "Department", "Weeks taken part", "Weeks counted",
           "Taking part (Percentage)")  # fmt: skip


def make(asked: Asked) -> Iterable[bytes]:
    """A row for each member counted in the last week told who agreed to be named; the weeks
    are those of the measure `regularity`. Raises Nothing."""
    rows = [row for branch in asked.branches for row in _rows(asked, branch)]
    if not rows:
        raise Nothing("Nobody has agreed to be named, or no week has been told yet.")
    return [MARK, *csv_lines(COLUMNS, rows)]


def _rows(asked: Asked, branch: Branch) -> Iterator[tuple[Cell, ...]]:
    store, called = asked.desk.store, Pseudonyms(asked.desk.store)
    cut = counted(asked.desk, branch, last_told(branch, asked.now), asked.now)
    took = rhythms(cut)
    for member in store.members(branch.key):
        weeks = took.get(member.id)
        if weeks and store.choices(member.id).named:
            share = f"{100 * sum(weeks) / len(weeks):.2f}"
            yield (member.name, called.of(member.id), branch.name, sum(weeks), len(weeks), share)


EXPORT = Export(
    "gradebook", ".csv", "Weeks taken part, by name, for Moodle's gradebook", make, seen=NAMES
)
