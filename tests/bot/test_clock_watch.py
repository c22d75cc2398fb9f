"""The machine's clock is put forward and corrected: nothing is burnt, nothing comes twice."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime

import pytest

from bot.living import TOKEN, Moved
from bot.process.clock_watch import JUMP, ClockWatch, Dated, believed
from bot.sandbox import Limits, Telegram
from bot.telegram.api import Api
from bot.telegram.wire import Wire
from records.model import Fate
from tests.dialogue import MONDAY, Town, study

LESSONS = {f"a/{n}.en.md": f"# Question: Number {n}?\n\n- [ ] No\n- [x] Yes\n" for n in range(9)}
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


class Counted:
    """A clock that only counts; and Telegram's, which an answer at MONDAY told."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.dated = Dated(format_datetime(MONDAY, usegmt=True), 0.0)

    def watch(self) -> ClockWatch:
        return ClockWatch(lambda: self.dated, lambda: self.seconds)


async def passes(town: Town, counted: Counted, hours: float) -> None:
    """Time, by both clocks."""
    counted.seconds += hours * 3600
    town.life.clock.at += timedelta(hours=hours)
    await town.settle()


async def test_a_day_skipped_by_mistake_burns_no_item_and_doubles_none() -> None:
    counted = Counted()
    async with study(LESSONS) as town:
        ann = await town.joined("Ann")
        town.life.bot.watch = counted.watch()
        before = town.member(ann)
        for ahead in (DAY, 8 * DAY, -3 * DAY, 300 * DAY):
            town.life.clock.at += ahead
            await passes(town, counted, 0.01)
            assert town.member(ann) == before, "nobody's next hour moved, nobody was erased"
            town.life.clock.at -= ahead
        for _ in range(27):
            await passes(town, counted, 1)
        assert sum(message.poll is not None for message in ann.heard) == 2  # Monday's and Tuesday's
        assert {one.fate for one in town.life.bot.store.each_delivery()} == {Fate.SENT}


async def test_what_is_asked_for_comes_also_while_the_clock_is_wrong() -> None:
    counted = Counted()
    async with study(LESSONS) as town:
        ann = await town.joined("Ann")
        town.life.bot.watch = counted.watch()
        town.life.clock.at += DAY
        ann.say("/today")
        await town.settle()
        assert ann.last.poll is not None


@pytest.mark.parametrize(
    ("ours", "counting", "off"),
    [
        (timedelta(0), 0.0, timedelta(0)),
        (JUMP, 0.0, timedelta(0)),
        (JUMP + SECOND, 0.0, JUMP + SECOND),
        (-JUMP - SECOND, 0.0, -JUMP - SECOND),
        (DAY, 86400.0, timedelta(0)),
        (timedelta(0), 86400.0, -DAY),
    ],
)
def test_ours_is_held_against_telegrams_carried_on(
    ours: timedelta, counting: float, off: timedelta
) -> None:
    counted = Counted()
    counted.seconds = counting
    assert counted.watch().off(MONDAY + ours) == off


@pytest.mark.parametrize("header", ["", "yesterday", "Mon, 99 Nov 2026 07:00:00 GMT", "0"])
def test_what_names_no_time_says_nothing(header: str) -> None:
    watch = ClockWatch(lambda: Dated(header, 0.0), lambda: 0.0)
    assert not watch.astray(MONDAY) and not ClockWatch(lambda: None, lambda: 0.0).astray(MONDAY)


@pytest.mark.parametrize(
    ("url", "counts"),
    [
        ("https://api.telegram.org", True),
        ("http://127.0.0.1:8081", False),
        ("http://bot-api.example.org", False),
        ("https://api.telegram.org.example.org", False),
        ("https://nottelegram.org", False),
        ("", False),
    ],
)
def test_only_telegrams_own_servers_are_believed(url: str, counts: bool) -> None:
    """Who tries the bot out on a moved clock, against a server on the same machine, is not
    stopped."""
    assert believed(url) is counts


async def test_the_wire_keeps_what_the_last_answer_said_of_the_time() -> None:
    telegram, polling = Telegram(TOKEN, Moved(MONDAY), Limits.off()), Wire()
    async with telegram.serve() as root:
        api = Api(TOKEN, root, Wire(), polling)
        await api.open()
        assert polling.dated is None
        await api.updates(None, [], 0, 1)
        await api.close()
    assert polling.dated is not None and polling.dated.counted > 0
    watch = ClockWatch(lambda: polling.dated, lambda: polling.dated.counted)  # type: ignore[union-attr]  # is one
    assert abs(watch.off(MONDAY)) > DAY, "the sandbox's server tells the machine's own time"
