"""The bot was away over a meeting: what was answered before it counts before it, first of all."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.living import Living, Moved
from bot.sandbox import Fault
from bot.telegram import ingest
from bot.telegram.behind import CATCH_UP, Behind
from records.participation.pack import Pack
from scheduler.meeting.packs import frozen_of
from tests.bot.meeting.people import DAY, HOUR, MEETS
from tests.bot.test_restart import QUIZ, World, world
from tests.dialogue import NORTH, Town


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "BACK_OFF", (0.01,))


NAMES = ("Ann", "Bo", "Cem", "Dan", "Eva")


def frozen(life: Living) -> Pack | None:
    """The period that the meeting ended, as it froze."""
    return frozen_of(life.bot.desk, NORTH, f"{MEETS.date()}")


async def away_over_the_meeting(town: World) -> None:
    """Five get their item on the meeting's day and answer it, the bot being away by then."""
    clock = town.telegram.now
    assert isinstance(clock, Moved)
    clock.at = MEETS - 30 * DAY
    async with town.bot() as life:
        told = Town(life, Path())
        people = [await told.joined(name) for name in NAMES]
        for hours in (11, 10):  # at the second their item of that day is due
            clock.at = MEETS - hours * HOUR
            await life.settle()
    for one in people:
        one.vote(next(said for said in reversed(one.heard) if said.poll), 1)
    clock.at = MEETS + HOUR
    town.telegram.faults.when(lambda call: call.method == "getUpdates", Fault.error(), times=2**62)


async def test_a_period_freezes_only_when_what_waited_at_telegram_is_taken(tmp_path: Path) -> None:
    async with world(tmp_path, *(QUIZ.replace("?", f" {n}?") for n in range(9))) as town:
        await away_over_the_meeting(town)
        async with town.bot() as life:
            await life.bot.beat_all()
            assert frozen(life) is None and not town.count()
            town.telegram.faults.clear()
            await life.settle()
            told = frozen(life)
        assert told is not None and town.count() == 5
        assert (told.measures.answers.value, told.measures.active.n) == (5, 5)


async def test_it_freezes_all_the_same_where_telegram_hands_over_nothing_for_hours(
    tmp_path: Path,
) -> None:
    async with world(tmp_path, QUIZ) as town:
        await away_over_the_meeting(town)
        async with town.bot() as life:
            await life.bot.beat_all()
            assert frozen(life) is None
            life.clock.at += CATCH_UP
            await life.bot.beat_all()
            assert frozen(life) is not None


NOW = datetime.fromisoformat("2026-12-03T18:00:00+00:00")


@pytest.mark.parametrize(("taken", "holds"), [((), False), ((7,), True)])
def test_what_is_taken_and_not_handled_is_behind(taken: tuple[int, ...], holds: bool) -> None:
    behind = Behind(NOW)
    assert behind.holds(NOW + CATCH_UP - timedelta(seconds=1)) and not behind.holds(NOW + CATCH_UP)
    behind.drained(taken)
    assert behind.holds(NOW) is holds
    behind.handled((8,))  # what came meanwhile holds up nothing
    assert not behind
    behind.falls(NOW + DAY)
    assert behind.holds(NOW + DAY) and behind.unknown()
