"""M1 of the goals: Monday's summaries of all branches, fresh and frozen, and the loop meanwhile.

`python -m benchmarks.bench_week [members]` (5,000; 100,000 is the full size: 400 branches, 9
million deliveries, 5 million answers). The weeks before are kept already, as the bot does it when
each closes (`benchmarks.big.kept`).
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter, process_time
from typing import ParamSpec, TypeVar

from benchmarks.big import NOW, SMALL, branches, copied, kept
from benchmarks.goals import Goal, lag, say, told
from bot.app import SETTLE
from bot.process.aside import Aside, hands
from bot.telegram.letters import draw
from bot.working import done_once
from content.folder.library import Library
from records.branch import Branch
from records.participation import freeze, summarise, thaw
from scheduler.desk import Desk
from scheduler.figures.weekly import fetched, key, last_told
from scheduler.jobs import Errand, Job, jobs, week

P = ParamSpec("P")
T = TypeVar("T")

FRESH, FROZEN, STILL = 10.0, 0.2, 50.0
UNTOLD = ("period", "closed_weeks")
"""Jobs of which this database has not done what is behind it."""

SOME = 12
"""Branches of which what takes too long for all is measured, medians of them."""


def main(members: int = SMALL) -> None:
    with copied(kept(members)) as store:
        desk = Desk(store, branches(members), Library((), ()))
        asyncio.run(measure(desk, store._db.path, store.carried_elsewhere()))


async def carrying(carry: Callable[[], None]) -> None:
    """As the running bot has it done (`Studybot.settle`)."""
    while True:
        await asyncio.sleep(SETTLE.total_seconds())
        await asyncio.to_thread(carry)


async def measure(desk: Desk, path: Path, carry: Callable[[], None]) -> None:
    size = len(desk.branches)
    rows, kept = one_branch(desk)
    say("one branch, all nine weeks from rows", rows, "ms CPU")
    say("one branch, from rows of one week and what is kept", kept, "ms CPU")
    aside, steps_taken = Aside(path, hands()), list[float]()
    async with lag() as late:
        await asyncio.sleep(1)
    say("longest the idle loop stood still: what the machine adds", max(late), "ms")
    beside = asyncio.create_task(carrying(carry))
    begun, cpu = perf_counter(), process_time()
    async with lag() as late:
        await done_once(watched(week.JOB, steps_taken), desk, aside, lambda: NOW)
    took = perf_counter() - begun
    say("  of it in the bot's own process", process_time() - cpu, "s CPU")
    told("M1", Goal("longest the loop stood still meanwhile", max(late), STILL, "ms"))
    told("M1", Goal("the longest step on the loop", max(steps_taken), STILL, "ms CPU"))
    beside.cancel()
    await aside.close()
    told("M1", Goal(f"fresh, {size} branches by {aside.hands} processes (goal for 400)", took,
                    FRESH * size / 400, "s by the clock"))  # fmt: skip
    fresh = getrusage(RUSAGE_CHILDREN)
    say("  of it in those", fresh.ru_utime + fresh.ru_stime, "s CPU")
    steps(desk)
    begun = process_time()
    found = [thaw(body) for body in bodies(desk)]
    told("M1", Goal(f"{len(found)} summaries from frozen rows (goal for 400)",
                    process_time() - begun, FROZEN * size / 400, "s CPU"))  # fmt: skip
    async with lag() as late:
        await aside.make(draw, bodies(desk)[0], "en")
        begun = perf_counter()
        await aside.make(draw, bodies(desk)[0], "zh")
    say("a picture drawn, in another process", (perf_counter() - begun) * 1e3, "ms")
    told("M1", Goal("longest the loop stood still meanwhile", max(late), STILL, "ms"))
    await aside.close()
    assert freeze(found[0]) == bodies(desk)[0]


def watched(job: Job, taken: list[float]) -> Job:
    """A job that writes down the CPU-ms of each of its steps on the loop."""

    def timed(step: Callable[P, T]) -> Callable[P, T]:
        def done(*given: P.args, **named: P.kwargs) -> T:
            begun = process_time()
            try:
                return step(*given, **named)
            finally:
                taken.append((process_time() - begun) * 1e3)

        return done

    def ahead(desk: Desk, branch: Branch, now: datetime) -> Iterator[Errand]:
        for one in job.ahead(desk, branch, now) if job.ahead else ():
            yield replace(one, keep=timed(one.keep))

    return replace(job, each=timed(job.each) if job.each else None, ahead=ahead)


def steps(desk: Desk) -> None:
    """What jobs that go through all branches do in one step of the loop, once the week is told."""
    longest = {}
    for job in jobs().values():
        if job.each is not None and job.name not in UNTOLD:
            times = []
            for branch in desk.branches.values():
                begun = process_time()
                job.each(desk, branch, NOW)
                times.append((process_time() - begun) * 1e3)
            longest[job.name] = max(times)
            say(f"{job.name}: all branches, giving way between them", sum(times), "ms CPU")
    name = max(longest, key=longest.__getitem__)
    told("M1", Goal(f"the longest step of a job ({name})", longest[name], STILL, "ms CPU"))


def one_branch(desk: Desk) -> tuple[float, float]:
    """Median CPU-ms of a branch's summary by either way, which must agree to the digit."""
    times: tuple[list[float], list[float]] = ([], [])
    for branch in list(desk.branches.values())[:SOME]:
        told, made = last_told(branch, NOW), []
        for short in (False, True):
            begun = process_time()
            rows = fetched(desk.store, branch, told, kept=short)
            made.append(summarise(rows, branch, told, NOW, desk.library))
            times[short].append(process_time() - begun)
        assert made[0] == made[1]
    return middle(times[0]) * 1e3, middle(times[1]) * 1e3


def bodies(desk: Desk) -> list[str]:
    found = (desk.store.published(key(one, last_told(one, NOW))) for one in desk.branches.values())
    return [body for body in found if body is not None]


def middle(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:2]))
