"""The clock's beat: late rather than never, one run at a time, never in a hurry afterwards."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.now import now
from scheduler.clock import Clock
from tests.waiting import until

BEAT = timedelta(seconds=0.05)


async def test_a_beat_missed_by_a_blocked_loop_is_made_up_for_once() -> None:
    """Also after more than APScheduler's own grace of a second, which would drop it."""
    called, again = 0, asyncio.Event()

    async def task() -> None:
        nonlocal called
        called += 1
        if called == 1:
            time.sleep(1.5)  # noqa: ASYNC251 - the loop is to be blocked
        else:
            again.set()

    clock = Clock(now)
    clock.start({"task": (BEAT, task)})
    await asyncio.wait_for(again.wait(), 30)
    clock.stop()
    assert called <= 3, "the thirty beats missed are one"


async def test_a_slow_task_is_not_run_beside_itself() -> None:
    running = most = runs = 0
    thrice = asyncio.Event()

    async def slow() -> None:
        nonlocal running, most, runs
        running += 1
        most = max(most, running)
        await asyncio.sleep(BEAT.total_seconds() * 4)
        running, runs = running - 1, runs + 1
        if runs == 3:
            thrice.set()

    clock = Clock(now)
    clock.start({"slow": (BEAT, slow)})
    await asyncio.wait_for(thrice.wait(), 30)
    clock.stop()
    assert most == 1


async def test_a_clock_put_back_holds_nothing_up_and_hurries_nothing() -> None:
    """By its own reckoning each task would be due once the jump has been made up for (G04)."""
    back = timedelta(0)
    called, went = 0, asyncio.Event()

    async def hourly() -> None:
        nonlocal called
        called += 1
        went.set()

    looks = 0

    def told() -> datetime:
        nonlocal looks
        looks += 1
        return now() - back

    clock = Clock(told, look=BEAT)
    clock.start({"hourly": (timedelta(hours=1), hourly)})
    await until(lambda: looks > 3)
    assert not called, "a clock that is right is left alone"
    back = timedelta(days=1)
    await asyncio.wait_for(went.wait(), 30)
    clock.stop()


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

    clock = Clock(now)
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

    clock = Clock(now)
    with capture_logs() as told, caplog.at_level(logging.WARNING):
        clock.start({"long": (BEAT, long)})
        await asyncio.wait_for(at_work.wait(), 30)
        clock.stop()
        for _ in range(5):
            await asyncio.sleep(0)
    assert not [one for one in told if one["log_level"] != "debug"]
    assert "raised an exception" not in caplog.text
