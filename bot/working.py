"""One run of a job, with what takes long done in another process and the loop given its turns."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime

import structlog

from bot.process.aside import Aside, Broken
from records.branch import Branch
from records.model import BranchKey
from scheduler.desk import Desk
from scheduler.jobs import Job

log = structlog.get_logger("app")


async def done_once(job: Job, desk: Desk, aside: Aside | None, now: Callable[[], datetime]) -> int:
    """Run one job, giving way between branches where it goes through all of them; of what takes
    long, as many branches are under way at once as there are processes for it."""
    if job.each is None:
        return job.run(desk, now())
    left = iter(list(desk.branches))
    more = aside.hands - 1 if aside is not None and job.ahead is not None else 0
    beside = [asyncio.create_task(_through(job, left, desk, aside, now)) for _ in range(more)]
    try:
        return await _through(job, left, desk, aside, now) + sum(await asyncio.gather(*beside))
    finally:
        for one in beside:
            one.cancel()


async def _through(
    job: Job,
    left: Iterator[BranchKey],
    desk: Desk,
    aside: Aside | None,
    now: Callable[[], datetime],
) -> int:
    """The job, for one branch after the other of those that nobody else has taken."""
    assert job.each is not None, "it goes through all branches"
    done = 0
    for key in left:
        branch = desk.branches.get(key)  # as it is now: meetings may have been moved
        if branch is not None:
            if aside is not None:
                await _ahead(job, desk, branch, aside, now())
            done += job.each(desk, branch, now())
            await asyncio.sleep(0)
    return done


async def _ahead(job: Job, desk: Desk, branch: Branch, aside: Aside, now: datetime) -> None:
    """Have done elsewhere what takes long; where that fails, the job does it itself."""
    try:
        for one in job.ahead(desk, branch, now) if job.ahead else ():
            one.keep(await aside.read(one.work, *one.given))
    except Broken as error:
        log.warning("done in the loop instead", job=job.name, reason=str(error))
