"""The one clock's beat: APScheduler calls each job every so often, in UTC.

Nothing is planned here: what is due stands in the records, so a beat that is late or lost
delays and never loses. APScheduler is known in this file alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler.failure import place

log = structlog.get_logger("clock")

LOOK = timedelta(seconds=5)
"""How often a clock that was put back is looked for, counted by one that cannot be (case G04)."""


class Clock:
    """Calls every task at its own pace, one run of each at a time, late rather than never."""

    def __init__(self, now: Callable[[], datetime], look: timedelta = LOOK) -> None:
        """`now` is the machine's time, by which APScheduler goes."""
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._now = now
        self._look = look.total_seconds()
        self._watch: asyncio.TimerHandle | None = None

    def start(self, tasks: Mapping[str, tuple[timedelta, Callable[[], Awaitable[None]]]]) -> None:
        """Begin to beat, in the running loop."""
        for name, (every, task) in tasks.items():
            self._scheduler.add_job(
                partial(beat, name, task),
                "interval",
                seconds=every.total_seconds(),
                id=name,
                coalesce=True,
                misfire_grace_time=None,
                max_instances=1,
            )
        self._scheduler.start()
        self._watch_on()

    def stop(self) -> None:
        """No more beats."""
        if self._watch is not None:
            self._watch.cancel()
        self._scheduler.shutdown(wait=False)

    def _watch_on(self) -> None:
        self._watch = asyncio.get_running_loop().call_later(self._look, self._watched)

    def _watched(self) -> None:
        """A clock put back by an hour would leave every task waiting for an hour, and asleep
        through its being put right: what is further off than its own pace is due now."""
        now = self._now()
        for job in self._scheduler.get_jobs():
            if job.next_run_time - now > job.trigger.interval:
                job.modify(next_run_time=now)
        self._watch_on()


async def beat(name: str, task: Callable[[], Awaitable[None]]) -> None:
    """One run of a task. One that fails is told by its name, kind and place, and runs again at
    its next beat; one in the midst of which the clock stops has not failed."""
    try:
        await task()
    except asyncio.CancelledError:
        log.debug("stopped in the midst", task=name)
    except Exception as error:
        log.error("task failed", task=name, kind=type(error).__name__, at=place(error))
