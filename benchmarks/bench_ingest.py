"""R1, R3 and R4 of the goals: what comes in, up to the committed answer; replies are left out.

`python -m benchmarks.bench_ingest [votes]` (3,000). Votes are handed over as getUpdates would, in
hundreds, and go the whole way: kept with a commit before they are confirmed, understood, graded,
recorded, marked as handled. The raw loops read the same JSON, write as many rows, and commit as
often as the bot did, or each row.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

import orjson

from benchmarks.big import NOW, branches, copied, items, roster
from benchmarks.goals import Goal, lag, percentile, say, told
from bot.app import Studybot
from bot.config import Config, Secret
from bot.telegram.incoming import translate
from bot.telegram.ingest import BATCH, Ingest, Update
from bot.telegram.lines import Lines
from bot.words import words
from records.model import Fate, Kind, Letter
from records.sqlite import SqliteStore
from records.sqlite.connection import Connection

EACH = 10
"""Votes of one member."""
DAY = timedelta(days=1)


class Canned:
    """The Bot API's side of getUpdates: raw batches, one after another, then nothing."""

    def __init__(self, batches: list[bytes]) -> None:
        self.left = iter(batches)

    async def updates(self, offset: int | None, allowed: object, wait: int, limit: int) -> object:
        raw = next(self.left, None)
        return [] if raw is None else orjson.loads(raw)


def post_all(store: SqliteStore, votes: int) -> list[bytes]:
    """Quizzes sent to members, and the votes on them as Telegram hands them over."""
    people, questions = store.members()[: votes // EACH], items()
    with store.together():
        ids = store.post([
            Letter(one.id, Kind.STUDY, f"day:x{n}", NOW - DAY, questions[n], closes=NOW + DAY)
            for n in range(EACH) for one in people
        ])  # fmt: skip
        for id in ids:
            store.settle(id, Fate.SENT, NOW - DAY, poll=f"p{id}", message=str(id))
    raw = [vote(number, id, people[number % len(people)].address or "")
           for number, id in enumerate(ids)]  # fmt: skip
    return [orjson.dumps(raw[at : at + BATCH]) for at in range(0, len(raw), BATCH)]


def vote(number: int, delivery: int, chat: str) -> object:
    user = {"id": int(chat), "is_bot": False, "first_name": "Ann", "language_code": "en"}
    return {"update_id": 1000 + number, "poll_answer": {
        "poll_id": f"p{delivery}", "user": user, "option_ids": [number % 3],
        "option_persistent_ids": [str(number % 3)]}}  # fmt: skip


def understood(bot: Studybot, batches: list[bytes]) -> Ingest:
    async def handle(update: Update) -> None:
        await bot.answering.answered(translate(update.body, "bench_bot"), update.again)

    canned: Any = Canned(batches)  # the one call that is made of it
    return Ingest(canned, bot.store, handle, bot.now, commits=bot.commits)


@contextmanager
def commits_counted() -> Iterator[list[int]]:
    """How often it was committed while the block ran."""
    run, count = Connection._run, [0]

    def counting(db: Connection, statements: tuple[str, ...]) -> None:
        count[0] += statements == ("COMMIT",)
        run(db, statements)

    Connection._run = counting  # type: ignore[method-assign]  # put back below
    try:
        yield count
    finally:
        Connection._run = run  # type: ignore[method-assign]


async def ours(
    store: SqliteStore, folder: Path, votes: int
) -> tuple[float, int, list[float], list[float]]:
    """CPU seconds, commits, and how late the loop was: by the clock, and by our own CPU alone."""
    config = Config("Riverside", ("en",), branches(1000), Path("content/examples"), folder)
    bot = Studybot(replace(config, token=Secret("1:bench")), store, lambda: NOW)
    ingest = understood(bot, post_all(store, votes))
    words("en")  # read once, by the menus that are shown when the bot starts
    gc.collect()
    gc.freeze()  # as `studybot run` does
    before = process_time()
    with commits_counted() as commits:
        async with lag() as late, lag(process_time) as busy:
            while await ingest.poll(0):
                await ingest.idle()
    took = process_time() - before
    count = store._db.con.execute("SELECT count(*) FROM answer").fetchone()[0]
    assert count == votes, count
    await bot.api.close()
    return took, commits[0], late, busy


def raw(folder: Path, batches: list[bytes], at_once: int) -> float:
    """The least: JSON, an insert, and an insert and an update a vote, so many votes a commit."""
    with closing(Connection(folder / f"raw{at_once}.db", create=True)) as db:
        con = db.con
        con.execute("CREATE TABLE arrived (id INTEGER PRIMARY KEY, body BLOB)")
        con.execute("CREATE TABLE answer (poll TEXT PRIMARY KEY, member INTEGER, places TEXT)")
        before = process_time()
        for batch in batches:
            updates = orjson.loads(batch)
            with db.writing():
                con.executemany(
                    "INSERT INTO arrived VALUES (?, ?)",
                    ((one["update_id"], orjson.dumps(one)) for one in updates),
                )
            for some in (updates[at : at + at_once] for at in range(0, len(updates), at_once)):
                rows = [one["poll_answer"] for one in some]
                with db.writing():
                    con.executemany(
                        "INSERT INTO answer VALUES (?, ?, ?)",
                        (
                            (row["poll_id"], row["user"]["id"], orjson.dumps(row["option_ids"]))
                            for row in rows
                        ),
                    )
                with db.writing():
                    con.executemany(
                        "UPDATE arrived SET body = x'' WHERE id = ?",
                        ((one["update_id"],) for one in some),
                    )
        return process_time() - before


async def lines(count: int = 50_000) -> float:
    """Microseconds an update of being put in line, ten a person, and worked off."""
    done = 0

    async def work(_: int) -> None:
        nonlocal done
        done += 1

    kept: Lines[int] = Lines(work)
    before = process_time()
    for number in range(count):
        kept.put(number % (count // 10), number)
    await kept.idle()
    assert done == count
    return (process_time() - before) / count * 1e6


def batches_of(votes: int) -> Iterator[bytes]:
    for at in range(0, votes, BATCH):
        yield orjson.dumps([vote(n, n, str(10**9 + n % 100)) for n in range(at, at + BATCH)])


def main(votes: int = 3_000) -> None:
    with TemporaryDirectory() as name, copied(roster(1000)) as store:
        took, commits, late, busy = asyncio.run(ours(store, Path(name), votes))
        batches = list(batches_of(votes))
        each = raw(Path(name), batches, 1)
        least = raw(Path(name), batches, max(1, round(2 * votes / commits)))
    say("a vote, from the raw update to the committed answer", took / votes * 1e6, "µs CPU")
    say("commits a vote", commits / votes, "")
    say("of a raw loop that commits each row", took / each, "×")
    told("R1", Goal("of a raw loop with the same commits", took / least, 4, "×"))
    told("R1", Goal("votes a second of CPU", votes / took, 5000, "/s", least=True))
    told("R3", Goal(f"loop late while {votes:,} votes come at once, p99", percentile(late, 0.99), 5,
                    "ms"))  # fmt: skip
    say("of it by our own CPU, whatever else runs here, p99", percentile(busy, 0.99), "ms")
    told("R4", Goal("an update put in its member's line and worked off", asyncio.run(lines()), 10,
                    "µs CPU"))  # fmt: skip


if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:2]))
