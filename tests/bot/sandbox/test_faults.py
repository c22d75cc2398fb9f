"""Faults on purpose, and the journal that knows what truly happened."""

from __future__ import annotations

import time

import aiohttp
import pytest

from bot.sandbox import Fault
from bot.sandbox.faults import ALL


@pytest.mark.parametrize("fault", ALL, ids=lambda fault: f"{fault.answer.name}-{fault.accepted}")
async def test_the_journal_knows_whether_a_disturbed_send_was_carried_out(
    wire, telegram, ann, fault
) -> None:
    telegram.faults.at("sendMessage", 2, fault)
    await wire.ok("sendMessage", chat_id=ann.id, text="first")
    with pytest.raises((aiohttp.ClientError, AssertionError, ValueError)):
        await wire.ok("sendMessage", chat_id=ann.id, text="second")
    await wire.ok("sendMessage", chat_id=ann.id, text="third")
    disturbed = telegram.journal.of("sendMessage")[1]
    delivered = [message.text for message in telegram.journal.delivered]
    assert disturbed.accepted is fault.accepted
    assert not disturbed.answered
    assert ("second" in delivered) is fault.accepted
    assert [delivered[0], delivered[-1]] == ["first", "third"]


async def test_a_429_says_how_long_to_wait(wire, telegram, ann) -> None:
    telegram.faults.next("sendMessage", Fault.flood(7), Fault.flood(0))
    answer = await wire.call("sendMessage", chat_id=ann.id, text="x")
    assert answer["parameters"] == {"retry_after": 7}
    assert answer["description"] == "Too Many Requests: retry after 7"
    assert "parameters" not in await wire.call("sendMessage", chat_id=ann.id, text="x")


async def test_a_slow_answer_comes_late_and_whole(wire, telegram, ann) -> None:
    telegram.faults.next("sendMessage", Fault.slow(after=0.2))
    began = time.monotonic()
    await wire.ok("sendMessage", chat_id=ann.id, text="x")
    assert time.monotonic() - began >= 0.2


async def test_a_batch_can_come_twice_or_in_another_order(wire, telegram, ann) -> None:
    ann.say("one")
    ann.say("two")
    telegram.faults.next("getUpdates", Fault.duplicate(), Fault.reorder())
    twice = [update["message"]["text"] for update in await wire.updates()]
    other = [update["message"]["text"] for update in await wire.updates()]
    assert twice == ["one", "one", "two", "two"]
    assert other == ["two", "one"]


async def test_a_test_picks_the_calls_that_go_wrong(wire, telegram, ann, bo) -> None:
    telegram.faults.when(lambda call: call.params.integer("chat_id") == bo.id, Fault.error())
    await wire.ok("sendMessage", chat_id=ann.id, text="fine")
    refusal = await wire.refused("sendMessage", chat_id=bo.id, text="not fine")
    assert refusal == "500 Internal Server Error"


async def test_the_same_seed_makes_the_same_trouble(wire, telegram, ann) -> None:
    async def run() -> list[bool]:
        telegram.faults.clear()
        telegram.faults.seeded(7, 0.4, faults=[Fault.error()])
        answers = [await wire.call("sendMessage", chat_id=ann.id, text="x") for _ in range(30)]
        return [answer["ok"] for answer in answers]

    first = await run()
    assert first == await run()
    assert {True, False} == set(first)
