"""The raw rows and the published numbers as one SQLite file with views, and metadata for
Datasette: an archive of `studybot.db` and `metadata.json`.

    datasette studybot.db --metadata metadata.json

Nobody is named in it. Its views keep to k = 5; its tables are the rows of `docs/export.md`.
"""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlite_utils import Database

from bot.exports import Asked, Export
from bot.exports._told import told
from records.export import TABLES, Cell
from records.participation import Share, Summary, Value
from records.people.record import EXPORT as ROWS

COLUMNS: dict[str, dict[str, str]] = {
    "weeks": {
        "branch": "The branch's key",
        "week": "ISO week, as it was told on the Monday after it",
        "name": "The measure, as docs/measures.md has it",
        "n": "How many, where the measure is a share",
        "of": "Of how many",
        "low": "Lower end of the Wilson 95 % interval of n/of",
        "high": "Upper end of it",
        "value": "The number, where the measure is no share",
        "unit": "Its unit",
        "withheld": "Why there is no number; empty where there is one",
    },
    "items": {
        "branch": "The branch's key",
        "week": "ISO week",
        "item": "The item's id",
        "form": "Its form",
        "deliveries": "Deliveries of it accepted in that week",
        "marks": "Sum of marks of first attempts; empty where withheld",
        "attempts": "First attempts; empty where withheld",
        "discrimination": "-100 to 100; empty under 20 first attempts",
    },
}
"""What the columns of the published numbers mean."""

TYPES: dict[str, type] = {
    **dict.fromkeys(("delivery", "doubts", "deliveries", "of", "attempts"), int),
    **dict.fromkeys(("applied", "asked", "fresh", "late"), int),
    **dict.fromkeys(("mark", "n", "low", "high", "value", "marks", "discrimination"), float),
}
"""Of the columns that hold numbers; all others are text."""

VIEWS = {
    "took_part": (
        "Members with at least one answer, by branch and week, as it was told",
        "SELECT branch, week, n, of, round(1.0 * n / of, 4) AS share, low, high FROM weeks "
        "WHERE name = 'active' AND withheld = ''",
    ),
    "hardest_items": (
        "Facility of each item over all weeks in which it was told, the hardest first",
        "SELECT branch, item, form, sum(marks) AS marks, sum(attempts) AS attempts, "
        "round(sum(marks) / sum(attempts), 4) AS facility FROM items "
        "WHERE attempts IS NOT NULL GROUP BY branch, item, form ORDER BY facility",
    ),
    "forms": (
        "Answers to each form, where at least five members had it",
        "SELECT d.branch, d.form, count(*) AS sent, count(a.delivery) AS answered, "
        "round(1.0 * count(a.delivery) / count(*), 4) AS share FROM deliveries d "
        "LEFT JOIN answers a ON a.delivery = d.delivery WHERE d.sent IS NOT NULL "
        "GROUP BY d.branch, d.form HAVING count(DISTINCT d.member) >= 5",
    ),
}
"""What each view shows, and how."""


def make(asked: Asked) -> Iterator[bytes]:
    """The archive, in pieces of a megabyte."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        _database(asked, folder / "studybot.db")
        whole = folder / "snapshot.zip"
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(folder / "studybot.db", "studybot.db")
            archive.writestr("metadata.json", json.dumps(_metadata(asked), indent=2))
        with whole.open("rb") as file:
            yield from iter(lambda: file.read(1 << 20), b"")


def _database(asked: Asked, path: Path) -> None:
    database = Database(path)
    for table in TABLES.values():
        keys = asked.branches
        rows = (row for branch in keys for row in table.rows(asked.desk.store, branch.key))
        _filled(database, table.name, table.columns, rows)
    summaries = [one for branch in asked.branches for one in told(asked, branch, weeks=520)]
    _filled(database, "weeks", tuple(COLUMNS["weeks"]), _weeks(summaries))
    _filled(database, "items", tuple(COLUMNS["items"]), _items(summaries))
    for name, (_, sql) in VIEWS.items():
        database.create_view(name, sql)
    database.conn.close()


def _filled(
    database: Database, name: str, columns: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]
) -> None:
    """A table of all rows, also where there are none."""
    table = database.table(name)
    table.create({column: TYPES.get(column, str) for column in columns})
    table.insert_all((dict(zip(columns, row, strict=True)) for row in rows), batch_size=1000)


def _weeks(summaries: Iterable[Summary]) -> Iterator[tuple[Cell, ...]]:
    for one in summaries:
        for name, number in one.measures.each().items():
            yield (one.branch, one.week, name, *_number(number))


def _number(one: Share | Value) -> tuple[Cell, ...]:
    why = one.hidden or ""
    if isinstance(one, Value):
        return (None, one.of, None, None, one.value, one.unit, why)
    return (one.n, one.of, one.low, one.high, None, "", why)


def _items(summaries: Iterable[Summary]) -> Iterator[tuple[Cell, ...]]:
    for one in summaries:
        for asked in one.questions:
            share = asked.facility
            told = share.hidden is None and share.n is not None
            numbers = (share.n, share.of) if told else (None, None)
            yield (one.branch, one.week, asked.item, asked.form, asked.sent, *numbers,
                   asked.discrimination)  # fmt: skip


def _metadata(asked: Asked) -> dict[str, object]:
    """What Datasette shows beside the tables (docs.datasette.io, metadata)."""
    tables: dict[str, object] = {name: {"columns": columns} for name, columns in COLUMNS.items()}
    tables |= {table.name: {"description": "See docs/export.md"} for table in TABLES.values()}
    tables |= {name: {"description": what} for name, (what, _) in VIEWS.items()}
    return {
        "title": f"Studybot: {asked.desk.organisation}",
        "description": f"Taken at {asked.now.isoformat()}; members stand under pseudonyms.",
        "databases": {"studybot": {"tables": tables}},
    }


EXPORT = Export(
    "snapshot", ".zip", "All rows and numbers as a database, under pseudonyms", make,
    seen=ROWS, host=True,
)  # fmt: skip
