"""The queue: an update is gone when a higher offset confirms it or it is too old, never before."""

from __future__ import annotations

import asyncio

from bot.sandbox import Limits


def texts(updates: list[dict]) -> list[str]:
    return [update["message"]["text"] for update in updates if "message" in update]


async def test_unconfirmed_updates_come_again_and_confirmed_ones_never(wire, ann) -> None:
    for word in ("one", "two", "three"):
        ann.say(word)
    first = await wire.updates(limit=2)
    assert texts(first) == ["one", "two"]
    assert texts(await wire.updates(limit=2)) == ["one", "two"]
    rest = await wire.updates(offset=first[0]["update_id"] + 1)
    assert texts(rest) == ["two", "three"]
    assert [u["update_id"] for u in rest] == [first[0]["update_id"] + n for n in (1, 2)]
    assert await wire.updates(offset=rest[-1]["update_id"] + 1) == []


async def test_a_negative_offset_takes_the_newest_and_forgets_the_rest(wire, ann) -> None:
    for word in ("one", "two", "three"):
        ann.say(word)
    assert texts(await wire.updates(offset=-1)) == ["three"]
    assert texts(await wire.updates()) == ["three"]


async def test_an_offset_from_another_life_is_harmless(wire, ann) -> None:
    ann.say("one")
    assert texts(await wire.updates(offset=900_000_000)) == ["one"]
    assert texts(await wire.updates(offset=1)) == ["one"]


async def test_a_waiting_poll_is_woken_at_once(wire, ann) -> None:
    waiting = asyncio.create_task(wire.updates(timeout=50))
    assert await ann.telegram.changed.wait(30), "it has come"
    ann.say("now")
    async with asyncio.timeout(30):
        assert texts(await waiting) == ["now"]


async def test_a_press_waits_150_seconds_and_a_message_a_day(wire, ann, clock) -> None:
    keyboard = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    await wire.ok("sendMessage", chat_id=ann.id, text="x", reply_markup=keyboard)
    ann.tap(ann.last, "A")
    ann.say("later")
    clock.forward(seconds=149)
    assert len(await wire.updates()) == 2
    clock.forward(seconds=1)
    assert texts(await wire.updates()) == ["later"]
    clock.forward(hours=24)
    assert await wire.updates() == []


async def test_kinds_that_are_not_wanted_are_not_queued_and_the_wish_is_remembered(
    wire, ann
) -> None:
    await wire.updates(allowed_updates=["callback_query"])
    ann.say("unheard")
    assert await wire.updates() == []
    assert (await wire.ok("getWebhookInfo"))["allowed_updates"] == ["callback_query"]
    await wire.updates(allowed_updates=[])
    ann.say("heard")
    assert texts(await wire.updates()) == ["heard"]


async def test_a_second_poller_ends_the_first_with_409(wire, ann) -> None:
    first = asyncio.create_task(wire.call("getUpdates", timeout=20))
    assert await ann.telegram.changed.wait(30), "it has come"
    second = asyncio.create_task(wire.updates(timeout=20))
    answer = await first
    assert answer["error_code"] == 409
    assert answer["description"].startswith("Conflict: terminated by other getUpdates request")
    ann.say("for the second")
    assert texts(await second) == ["for the second"]


async def test_polling_is_refused_while_a_webhook_is_set(wire, ann) -> None:
    await wire.ok("setWebhook", url="https://example.org/hook")
    ann.say("kept")
    assert (await wire.refused("getUpdates")).startswith("409 Conflict: can't use getUpdates")
    info = await wire.ok("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == ("https://example.org/hook", 1)
    await wire.ok("deleteWebhook")
    assert texts(await wire.updates()) == ["kept"]
    await wire.ok("deleteWebhook", drop_pending_updates=True)
    assert await wire.updates() == []


async def test_a_hasty_poller_gets_one_update_at_a_time(wire, telegram, ann) -> None:
    telegram.pace.limits = Limits()
    ann.say("one")
    ann.say("two")
    assert len(await wire.updates(offset=0)) == 2
    assert len(await wire.updates(offset=0)) == 1


async def test_anything_can_be_put_in_the_queue_for_tests_of_bad_input(wire, telegram) -> None:
    telegram.updates.inject({"message": {"nonsense": True}})
    [update] = await wire.updates()
    assert update["message"] == {"nonsense": True}
