"""R5 and T1 of the goals: what the store costs, against plain SQL with the same settings.

`python -m benchmarks.bench_store [members]` (20,000) posts a letter to each member, sends a
part of them with both commits, records answers one by one and in groups, and reads what jobs
and reports read. Every commit is FULL. Read the ratios, not the times: the disk is shared.
"""

from __future__ import annotations

import sys
import time as clock
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.goals import Goal, told
from content.item import Chosen
from records.model import BranchKey, DeliveryId, Fate, Letter, MemberId
from records.sqlite import SqliteStore, open_store, sqlite_note
from records.sqlite.connection import Connection
from tests.records.two import BURNS, DAY, NOW, QUORUM, invite, letter

BRANCHES = 80
GROUP = 100
"""Updates handled in one transaction when many are waiting."""
BATCH = 1000
"""Letters posted in one transaction."""
SINGLE = 2000
"""Operations measured with a commit each."""
DAYS = 30
"""Of history, a letter a day, for the members whose history is read."""


def timed(work: Callable[[], object]) -> float:
    start = clock.perf_counter()
    work()
    return clock.perf_counter() - start


def say(name: str, seconds: float, count: int, bare: float | None = None) -> float:
    """One line: how long each takes, how many a second, and how often the bare cost that is."""
    each = seconds / count
    times = f"{each / bare:8.2f} × bare" if bare else ""
    print(f"{name:52} {each * 1e6:9.1f} µs {1 / each:10.0f}/s {times}")
    return each


def bare_commits(folder: Path) -> tuple[float, float]:
    """Seconds a row of a plain insert: with a commit each, and all in one."""
    with closing(Connection(folder / "bare.db", create=True)) as db:
        db.con.execute("CREATE TABLE bare (a INTEGER PRIMARY KEY, b, c, d, e, f)")
        db.con.execute("CREATE INDEX bare_b ON bare(b, e)")
        row = ("north", '{"is":"chosen","of":{"places":[0]}}', 1.0, 1_795_507_200_000_000, 0)
        insert = "INSERT INTO bare (b, c, d, e, f) VALUES (?, ?, ?, ?, ?)"
        single = timed(lambda: [db.con.execute(insert, row) for _ in range(SINGLE)])
        with db.writing() as con:
            bulk = timed(lambda: con.executemany(insert, [row] * 100_000))
    return (
        say("bare insert, a commit each", single, SINGLE),
        say("bare insert, one bulk transaction", bulk, 100_000),
    )


def join(store: SqliteStore, members: int) -> float:
    """Fill the roster, in one transaction."""

    def link() -> None:
        with store.together():
            for n in range(BRANCHES):
                way = invite(store, "a", BranchKey(f"b{n:02}"))
                for m in range(n, members, BRANCHES):
                    store.link(way, str(m), f"Member {m}", "en", NOW - DAY)

    return timed(link)


def post_all(store: SqliteStore, letters: Sequence[Letter]) -> tuple[float, float]:
    """Post in batches; seconds for all, and of the slowest batch."""
    slowest = [
        timed(lambda at=at: store.post(letters[at : at + BATCH]))  # type: ignore[misc]
        for at in range(0, len(letters), BATCH)
    ]
    return sum(slowest), max(slowest)


def send(store: SqliteStore, deliveries: Sequence[DeliveryId]) -> None:
    """What the post does for each letter: two commits."""
    for id in deliveries:
        store.begin([id], NOW)
        store.settle(id, Fate.SENT, NOW, message=str(id), poll=f"p{id}")


def record(store: SqliteStore, deliveries: Sequence[DeliveryId]) -> None:
    for id in deliveries:
        store.record(id, Chosen((0,)), 1.0, NOW + timedelta(hours=1))


def record_in_groups(store: SqliteStore, deliveries: Sequence[DeliveryId]) -> None:
    for at in range(0, len(deliveries), GROUP):
        with store.together():
            record(store, deliveries[at : at + GROUP])


def take(store: SqliteStore, updates: int) -> None:
    """Raw updates come in groups, are kept, read and marked as handled."""
    for at in range(0, updates, GROUP):
        store.take(((n, b"x" * 400) for n in range(at, at + GROUP)), NOW)
        store.handled([update.id for update in store.unhandled(NOW, GROUP)], NOW)


def in_one(store: SqliteStore, work: Callable[[], object]) -> None:
    with store.together():
        work()


def writing(store: SqliteStore, members: int, single: float, bulk: float) -> None:
    say("join by a link, one transaction", join(store, members), members)
    people = store.members()
    letters = [letter(member, item=(QUORUM, BURNS)[member.id % 2]) for member in people]
    seconds, slowest = post_all(store, letters)
    say(f"post, {BATCH} letters a commit", seconds, members, bulk)
    print(f"{'  the slowest such commit':52} {slowest * 1e3:9.1f} ms")
    ids = [delivery.id for delivery in store.pending(NOW, 3 * SINGLE)]
    say("begin and settle, two commits", timed(lambda: send(store, ids[:SINGLE])), SINGLE, single)
    say(
        "record an answer, a commit each",
        timed(lambda: record(store, ids[:SINGLE])),
        SINGLE,
        single,
    )
    rest = [delivery.id for delivery in store.pending(NOW, members)]
    with store.together():
        for id in rest:
            store.settle(id, Fate.SENT, NOW)
    half = len(rest) // 2
    grouped = say(
        f"record answers, {GROUP} a commit",
        timed(lambda: record_in_groups(store, rest[:half])),
        half,
        bulk,
    )
    whole = say(
        "record answers, one bulk transaction",
        timed(lambda: in_one(store, lambda: record(store, rest[half:]))),
        len(rest) - half,
        bulk,
    )
    told("R5", Goal(f"{GROUP} answers a commit, of one bulk transaction", whole / grouped, 0.4, "×",
                    least=True))  # fmt: skip
    say(
        f"take and handle an update, {GROUP} a commit",
        timed(lambda: take(store, 20_000)),
        20_000,
        bulk,
    )


def reading(store: SqliteStore, members: int) -> None:
    people = [member.id for member in store.members()]
    say("tick, nothing due", timed(lambda: [store.due(NOW) for _ in range(1000)]), 1000)
    store.schedule(dict.fromkeys(people, NOW))
    say("tick, all due: a member", timed(lambda: store.due(NOW, members)), members)
    some = people[:500]
    store.post(
        [
            letter(member, f"day:2027-01-{day:02}")
            for member in store.members()[:500]
            for day in range(1, DAYS)
        ]
    )
    with store.together():
        for delivery in store.pending(NOW, 500 * DAYS):
            store.settle(delivery.id, Fate.SENT, NOW)
    histories(store, some)
    week = (BranchKey("b00"), NOW - DAY, NOW + 7 * DAY)
    found = len(store.deliveries(*week))
    say("a branch's week, a delivery", timed(lambda: store.deliveries(*week)), found)
    say(
        "a branch's week, an answer", timed(lambda: store.answers(*week)), len(store.answers(*week))
    )
    say(
        "all deliveries, page by page",
        timed(lambda: sum(1 for _ in store.each_delivery())),
        members + 500 * (DAYS - 1),
    )


def histories(store: SqliteStore, some: Sequence[MemberId]) -> None:
    """T2: what planning reads, against the cursor alone over the same rows."""
    rows = len(some) * DAYS
    cursor = store._db.con.execute
    plain = timed(lambda: [cursor(PLAIN, (id,)).fetchall() for id in some])
    bare = say("bare cursor over histories, a row", plain, rows)
    say("histories, a row", timed(lambda: store.histories(some)), rows, bare)


PLAIN = """
    SELECT v.item, v.lesson, v.form, v.applied, d.occasion, d.sent, a.received, a.mark, d.fresh
    FROM delivery AS d JOIN version AS v ON v.id = d.version
    LEFT JOIN answer AS a ON a.delivery = d.id WHERE d.member = ?
"""


def main(members: int = 20_000) -> None:
    print(sqlite_note())
    with TemporaryDirectory() as name, closing(open_store(Path(name) / "study.db")) as store:
        single, bulk = bare_commits(Path(name))
        writing(store, members, single, bulk)
        reading(store, members)


if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:2]))
