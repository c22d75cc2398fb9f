"""T1, U2 and G of the goals: the minute's tick, memory, and what a member costs as they grow.

`python -m benchmarks.bench_tick [members] [largest]` (100,000; growth up to 100,000, 1,000,000 by
the second argument). What all due cost is measured on 2,000 of them and told a member.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from time import perf_counter, process_time

from benchmarks.big import NOW, branches, copied, roster
from benchmarks.goals import Goal, say, told
from records.sqlite import SqliteStore
from scheduler.desk import Desk
from scheduler.jobs import due, push
from tests.scheduler.folder import a_folder

DUE = 2_000
MEMORY = 150
"""Megabytes."""


def desk_of(store: SqliteStore, members: int) -> Desk:
    return Desk(store, branches(members), a_folder(seed=7, lessons=42), languages=("en",))


def tick(members: int) -> None:
    with copied(roster(members)) as store:
        desk = desk_of(store, members)
        idle = []
        for _ in range(200):
            begun = perf_counter()
            push.run(desk, NOW)
            due.run(desk, NOW)
            idle.append((perf_counter() - begun) * 1e3)
        told("T1", Goal(f"nothing due, {members:,} members", statistics.median(idle), 1, "ms"))
        whole, longest = all_due(desk)
        told("T1", Goal(f"all {members:,} due (measured on {DUE:,})", whole / DUE * members, 1,
                        "s CPU"))  # fmt: skip
        told("T1", Goal(f"longest stretch of it in the loop, {push.CHUNK} members", longest, 50,
                        "ms CPU"))  # fmt: skip


def all_due(desk: Desk) -> tuple[float, float]:
    """CPU seconds to plan and post what is due to DUE members, and milliseconds of the longest
    of its runs."""
    people = desk.store.members()[:DUE]
    desk.store.schedule(dict.fromkeys([one.id for one in people], NOW))
    runs = []
    while True:
        begun = process_time()
        count = push.run(desk, NOW)
        runs.append(process_time() - begun)
        if not count:
            return sum(runs), max(runs) * 1e3


def memory(members: int) -> None:
    """Of a process with the whole bot in it, after a beat of the jobs that beat often."""
    own = subprocess.run(
        [sys.executable, "-m", "benchmarks._whole_bot", str(members)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    bare, whole = map(float, own.stdout.split()[-2:])
    say("the bot with an empty roster", bare, "MB")
    told("U2", Goal(f"the bot with {members:,} members", whole, MEMORY, "MB"))


def growth(largest: int) -> None:
    costs = {}
    size = 1_000
    while size <= largest:
        with copied(roster(size)) as store:
            desk = desk_of(store, size)
            costs[size], _ = all_due(desk)
            people = min(size, DUE)
            costs[size] *= 1e6 / people
        say(f"a member planned and posted, of {size:,}", costs[size], "µs CPU")
        size *= 10
    spread = max(costs.values()) / min(costs.values())
    told("G", Goal(f"dearest size by the cheapest, 1,000 to {max(costs):,}", spread, 1.5, "×"))


def main(members: int = 100_000, largest: int = 100_000) -> None:
    tick(members)
    memory(members)
    growth(largest)


if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:3]))
