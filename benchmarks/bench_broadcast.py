"""S1 and R2 of the goals: a broadcast through outbox, pace and wire; presses answered meanwhile.

`python -m benchmarks.bench_broadcast [seconds]` (4). The Bot API is a stand-in in another process
that answers after a round trip of 50 ms (40 for R2) and hands out presses. The post has 64 in
flight: at 1,000 a second over 50 ms that many are needed; the bot itself keeps to 8, which is
enough for 30 a second (`scheduler.post.IN_FLIGHT`).
"""

from __future__ import annotations

import asyncio
import multiprocessing
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter, process_time

import aiohttp
import orjson

from benchmarks.big import branches, copied, items, roster
from benchmarks.goals import Goal, percentile, say, told
from bot.app import Studybot
from bot.config import Config, Secret
from bot.press import Submit
from bot.telegram.callback import pack
from bot.telegram.pace import Ceilings
from records.model import Delivery, Fate, Kind, Letter, Member
from records.sqlite import SqliteStore
from scheduler.ports import Outcome
from scheduler.post import Post

RATE, IN_FLIGHT = 1000, 64
TRIP = 0.05
PRESSES, PRESS_TRIP = 300, 0.04
PEOPLE = 5_000
ME = orjson.dumps({"ok": True, "result": {
    "id": 9, "is_bot": True, "first_name": "Study", "username": "bench_bot"}})  # fmt: skip
SENT = orjson.dumps(
    {
        "ok": True,
        "result": {
            "message_id": 5,
            "date": 1,
            "chat": {"id": 7, "type": "private"},
            "poll": {"id": "x"},
        },
    }
)
YES = b'{"ok":true,"result":true}'


class Stub(asyncio.Protocol):
    """Answers each request after the round trip; hands out presses at their moment, and notes
    when each was given out and answered."""

    trip = TRIP
    presses: list[bytes] = []  # noqa: RUF012 one stub a process
    begun = 0.0
    given = 0
    waits: dict[str, float] = {}  # noqa: RUF012 as above

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport, self.held = transport, b""

    def data_received(self, data: bytes) -> None:
        self.held += data
        while (end := self.held.find(b"\r\n\r\n")) >= 0:
            head = self.held[:end]
            at = head.lower().find(b"content-length:")
            size = int(head[at + 15 :].split(b"\r\n")[0]) if at >= 0 else 0
            if len(self.held) < end + 4 + size:
                return
            body, self.held = self.held[end + 4 : end + 4 + size], self.held[end + 4 + size :]
            self.asked(head.split(b" ", 2)[1].rsplit(b"/", 1)[1].decode(), body)

    def asked(self, method: str, body: bytes) -> None:
        loop = asyncio.get_running_loop()
        if method == "getUpdates":
            self.hand_out()
            return
        if method == "answerCallbackQuery":
            query = orjson.loads(body)["callback_query_id"]
            Stub.waits[query] = monotonic() - Stub.waits.get(query, 0.0)
        answer = {"getMe": ME, "answerCallbackQuery": YES}.get(method, SENT)
        loop.call_later(self.trip, self.say, answer)

    def hand_out(self) -> None:
        """What has been pressed by now, a hundred at most; after the round trip."""
        now = monotonic()
        Stub.begun = Stub.begun or now
        due = min(len(self.presses), int((now - Stub.begun) * PRESSES))
        some = self.presses[Stub.given : min(due, Stub.given + 100)]
        for number in range(Stub.given, Stub.given + len(some)):
            Stub.waits[f"q{number}"] = Stub.begun + number / PRESSES
        Stub.given += len(some)
        body = b'{"ok":true,"result":[' + b",".join(some) + b"]}"
        asyncio.get_running_loop().call_later(self.trip if some else 0.005, self.say, body)

    def say(self, body: bytes) -> None:
        self.transport.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            % (len(body), body)
        )


def serve(told_by: Connection, trip: float, presses: list[bytes]) -> None:
    Stub.trip, Stub.presses = trip, presses

    async def run() -> None:
        server = await asyncio.get_running_loop().create_server(Stub, "127.0.0.1", 0)
        told_by.send(server.sockets[0].getsockname()[1])
        await asyncio.to_thread(told_by.recv)
        told_by.send(Stub.waits)

    asyncio.run(run())


async def with_stub(
    trip: float, presses: list[bytes], work: Callable[[str], Awaitable[None]]
) -> dict[str, float]:
    """Does the work beside a stand-in; returns how long each press waited."""
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(
        target=serve, args=(there, trip, presses), daemon=True
    )
    server.start()
    try:
        await work(f"http://127.0.0.1:{here.recv()}")
        here.send(None)
        waits: dict[str, float] = here.recv()
        return waits
    finally:
        server.terminate()
        server.join()


class Timed:
    """The messenger, with how long each sending took from its turn on."""

    def __init__(self, bot: Studybot) -> None:
        self.carrier, self.took = bot.messenger, list[float]()

    async def ready(self, delivery: Delivery, member: Member) -> None:
        await self.carrier.ready(delivery, member)

    async def carry(self, delivery: Delivery, member: Member) -> Outcome:
        begun = perf_counter()
        outcome = await self.carrier.carry(delivery, member)
        self.took.append((perf_counter() - begun) * 1e3)
        return outcome


def posted(store: SqliteStore, count: int, occasion: str = "s") -> None:
    """So many letters in the outbox, due now, of a hundred questions in turn."""
    now, question = datetime.now(UTC), items()
    people = store.members()[:count]
    store.post([
        Letter(people[n % len(people)].id, Kind.STUDY, f"day:{occasion}{n}", now, question[n % 100],
               closes=now + timedelta(days=3)) for n in range(count)
    ])  # fmt: skip


def durable(store: SqliteStore, count: int = 20) -> float:
    """Median milliseconds of a commit: what a letter waits for twice, whatever we do."""
    took = []
    for number in range(count):
        begun = perf_counter()
        store.note("bench", str(number))
        took.append((perf_counter() - begun) * 1e3)
    return percentile(took, 0.5)


def a_bot(store: SqliteStore, folder: Path, root: str, rate: float) -> Studybot:
    config = Config("Riverside", ("en",), branches(PEOPLE), Path("content/examples"), folder,
                    api_url=root, token=Secret("1:bench"))  # fmt: skip
    return Studybot(replace(config), store, ceilings=Ceilings(total=rate, reserve=0, spacing=0))


async def warmed(bot: Studybot, store: SqliteStore) -> None:
    """Every question has gone out once: what is read and opened once is not a message's cost."""
    posted(store, 100, "warm")
    await bot.post.deliver()


async def broadcast(store: SqliteStore, root: str, rate: float, seconds: float) -> None:
    with TemporaryDirectory() as name:
        bot = a_bot(store, Path(name), root, rate)
        await bot.api.open()
        await warmed(bot, store)
        posted(store, int(rate * seconds))
        timed = Timed(bot)
        in_flight = IN_FLIGHT if rate > 100 else 8
        post = Post(store, timed, bot.now, in_flight, bot.commits)
        say("one durable commit on this disk just now", durable(store), "ms")
        begun, cpu = perf_counter(), process_time()
        await post.deliver()
        took, cpu = perf_counter() - begun, process_time() - cpu
        await bot.api.close()
    share = 100 * len(timed.took) / took / rate
    least = {RATE: (98.0, 35.0)}.get(int(rate), (98.0, 3.0))
    told("S1", Goal(f"of an offered {rate:g}/s", share, least[0], "%", least=True))
    told("S1", Goal("of one core", 100 * cpu / took, least[1], "%"))
    say("CPU a message, both outbox commits included", cpu / len(timed.took) * 1e3, "ms")
    told("S1", Goal("p99 of a sending", percentile(timed.took, 0.99), TRIP * 1e3 + 10, "ms"))


def pressed(store: SqliteStore, seconds: float) -> list[bytes]:
    """Presses on questions that were sent, each by its member."""
    now, question = datetime.now(UTC), items()
    people = store.members()[: int(PRESSES * seconds)]
    with store.together():
        ids = store.post([
            Letter(one.id, Kind.STUDY, "day:pressed", now, question[0],
                   closes=now + timedelta(days=3)) for one in people
        ])  # fmt: skip
        for id in ids:
            store.settle(id, Fate.SENT, now, message=str(id))
    return [press(n, one, id) for n, (one, id) in enumerate(zip(people, ids, strict=True))]


def press(number: int, member: Member, delivery: int) -> bytes:
    user = {"id": int(member.address or 0), "is_bot": False, "first_name": "A",
            "language_code": "en"}  # fmt: skip
    return orjson.dumps({"update_id": 1 + number, "callback_query": {
        "id": f"q{number}", "from": user, "chat_instance": "1",
        "data": pack(Submit(delivery, (0,))),
        "message": {"message_id": delivery, "date": 1, "text": "Which?",
                    "chat": {"id": user["id"], "type": "private", "first_name": "A"}},
    }})  # fmt: skip


async def presses(store: SqliteStore, root: str, count: int, seconds: float) -> None:
    """The bot answers presses while it sends at 1,000 a second."""
    with TemporaryDirectory() as name:
        bot = a_bot(store, Path(name), root, RATE)
        await bot.open()
        await warmed(bot, store)
        posted(store, int(RATE * seconds * 2))
        post = Post(store, bot.messenger, bot.now, IN_FLIGHT, bot.commits)
        sending = asyncio.create_task(post.deliver())
        receiving = asyncio.create_task(bot.ingest.run())
        await asyncio.sleep(seconds + 4)
        for task in (sending, receiving):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await bot.close()


async def raw_presses(root: str, seconds: float) -> None:
    """The least: getUpdates, JSON, answerCallbackQuery; nothing kept, nothing else sent."""
    async with aiohttp.ClientSession() as session:

        async def answer(query: str) -> None:
            body = orjson.dumps({"callback_query_id": query})
            async with session.post(f"{root}/bot1:bench/answerCallbackQuery", data=body) as reply:
                await reply.read()

        until, tasks = monotonic() + seconds + 1, set[asyncio.Task[None]]()
        while monotonic() < until:
            async with session.post(f"{root}/bot1:bench/getUpdates", data=b"{}") as reply:
                found = orjson.loads(await reply.read())["result"]
            tasks |= {asyncio.create_task(answer(one["callback_query"]["id"])) for one in found}
        await asyncio.gather(*tasks)


async def answering(store: SqliteStore, seconds: float) -> None:
    given = pressed(store, seconds)
    least = await with_stub(PRESS_TRIP, given, lambda root: raw_presses(root, seconds))
    waits = await with_stub(
        PRESS_TRIP, given, lambda root: presses(store, root, len(given), seconds)
    )
    answered = [wait for wait in waits.values() if 0 < wait < 60]
    bare = percentile([wait for wait in least.values() if 0 < wait < 60], 0.99) * 1e3
    ours = percentile(answered, 0.99) * 1e3 if answered else float("inf")
    say("a press answered by a raw loop, p99", bare, "ms")
    say("the same by the bot, during a broadcast at 1,000/s, p99", ours, "ms")
    told("R2", Goal("p99 of a raw loop's", ours / bare, 1.5, "×"))
    told("R2", Goal("presses unanswered", len(given) - len(answered), 0, "presses"))
    print("R2  CPU beside aiogram's is not compared: of aiogram only sending is measured (S2)")


def main(seconds: float = 4) -> None:
    for rate, lasts in ((RATE, seconds), (30, seconds)):
        with copied(roster(PEOPLE)) as store:
            asyncio.run(one_rate(store, rate, lasts))
    with copied(roster(PEOPLE)) as store:
        asyncio.run(answering(store, seconds))


async def one_rate(store: SqliteStore, rate: float, seconds: float) -> None:
    await with_stub(TRIP, [], lambda root: broadcast(store, root, rate, seconds))


if __name__ == "__main__":
    main(*(float(number) for number in sys.argv[1:2]))
