"""The clock's beat: late rather than never, one run at a time, never in a hurry afterwards."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

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


async def test_a_task_that_fails_is_told_without_its_words_and_beats_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    called = 0
    twice = asyncio.Event()

    async def failing() -> None:
        nonlocal called
        called += 1
        if called > 1:
            twice.set()
        raise ValueError("what a member said")

    clock = Clock()
    with capture_logs() as told, caplog.at_level(logging.WARNING):
        clock.start({"failing": (BEAT, failing)})
        await asyncio.wait_for(twice.wait(), 30)
        clock.stop()
    assert told[0]["task"] == "failing" and told[0]["kind"] == "ValueError"
    assert "test_clock.py" in told[0]["at"]
    assert "what a member said" not in f"{told}{caplog.text}"


async def test_to_be_stopped_in_the_midst_of_a_beat_is_no_error(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It stood in the log as a trace of forty lines whenever a job was at work."""
    at_work = asyncio.Event()

    async def long() -> None:
        at_work.set()
        await asyncio.Event().wait()

    clock = Clock()
    with capture_logs() as told, caplog.at_level(logging.WARNING):
        clock.start({"long": (BEAT, long)})
        await asyncio.wait_for(at_work.wait(), 30)
        clock.stop()
        for _ in range(5):
            await asyncio.sleep(0)
    assert not [one for one in told if one["log_level"] != "debug"]
    assert "raised an exception" not in caplog.text
