"""Updates that cannot be: each is set aside, and all that is good around them is handled."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import orjson
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.transport import listening
from bot.telegram import ingest
from bot.telegram.api import Api
from bot.telegram.ingest import BACK_OFF, Ingest, Update, pause
from bot.telegram.raw import unreadable
from bot.telegram.refusal import Later, Unsure
from bot.telegram.wire import Wire
from records.memory import MemoryStore
from records.ports import StoreError
from scheduler.failure import place
from tests.waiting import until

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "PATIENCE", 0.001)
    monkeypatch.setattr(ingest, "BACK_OFF", (0.01,))


def good(number: int, person: int = 1) -> bytes:
    body = {"text": str(number), "from": {"id": person}, "chat": {"id": person}}
    return orjson.dumps({"update_id": number, "message": body})


def deep(number: int) -> bytes:
    """JSON that is right and nested deeper than a reader goes."""
    return b'{"update_id":%d,"message":' % number + b'{"a":' * 3000 + b"1" + b"}" * 3001


class Queue:
    """Telegram's queue, byte by byte: each update at a place that an offset confirms."""

    def __init__(self, updates: Sequence[bytes], first: int = 100) -> None:
        self.updates = [(first + at, body) for at, body in enumerate(updates)]

    async def answer(self, request: Request) -> Response:
        asked = request.query_params or await request.json()
        offset, limit = int(asked.get("offset") or 0), int(asked.get("limit", 100))
        if offset <= self.updates[-1][0] + 1:
            self.updates = [one for one in self.updates if one[0] >= offset] or self.updates[-1:]
        batch = [body for number, body in self.updates[:limit] if number >= offset]
        if not batch:
            await asyncio.sleep(0.01)
        return Response(b'{"ok":true,"result":[' + b",".join(batch) + b"]}")


@asynccontextmanager
async def reading(updates: Sequence[bytes]) -> AsyncIterator[list[int]]:
    """An ingest at work on these; gives the ids that were handled."""
    handled: list[int] = []

    async def handle(update: Update) -> None:
        handled.append(update.id)

    routes = [Route("/bot{token}/getUpdates", Queue(updates).answer, methods=["GET", "POST"])]
    async with listening(Starlette(routes=routes), "127.0.0.1", 0) as root:
        api = Api("4242:secret", root, Wire(), Wire())
        reader = Ingest(api, MemoryStore(), handle, lambda: NOW)
        running = asyncio.create_task(reader.run())
        yield handled
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await reader.stop()
        await api.close()


async def seen(handled: list[int], wanted: set[int]) -> None:
    async with asyncio.timeout(60):
        while set(handled) != wanted:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_what_no_reader_takes_is_passed_wherever_it_stands() -> None:
    updates = [good(100), deep(101), good(102), good(103), deep(104), deep(105), good(106)]
    async with reading(updates) as handled:
        await seen(handled, {100, 102, 103, 106})
    assert sorted(handled) == [100, 102, 103, 106]


def test_an_answer_that_was_cut_is_none_that_cannot_be_read() -> None:
    whole = b'{"ok":true,"result":[' + deep(7) + b"]}"
    assert unreadable(whole)
    assert not any(unreadable(whole[:end]) for end in range(0, len(whole) - 1, 97))
    assert not unreadable(b'{"ok":true,"result":[' + good(7) + b"]}")
    assert not unreadable(b"<html>Bad gateway</html>")


@pytest.mark.parametrize(
    "bad",
    [
        b'{"message":{}}', b'{"update_id":"101","message":{}}', b'{"update_id":true}',
        b"7", b"null", b'{"update_id":-5,"message":{}}', b'{"update_id":1.5,"message":{}}', b"[]",
        b'{"update_id":%d,"message":{}}' % (2**61), b'{"update_id":%d,"message":{}}' % (2**63),
        b'{"update_id":1e400,"message":{}}', b'{"update_id":NaN,"message":{}}', b'{"update_id":}',
    ],
)  # fmt: skip
async def test_one_without_a_usable_id_neither_stops_nor_skips_the_others(bad: bytes) -> None:
    async with reading([good(100), bad, good(102)]) as handled:
        await seen(handled, {100, 102})
    assert sorted(handled) == [100, 102]


async def test_no_hurry_where_nothing_can_be_confirmed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "BACK_OFF", (0.2,))
    queue = Queue([b'{"message":{}}'])
    asked = 0

    async def answer(request: Request) -> Response:
        nonlocal asked
        asked += 1
        return await queue.answer(request)

    async with listening(
        Starlette(routes=[Route("/bot{token}/getUpdates", answer, methods=["GET", "POST"])]),
        "127.0.0.1", 0,
    ) as root:  # fmt: skip
        api = Api("4242:secret", root, Wire(), Wire())

        async def handle(update: Update) -> None:
            raise AssertionError(update)

        running = asyncio.create_task(Ingest(api, MemoryStore(), handle, lambda: NOW).run())
        await until(lambda: asked > 0)
        await asyncio.sleep(0.5)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await api.close()
    assert 1 <= asked <= 8


class Full(MemoryStore):
    """Records on a disk that is full for a while: what fails cannot even be counted."""

    full = True

    def put_back(self, update: int, retry: datetime | None, reason: str) -> None:
        if self.full:
            raise StoreError("the disk is full")
        super().put_back(update, retry, reason)


async def test_what_cannot_be_counted_is_tried_anew_and_loses_nobody_behind_it() -> None:
    store, failing, handled = Full(), [True], list[int]()

    async def handle(update: Update) -> None:
        if failing[0]:
            raise StoreError("the disk is full")
        handled.append(update.id)

    store.take([(number, good(number)) for number in (1, 2, 3)], NOW)
    reader = Ingest(
        Api("4242:secret", "http://127.0.0.1:9", Wire(), Wire()), store, handle, lambda: NOW
    )
    reader.replay()
    await reader.idle()
    assert handled == []
    failing[0] = store.full = False
    reader.replay()
    await reader.idle()
    assert handled == [1, 2, 3]
    assert store.parked() == 0


def test_telegrams_own_wait_goes_before_ours() -> None:
    assert pause(Later(timedelta(seconds=77)), 1) == 77
    assert pause(Unsure("HTTP 500"), 1) == ingest.BACK_OFF[0]
    assert len(BACK_OFF) == 5


def test_where_it_failed_is_told_without_the_words_of_the_error() -> None:
    try:
        int("what a member wrote")
    except ValueError as error:
        told = place(error)
    assert "test_bad_updates.py" in told
    assert "member wrote" not in told
