"""Who is forgotten is told so, whatever Telegram does, and then nothing is left of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.sandbox import Fault, Person
from tests.bot.test_record import LESSONS, data, say
from tests.dialogue import Town, study
from tests.records.canary import files_with

DONE = "everything about you is erased"


async def asked(town: Town, *faults: Fault) -> Person:
    """Ann confirms /forget, and the next messages to her meet these faults."""
    ann = await town.joined("Ann")
    [question] = await say(town, ann, "/forget")
    town.life.telegram.faults.next("sendMessage", *faults)
    ann.tap(question, question.labels[0])
    await town.life.heard()
    return ann


def told(person: Person) -> int:
    return sum(DONE in message.text for message in person.heard)


def nothing_left(town: Town, person: Person) -> bool:
    store = town.life.bot.store
    return store.owed() == [] and files_with(data(town), str(person.id)) == []


@pytest.mark.parametrize(
    ("fault", "heard"),
    [
        (Fault.flood(1), 1),
        (Fault.error(), 1),
        (Fault.hang_up(accepted=False), 1),
        (Fault.hang_up(accepted=True), 2),
        (Fault.cut(), 2),
    ],
    ids=["429", "500", "unheard", "answer lost", "answer cut"],
)
async def test_it_is_said_once_and_in_doubt_once_more(fault: Fault, heard: int) -> None:
    async with study(LESSONS) as town:
        ann = await asked(town, fault)
        await town.life.pass_time(town.life.clock.at + timedelta(hours=1))
        assert told(ann) == heard
        assert nothing_left(town, ann)


async def test_who_blocks_the_bot_at_once_is_owed_nothing() -> None:
    async with study(LESSONS) as town:
        ann = await town.joined("Ann")
        [question] = await say(town, ann, "/forget")
        ann.tap(question, question.labels[0])
        ann.block()
        await town.settle()
        assert told(ann) == 0 and nothing_left(town, ann)


async def test_it_comes_in_the_language_they_had_here() -> None:
    async with study(LESSONS) as town:
        ann = await town.joined("Ann", language="zh")
        [question] = await say(town, ann, "/forget")
        town.life.telegram.faults.next("sendMessage", Fault.flood(1))
        ann.tap(question, question.labels[0])
        await town.settle()
        assert "关于您的一切都已删除" in ann.last.text and nothing_left(town, ann)
