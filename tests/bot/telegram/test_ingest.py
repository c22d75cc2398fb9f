"""What comes in is kept, in order, whatever else comes with it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox import Limits, Telegram
from bot.sandbox.transport import listening
from bot.telegram import ingest
from bot.telegram.api import Api
from bot.telegram.ingest import Ingest, Update
from bot.telegram.raw import unreadable_id
from bot.telegram.wire import Wire
from records.memory import MemoryStore
from scheduler.commits import SHARE, Commits

TOKEN = "4242:secret"
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def reader(root: str, handle: object, store: MemoryStore) -> tuple[Api, Ingest]:
    api = Api(TOKEN, root, Wire(), Wire())
    return api, Ingest(api, store, handle, lambda: NOW)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "PATIENCE", 0.001)
    monkeypatch.setattr(ingest, "BACK_OFF", (0.01,))


@pytest.fixture
async def telegram() -> AsyncIterator[tuple[Telegram, str]]:
    world = Telegram(TOKEN, lambda: NOW, Limits.off())
    async with world.serve() as root:
        yield world, root


async def test_one_person_in_order_also_when_an_update_fails_and_others_go_on(
    telegram: tuple[Telegram, str],
) -> None:
    world, root = telegram
    seen: list[tuple[str, str]] = []
    failures = 3

    async def handle(update: Update) -> None:
        nonlocal failures
        message = update.body["message"]
        assert isinstance(message, dict) and isinstance(message["from"], dict)
        who, text = str(message["from"]["first_name"]), str(message["text"])
        if text == "2" and failures:
            failures -= 1
            raise RuntimeError("not yet")
        seen.append((who, text))

    store = MemoryStore()
    api, reading = reader(root, handle, store)
    ann, bo = world.person("Ann"), world.person("Bo")
    for text in "123":
        ann.say(text)
        bo.say(text.replace("2", "two"))
    await reading.poll(0)
    await reading.idle()
    assert [text for who, text in seen if who == "Ann"] == ["1", "2", "3"]
    assert [text for who, text in seen if who == "Bo"] == ["1", "two", "3"]
    assert seen.index(("Bo", "3")) < seen.index(("Ann", "2"))
    assert store.unhandled(NOW) == []
    await api.close()


async def test_what_fails_five_times_is_parked_and_what_is_behind_it_goes_on(
    telegram: tuple[Telegram, str],
) -> None:
    world, root = telegram
    seen = []

    async def handle(update: Update) -> None:
        message = update.body["message"]
        assert isinstance(message, dict)
        seen.append(message["text"])
        if message["text"] == "poison":
            raise RuntimeError("never")

    store = MemoryStore()
    api, reading = reader(root, handle, store)
    ann = world.person("Ann")
    ann.say("poison")
    ann.say("after")
    await reading.poll(0)
    await reading.idle()
    assert seen == ["poison"] * ingest.TRIES + ["after"]
    assert store.parked() == 1
    await api.close()


async def test_the_first_poll_of_a_life_does_not_wait(telegram: tuple[Telegram, str]) -> None:
    """Else `studybot health` would say for 25 seconds that Telegram has not answered."""

    async def handle(update: Update) -> None:
        raise AssertionError("there is none")

    api, reading = reader(telegram[1], handle, MemoryStore())
    waited = [time.monotonic()]
    for wait in (600, 1):
        await asyncio.wait_for(reading.poll(wait), 300)
        waited.append(time.monotonic())
    assert reading.polled == NOW
    assert waited[2] - waited[1] > 0.9, "the next ones do"
    await api.close()


async def test_somebodys_webhook_is_removed(telegram: tuple[Telegram, str]) -> None:
    world, root = telegram
    heard = asyncio.Event()

    async def handle(_: Update) -> None:
        heard.set()

    api, reading = reader(root, handle, MemoryStore())
    await api.call("setWebhook", {"url": "https://example.org/hook"})
    world.person("Ann").say("hello")
    running = asyncio.create_task(reading.run())
    await asyncio.wait_for(heard.wait(), 30)
    running.cancel()
    await reading.stop()
    await api.close()


DEEP = b'{"update_id": 7, "message": ' + b'{"a":' * 3000 + b"1" + b"}" * 3000 + b"}"
GOOD = b'{"update_id": 8, "message": {"text": "good", "from": {"id": 1}, "chat": {"id": 1}}}'


async def test_an_update_that_no_reader_takes_is_passed_over() -> None:
    seen = asyncio.Event()

    async def answer(request: Request) -> Response:
        given = request.query_params or await request.json()
        offset = int(given.get("offset") or 0)
        bodies = [body for number, body in ((7, DEEP), (8, GOOD)) if number >= offset]
        bodies = bodies[: int(given.get("limit", 100))]
        if not bodies:
            await asyncio.sleep(0.01)
        return Response(b'{"ok": true, "result": [' + b",".join(bodies) + b"]}")

    async def handle(update: Update) -> None:
        assert update.id == 8
        seen.set()

    routes = [Route("/bot{token}/getUpdates", answer, methods=["GET", "POST"])]
    async with listening(Starlette(routes=routes), "127.0.0.1", 0) as root:
        api, reading = reader(root, handle, MemoryStore())
        running = asyncio.create_task(reading.run())
        await asyncio.wait_for(seen.wait(), 30)
        running.cancel()
        await reading.stop()
        await api.close()


def test_an_id_is_found_without_reading() -> None:
    assert unreadable_id(b'{"ok":true,"result":[' + DEEP + b"]}") == 7
    assert unreadable_id(b'{"ok":true,"result":[{"update_id":7}]}') is None
    assert unreadable_id(b"<html>") is None


@pytest.mark.parametrize("alone", [True, False])
async def test_a_hundred_at_once_hold_up_nothing_else(
    telegram: tuple[Telegram, str], alone: bool
) -> None:
    """A few are handled in each turn of the loop: whoever waits meanwhile gets theirs."""
    world, root = telegram
    turns = [0]
    begun: list[int] = []
    store = MemoryStore()
    commits = Commits(store)

    def take_time() -> None:
        begun.append(turns[0])
        time.sleep(SHARE / 2)

    async def handle(_: Update) -> None:
        await commits.do(take_time, alone=alone)

    async def meanwhile() -> None:
        while True:
            turns[0] += 1
            await asyncio.sleep(0)

    api, reading = reader(root, handle, store)
    for number in range(60):
        world.person(f"P{number}").say("hello")
    await reading.poll(0)
    other = asyncio.create_task(meanwhile())
    await reading.idle()
    other.cancel()
    assert len(begun) == 60 and max(map(begun.count, begun)) <= 4
    await api.close()
