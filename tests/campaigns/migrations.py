"""From every form the database has had, filled: killed at each statement of the way to today's.

After a kill the file has the old form or the new one, whole; opened again it has today's, equal
to that of a new file, with every row it had.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

from sqlite_utils import Database, Migrations

from records.sqlite import open_store
from records.sqlite.connection import APPLICATION_ID, Connection, opened
from records.sqlite.migrations import MIGRATIONS, migrate
from tests.campaigns import Campaign, Found
from tests.records.canary import fill

Schema = dict[str, str]
Rows = dict[str, set[tuple[object, ...]]]
MEANT = {("past_week", "stale")}
"""What a step changes on purpose: kept weeks of an old form are counted anew."""


def steps() -> list[str]:
    return [step.name for step in MIGRATIONS._migrations]


def schema(path: Path) -> Schema:
    """Every table, index, view and trigger, but for the program's own book of steps."""
    with closing(opened(path, "ro")) as con:
        found = con.execute("SELECT name, sql FROM sqlite_schema WHERE sql NOT NULL").fetchall()
    return {name: " ".join(sql.split()) for name, sql in found if not name.startswith("_sqlite")}


def columns(path: Path) -> dict[str, list[str]]:
    with closing(opened(path, "ro")) as con:
        tables = [
            name
            for (name,) in con.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%sqlite%'"
            )
        ]
        return {name: [row[1] for row in con.execute(f"PRAGMA table_info('{name}')")]
                for name in tables}  # fmt: skip


def rows(path: Path, of: dict[str, list[str]]) -> Rows:
    with closing(opened(path, "ro")) as con:
        return {table: set(con.execute(f"SELECT {', '.join(names)} FROM {table}"))  # noqa: S608
                for table, names in of.items()}  # fmt: skip


def filled(path: Path) -> None:
    """A database of today's form with rows in its tables."""
    with closing(open_store(path)) as store:
        fill(store)


def older(path: Path, count: int, full: Path) -> None:
    """One that has gone the first steps only, with all of the rows that fit it."""
    had = Migrations("studybot")
    for step in MIGRATIONS._migrations[:count]:
        had(name=step.name)(step.fn)
    with closing(Connection(path, create=True)) as db:
        db.con.execute(f"PRAGMA application_id={APPLICATION_ID}")
        had.apply(Database(db.con, strict=True))
        db.con.execute("PRAGMA foreign_keys=0")
        db.con.execute("ATTACH ? AS whole", (str(full),))
        now, then, noted = columns(full), columns(path), _notes(path)
        for table in then.keys() & now.keys():
            names = ", ".join(name for name in then[table] if name in now[table])
            db.con.execute(f"DELETE FROM {table}")  # noqa: S608
            db.con.execute(f"INSERT OR IGNORE INTO {table} ({names})"  # noqa: S608
                           f" SELECT {names} FROM whole.{table}")  # fmt: skip
        for key in _notes(full.with_name("fresh.db")) - noted:  # a later step's own row
            db.con.execute("DELETE FROM note WHERE key = ?", (key,))
        db.con.execute("DETACH whole")


def _notes(path: Path) -> set[str]:
    """The notes in a file."""
    with closing(opened(path, "ro")) as con:
        return {key for (key,) in con.execute("SELECT key FROM note")}


def killed(path: Path, statement: int) -> bool:
    """Bring it up to today in a process that dies before that statement; False where it ended."""
    pid = os.fork()
    if pid == 0:
        _die(path, statement)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


def _die(path: Path, statement: int) -> None:
    left = [statement]

    def traced(sql: str) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        db = Connection(path, create=False)
        db.con.set_trace_callback(traced)
        migrate(db)
    finally:
        os._exit(0)


def survives(
    path: Path, old: Schema, new: Schema, had: Rows, of: dict[str, list[str]]
) -> Iterator[str]:
    """What is wrong with a file after a kill, as it lies there and opened again; `of` are the
    columns of what it had."""
    found = schema(path)
    if found not in (old, new):
        yield f"between: {sorted(found.items() ^ new.items())[:3]}"
    with closing(open_store(path, check=True)) as store:
        if store._rows("PRAGMA integrity_check") != [("ok",)] \
                or store._rows("PRAGMA foreign_key_check"):  # fmt: skip
            yield "not whole"
    if (found := schema(path)) != new:
        yield f"not today's form: {sorted(found.items() ^ new.items())[:3]}"
    now = columns(path)
    for table, kept in had.items():
        if table in now and not kept <= rows(path, {table: of[table]})[table]:
            yield f"rows of {table} were lost or changed"


def lasting(of: dict[str, list[str]]) -> dict[str, list[str]]:
    """The columns whose values every later step must keep."""
    return {
        table: [name for name in names if (table, name) not in MEANT] for table, names in of.items()
    }


def from_version(
    count: int, place: Path, full: Path, most: int, dice: Random
) -> tuple[int, list[str]]:
    """All kills on the way from one form; how many, and what they broke."""
    base, new = place / f"form-{count}.db", schema(full)
    older(base, count, full)
    old, of = schema(base), lasting(columns(base))
    had, wrong, kills, statement = rows(base, of), list[str](), 0, 1
    while kills < most:
        path = place / f"{count}-{statement}" / "study.db"
        path.parent.mkdir()
        shutil.copy(base, path)
        died = killed(path, statement)
        wrong += [f"{steps()[count - 1]}, statement {statement}: {one}"
                  for one in survives(path, old, new, had, of)]  # fmt: skip
        shutil.rmtree(path.parent)
        if not died:
            break
        kills += 1
        statement += 1 if most > 1000 else dice.randint(1, 30)
    return kills, wrong


def campaign(seed: int, size: int) -> Found:
    dice, kills, wrong = Random(seed), 0, list[str]()
    versions = range(1, len(steps()))
    with tempfile.TemporaryDirectory(prefix="forms-") as place:
        full = Path(place) / "full.db"
        open_store(full.with_name("fresh.db")).close()
        filled(full)
        count = sum(len(kept) for kept in rows(full, columns(full)).values())
        for version in versions:
            done, broke = from_version(version, Path(place), full, size, dice)
            kills, wrong = kills + done, wrong + broke
    return Found(
        f"{kills:,} kills on the way from {len(versions)} earlier forms, filled from {count} rows",
        "old or new, never between; today's form afterwards, with every row"
        if not wrong else f"{len(wrong)} violations",
        wrong,
    )  # fmt: skip


CAMPAIGN = Campaign(
    "migrations",
    "a kill at any statement of a migration leaves the old form or the new one, with all rows",
    campaign,
    full=10_000,
    short=1,
)
