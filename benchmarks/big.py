"""A generated database: members in 400 branches, an item a day for 90 days, answers to 5 of 9.

`python -m benchmarks.big [members]` makes `build/bench/big-MEMBERS.db` (100,000 is the full size:
9 million deliveries, 5 million answers, 5 GB, some minutes), once; `database` hands it out. The
rows are put in by SQL in bulk, through the real schema, in the order in which time would have.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from benchmarks.goals import say
from content.folder.library import Library
from content.item import Head, Item, ItemId, LessonId, Option
from records.branch import Branch, MonthlyRule
from records.meetings import weeks_until
from records.model import BranchKey
from records.participation import WEEKS
from records.people.own import CONSENT
from records.sqlite import SqliteStore, open_store
from records.sqlite.times import micros
from scheduler.desk import Desk
from scheduler.figures import appraised
from scheduler.figures.weekly import last_told
from scheduler.jobs import closed_weeks

FULL, SMALL = 100_000, 5_000
DAYS = 90
EACH = 250
"""Members of a branch."""

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
"""00:00 UTC after the last of the 90 days: the week that is told ends here or an hour off."""

NOW = MONDAY + timedelta(hours=10)
FOLDER = Path("build/bench")
ZONES = ("UTC", "Europe/Berlin", "Europe/London", "Africa/Lagos")
ITEMS = 120


def branches(members: int) -> dict[BranchKey, Branch]:
    """The branches of a database of that size."""
    keys = [BranchKey(f"b{n:03}") for n in range(-(-members // EACH))]
    return {
        key: Branch(key, f"Branch {n}", ZONES[n % len(ZONES)],
                    meeting=MonthlyRule(1, 3, time(19, 0)))
        for n, key in enumerate(keys)
    }  # fmt: skip


def items() -> list[Item]:
    """Questions with one right option of three, every ninth a task without a mark."""
    first = Item(
        ItemId("q"), Head(LessonId("l"), "en", "A lesson", "a.en.md"), "single", "Which?", 1,
        options=(Option("Right", right=True), Option("Wrong"), Option("Worse")),
    )  # fmt: skip
    return [
        replace(first, id=ItemId(f"q{n:03}"), text=f"Which of these, {n}?",
                head=replace(first.head, lesson=LessonId(f"l{n // 3:02}")), line=n + 1)
        for n in range(ITEMS)
    ]  # fmt: skip


def database(members: int) -> Path:
    """The database of that size, made where it is not there yet."""
    path = FOLDER / f"big-{members}.db"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        begun, making = perf_counter(), path.with_suffix(".making")
        for left in (making, Path(f"{making}-wal"), Path(f"{making}-shm")):
            left.unlink(missing_ok=True)
        with closing(open_store(making)) as store:
            _fill(store, members)
        making.rename(path)
        size = path.stat().st_size / 2**30
        print(f"made {path}: {size:.2f} GB in {perf_counter() - begun:.0f} s", file=sys.stderr)
    return path


def kept(members: int) -> Path:
    """The same after the Sunday night: the eight weeks before are kept and the last one is
    appraised, as the bot does it when each closes."""
    path = FOLDER / f"kept-{members}.db"
    if not path.exists():
        making = path.with_suffix(".making")
        copyfile(database(members), making)
        with closing(open_store(making)) as store:
            _live_on(Desk(store, branches(members), Library((), ())))
            store._db.con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        making.rename(path)
    return path


def _live_on(desk: Desk) -> None:
    begun, count = process_time(), 0
    for branch in desk.branches.values():
        for one in weeks_until(branch, last_told(branch, NOW), WEEKS + 1)[:-1]:
            past, given_up = closed_weeks.counted(desk.store, branch, one)
            desk.store.keep_week(branch.key, past, given_up)
            count += 1
    say("a closed week kept, a branch", (process_time() - begun) / count * 1e3, "ms CPU")
    begun = process_time()
    for branch in desk.branches.values():
        night = appraised.ahead_of(desk, branch, last_told(branch, NOW), NOW)
        night.keep(night.work(desk.store, *night.given))
    say("what the night appraises, a branch", (process_time() - begun) / len(desk.branches) * 1e3,
        "ms CPU")  # fmt: skip


def roster(members: int) -> Path:
    """A database of that many members who have agreed, and nothing sent yet."""
    path = FOLDER / f"roster-{members}.db"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        making = path.with_suffix(".making")
        making.unlink(missing_ok=True)
        with closing(open_store(making)) as store, store.together():
            _people(store._db.con, members)
        making.rename(path)
    return path


@contextmanager
def copied(path: Path) -> Iterator[SqliteStore]:
    """A copy of a database to write in, gone afterwards."""
    with TemporaryDirectory(dir=FOLDER) as folder:
        copy = Path(folder) / "studybot.db"
        copyfile(path, copy)
        with copy.open("rb") as made:
            os.fsync(made.fileno())  # else the first commit measured waits for all of it
        with closing(open_store(copy)) as store:
            yield store


def _fill(store: SqliteStore, members: int) -> None:
    con = store._db.con
    for pragma in ("synchronous=0", "cache_size=-4000000", "wal_autocheckpoint=100000"):
        con.execute(f"PRAGMA {pragma}")
    indexes = con.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql NOT NULL"
        " AND tbl_name IN ('delivery', 'answer')"
    ).fetchall()
    for name, _ in indexes:
        con.execute(f"DROP INDEX {name}")
    with store.together():
        versions = [store._keep_item(item) for item in items()]
    with store.together():
        _people(con, members)
    for day in range(DAYS):
        with store.together():
            _day(con, day, versions, members)
    for _, sql in indexes:
        con.execute(sql)
    con.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _people(con, members: int) -> None:  # type: ignore[no-untyped-def]  # pysqlite3 has no types
    joined = micros(MONDAY - timedelta(days=DAYS + 10))
    con.executemany(
        "INSERT INTO member (id, branch, name, language, state, role, address, joined, linked,"
        " next_at) VALUES (?, ?, ?, 'en', 'linked', ?, ?, ?, ?, ?)",
        (
            (
                n + 1,
                f"b{n // EACH:03}",
                f"Member {n}",
                "member" if n % EACH else "organizer",
                str(10**9 + n),
                joined,
                joined,
                micros(NOW + timedelta(days=1)),
            )
            for n in range(members)
        ),
    )
    con.execute(
        "INSERT INTO spell (branch, member, state, since, noted, reason)"
        " SELECT branch, id, 'linked', joined, joined, '' FROM member ORDER BY id"
    )
    con.execute(  # one in twenty paused for two weeks
        "UPDATE spell SET until = since + ?1 WHERE member % 20 = 7", (30 * 86_400_000_000,)
    )
    con.execute(
        "INSERT INTO spell (branch, member, state, since, until, noted, reason)"
        " SELECT branch, member, 'paused', until, until + ?1, until, '' FROM spell"
        " WHERE until NOT NULL",
        (14 * 86_400_000_000,),
    )
    con.execute(
        "INSERT INTO spell (branch, member, state, since, noted, reason)"
        " SELECT branch, member, 'linked', until, until, '' FROM spell WHERE state = 'paused'"
    )
    con.execute(
        "INSERT INTO consent (member, version, digest, at) SELECT id, ?, '', joined FROM member",
        (CONSENT,),
    )


# A number that looks random and is the same each time: of a member and a day.
_HASH = "((m.id * 2654435761 + ?1 * 40503 + (m.id * ?1) * 97) >> 7)"


def _day(con, day: int, versions: list[int], members: int) -> None:  # type: ignore[no-untyped-def]  # as above
    """One day's deliveries, at 08:00 UTC and minutes after, and the answers to 5 of 9."""
    at = micros(MONDAY - timedelta(days=DAYS - day) + timedelta(hours=8))
    date = f"day:{MONDAY - timedelta(days=DAYS - day):%Y-%m-%d}"
    again = day >= 21 and day % 10 == 0  # every tenth day the item of three weeks before
    version = versions[(day - 21 if again else day) % len(versions)]
    con.execute(
        f"""
        INSERT INTO delivery (member, branch, kind, occasion, version, body, why, fresh, due,
            closes, expires, fate, first, attempts, started, sent, message)
        SELECT m.id, m.branch, 'study', ?2, ?3, '', 'new', ?4, ?5, ?5 + 3 * 86400000000,
            ?5 + 4 * 3600000000, 'sent', 0, 1, ?5 + {_HASH} % 600000000,
            ?5 + {_HASH} % 600000000 + 60000, CAST(?1 * 1000000 + m.id AS TEXT)
        FROM member AS m ORDER BY m.id
        """,  # noqa: S608 of a constant alone
        (day, date, version, int(not again), at),
    )
    con.execute(
        f"""
        INSERT INTO answer (delivery, branch, reply, mark, received, late)
        SELECT d.id, d.branch,
            '{{"is":"chosen","of":{{"places":[' || (CASE WHEN {_HASH} % 100 < 60 THEN 0
                ELSE 1 + {_HASH} % 2 END) || ']}}}}',
            CASE WHEN {_HASH} % 100 < 60 THEN 1.0 ELSE 0.0 END,
            d.sent + ({_HASH} % 20000 + 30) * ({_HASH} % 7 + 1) * 1000000, 0
        FROM delivery AS d JOIN member AS m ON m.id = d.member
        WHERE d.id > ?2 AND ({_HASH} / 100) % 9 < 5 ORDER BY d.id
        """,  # noqa: S608 of a constant alone
        (day, day * members),
    )


if __name__ == "__main__":
    database(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
