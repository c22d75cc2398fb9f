"""T2 of the goals: planning many members, against a bare cursor over the same rows.

`python -m benchmarks.bench_plan [members]` plans that many members (5,000), each with a
history of 90 sends, and prints medians of five rounds. Histories lie in SQLite in member
order; the cursor only fetches their rows. Read the ratios, not the times.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import time as clock
from collections.abc import Callable
from contextlib import closing
from dataclasses import astuple, fields, replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from operator import itemgetter

from benchmarks.goals import Goal, told
from records.model import Past
from scheduler.due import next_due, next_dues, slots
from scheduler.plan import Choice, Shelves, choose
from tests.scheduler.folder import GRADED, a_folder, branch, member

SENDS = 90
ROUNDS = 5
START = datetime(2026, 6, 1, tzinfo=UTC)
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", None)
HOME = branch()
SHELVES = Shelves(a_folder(seed=7, lessons=42))


def a_history(seed: int) -> tuple[list[Past], date]:
    """90 sends by the plan itself, two of three answered, and the day after them."""
    kept: list[Past] = []
    for n, (day, due) in enumerate(slots(HOME, member(), START, START + timedelta(days=140))):
        what = choose(SHELVES, member(), HOME, kept, day)
        assert isinstance(what, Choice)
        if len(kept) == SENDS:
            return kept, day
        item, marked = what.item, what.item.form in GRADED and (n + seed) % 3 > 0
        kept.append(
            Past(
                item.id,
                item.lesson,
                item.form,
                item.applied,
                day.isoformat(),
                due,
                due if marked else None,
                float(n % 2) if marked else None,
                what.fresh,
            )
        )
    raise AssertionError("140 days hold 90 study days")


def fill(base: sqlite3.Connection, members: int) -> date:
    names = [field.name for field in fields(Past)]
    base.execute(f"create table past (member, {', '.join(names)})")
    lives = [a_history(seed) for seed in range(30)]
    rows = (
        (number, *stored(past))
        for number in range(members)
        for past in lives[number % len(lives)][0]
    )
    marks = ",".join("?" * (1 + len(names)))
    base.executemany(f"insert into past values ({marks})", rows)  # noqa: S608 of marks alone
    return lives[0][1]


def stored(past: Past) -> tuple[object, ...]:
    return tuple(v.timestamp() if isinstance(v, datetime) else v for v in astuple(past))


def cursor(base: sqlite3.Connection) -> int:
    return sum(1 for _ in base.execute("select * from past"))


def read(base: sqlite3.Connection) -> list[list[Past]]:
    rows = base.execute("select * from past")
    return [[restored(row) for row in group] for _, group in groupby(rows, itemgetter(0))]


def restored(row: tuple) -> Past:  # type: ignore[type-arg]  # a row as SQLite hands it over
    _, item, lesson, form, applied, day, sent, answered, mark, fresh, *_ = row
    return Past(
        item,
        lesson,
        form,
        bool(applied),
        day,
        datetime.fromtimestamp(sent, UTC),
        datetime.fromtimestamp(answered, UTC) if answered else None,
        mark,
        bool(fresh),
    )


def took(work: Callable[[], object]) -> float:
    """Median CPU seconds of a few rounds."""
    times = []
    for _ in range(ROUNDS):
        start = clock.process_time()
        work()
        times.append(clock.process_time() - start)
    return statistics.median(times)


def main(members: int = 5_000) -> None:
    with closing(sqlite3.connect(":memory:")) as base:
        day = fill(base, members)
        bare = took(lambda: cursor(base))
        histories = read(base)
    days = [day + timedelta(days=n) for n in range(7)]
    plan = took(
        lambda: [
            choose(SHELVES, member_, HOME, kept, days[n % 7]) for n, kept in enumerate(histories)
        ]
    )
    new = took(lambda: [choose(SHELVES, member_, HOME, [], day) for _ in histories])
    people = [replace(member_, id=n, zone=ZONES[n % 5]) for n in range(members)]  # type: ignore[arg-type]
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    single = took(lambda: [next_due(HOME, someone, now) for someone in people])
    grouped = took(lambda: next_dues(HOME, people, now))
    big = a_folder(seed=1, lessons=5_000)
    shelf = took(lambda: Shelves(big).shelf(member_, HOME).today(day))
    for name, seconds in (
        (f"bare cursor, {SENDS} rows a member", bare),
        ("choose, the same histories", plan),
        ("choose, newcomers", new),
        ("next_due", single),
        ("next_dues, 5 zones", grouped),
    ):
        each, ratio = seconds / members * 1e6, seconds / bare
        print(f"{name:32} {each:8.2f} µs a member  {ratio:6.2f} × cursor")
    print(f"{'shelf of 5,000 lessons, one day':32} {shelf * 1e3:8.0f} ms, once a library")
    told("T2", Goal(f"{members:,} members planned", plan / bare, 2, "× cursor"))


member_ = member()

if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:2]))
