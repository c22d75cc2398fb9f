"""The clock's beat: late rather than never, one run at a time, never in a hurry afterwards."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta

from scheduler.clock import Clock

BEAT = timedelta(seconds=0.05)


async def beats(seconds: float, blocked: float = 0.0) -> list[float]:
    """When a task was called, in seconds from the start, the loop blocked at its first call."""
    called: list[float] = []
    begun = time.monotonic()

    async def task() -> None:
        called.append(time.monotonic() - begun)
        if blocked and len(called) == 1:
            time.sleep(blocked)  # noqa: ASYNC251 - the loop is to be blocked

    clock = Clock()
    clock.start({"task": (BEAT, task)})
    await asyncio.sleep(seconds)
    clock.stop()
    return called


async def test_a_beat_missed_by_a_blocked_loop_is_made_up_for_once() -> None:
    called = await beats(2.0, blocked=1.5)
    after = [at for at in called[1:] if at < 1.5 + 0.04]
    assert len(called) >= 2, "APScheduler's own grace of a second would have dropped it"
    assert len(after) <= 2, "the thirty beats missed are one"


async def test_a_slow_task_is_not_run_beside_itself() -> None:
    running = most = 0

    async def slow() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.2)
        running -= 1

    clock = Clock()
    clock.start({"slow": (BEAT, slow)})
    await asyncio.sleep(0.6)
    clock.stop()
    assert most == 1
