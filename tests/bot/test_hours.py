"""The hour is each member's own, in their own zone; quiet hours and holidays are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.sandbox import Message, Person
from records.branch import Branch
from tests.dialogue import NORTH, SOUTH, Town, study

TASK = "\n# Task: Do number {n}\n"
QUIZ = "\n# Question: Number {n}?\n\n- [ ] No\n- [x] Yes\n"
WEEKS = {f"a/{n:02}-x.en.md": (TASK if n % 2 else QUIZ).format(n=n) for n in range(20)}


def items(person: Person) -> list[Message]:
    return [
        message for message in person.heard
        if message.poll is not None or message.text.startswith(("Do number", "Number"))
    ]  # fmt: skip


def sent(person: Person) -> list[datetime]:
    return [message.date.astimezone(UTC) for message in items(person)]


def configured(town: Town, *branches: Branch) -> None:
    town.life.bot.desk.branches = {branch.key: branch for branch in branches}


async def test_two_branches_on_two_continents_each_at_nine() -> None:
    async with study(WEEKS) as town:
        ann, sue = await town.joined("Ann"), await town.joined("Sue", "south")
        await town.at("08:30", days=2)
        assert {at.hour for at in sent(ann)} == {8}
        assert {at.hour for at in sent(sue)} == {14}  # New York is five hours behind in November
        assert len(sent(ann)) == len(sent(sue)) == 2


async def test_a_zone_of_ones_own() -> None:
    async with study(WEEKS) as town:
        ann = await town.joined("Ann")
        store = town.life.bot.store
        store.settings(town.member(ann).id, zone="Asia/Tokyo")
        store.schedule({town.member(ann).id: None})
        await town.at("12:00", days=3)
        assert {at.hour for at in sent(ann)} == {0}  # nine in Tokyo
        assert len({at.date() for at in sent(ann)}) == len(sent(ann)) == 3


async def test_a_later_hour_chosen_after_todays_came_brings_no_second_today() -> None:
    async with study(WEEKS) as town:
        ann = await town.joined("Ann")
        await town.at("09:30")
        assert len(items(ann)) == 1
        ann.say("/settings hour 18:30")
        await town.settle()
        await town.at("20:00")
        assert len(items(ann)) == 1
        await town.at("19:00", days=1)
        assert len(items(ann)) == 2


async def test_nothing_comes_on_a_holiday_but_who_asks_is_answered() -> None:
    async with study(WEEKS) as town:
        configured(town, replace(NORTH, holidays=frozenset({date(2026, 11, 25)})), SOUTH)
        ann = await town.joined("Ann")
        await town.at("12:00", days=2)
        assert [at.day for at in sent(ann)] == [23, 24]
        ann.say("/today")
        await town.settle()
        assert [at.day for at in sent(ann)] == [23, 24, 25]
        await town.at("12:00", days=1)
        assert [at.day for at in sent(ann)] == [23, 24, 25, 26]


async def test_nothing_comes_in_quiet_hours_also_when_the_bot_was_away_at_the_hour() -> None:
    async with study(WEEKS) as town:
        ann = await town.joined("Ann")
        ann.say("/settings hour 20:30")
        await town.settle()
        town.life.clock.at += timedelta(hours=13, minutes=15)  # 21:15 in Berlin: quiet
        await town.settle()
        assert items(ann) == []
        await town.at("06:30", days=1)
        assert items(ann) == []
        await town.at("21:00")
        quiet = [at for at in sent(ann) if not 6 <= at.hour < 20]
        assert len(items(ann)) >= 1
        assert quiet == []


async def test_never_two_on_one_day_whatever_is_changed_in_between() -> None:
    async with study(WEEKS) as town:
        ann = await town.joined("Ann")
        store = town.life.bot.store
        changes = ("Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati", "Europe/Berlin")
        for number, zone in enumerate(changes * 4):
            await town.at(f"{(7 + 5 * number) % 24:02}:00")
            store.settings(town.member(ann).id, zone=zone)
            store.schedule({town.member(ann).id: None})
            await town.settle()
        rows = store.history(town.member(ann).id)
        days = [past.day for past in rows if past.day]
        assert len(days) == len(set(days)) >= 3
