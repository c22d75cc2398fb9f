"""One run of a job, with what takes long done in another process and the loop given its turns."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.process.aside import Aside, Broken
from records.branch import Branch
from scheduler.desk import Desk
from scheduler.jobs import Job

log = structlog.get_logger("app")


async def done_once(job: Job, desk: Desk, aside: Aside | None, now: Callable[[], datetime]) -> int:
    """Run one job, giving way between branches where it goes through all of them."""
    if job.each is None:
        return job.run(desk, now())
    done = 0
    for key in list(desk.branches):
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
