"""S2 of the goals: what a message costs on its way out, against a bare loop and stock parts.

`python -m benchmarks.bench_send [messages] [in flight]` sends that many (300; 64 at a time)
to a stand-in of the Bot API in another process on loopback, in rounds that take turns, and
prints medians of three: CPU time of this process a message, and how many times the bare loop
on the same aiohttp client that is. Read the ratios, not the times.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import shutil
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path

import aiohttp
import orjson
from telegram import Bot
from telegram.request import HTTPXRequest

from benchmarks.goals import Goal, told
from bot.telegram.api import Api
from bot.telegram.calls import item_calls
from bot.telegram.pace import Ceilings, Lane, Pace
from bot.telegram.wire import Wire
from bot.words import words
from content.format.lesson import read
from content.forms import FORMS
from content.item import LessonId

AIOGRAM = Path("build/aiogram")
NEEDS = ("aiogram>=3", "uvloop", "orjson")
TOKEN = "1:benchmark"
ROUNDS = 3
SENT = orjson.dumps({
    "ok": True,
    "result": {
        "message_id": 5, "date": 1, "chat": {"id": 7, "type": "private", "first_name": "Ann"},
        "from": {"id": 9, "is_bot": True, "first_name": "Study"}, "text": "Who?",
        "reply_markup": {"inline_keyboard": [[{"text": "A", "callback_data": "1s5.0"}]]},
    },
})  # fmt: skip
REPLY = (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
         % (len(SENT), SENT))  # fmt: skip
TASK = "# Task: Read article 12 aloud\n\nThen tell a neighbour what it says.\n"
Send = Callable[[], Awaitable[object]]


class Server(asyncio.Protocol):
    """Answers every request with the same message, at the cost of two system calls."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport, self.held = transport, b""

    def data_received(self, data: bytes) -> None:
        self.held += data
        while (end := self.held.find(b"\r\n\r\n")) >= 0:
            head = self.held[:end].lower()
            at = head.find(b"content-length:")
            size = int(head[at + 15 :].split(b"\r\n")[0]) if at >= 0 else 0
            if len(self.held) < end + 4 + size:
                return
            self.held = self.held[end + 4 + size :]
            assert isinstance(self.transport, asyncio.Transport)
            self.transport.write(REPLY)


def serve(told: Connection) -> None:
    async def run() -> None:
        server = await asyncio.get_running_loop().create_server(Server, "127.0.0.1", 0)
        told.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


async def send_all(send: Send, messages: int, at_once: int) -> float:
    """CPU milliseconds of this process a message."""
    left = iter(range(messages))

    async def worker() -> None:
        for _ in left:
            await send()

    before = time.process_time()
    await asyncio.gather(*(worker() for _ in range(at_once)))
    return (time.process_time() - before) / messages * 1000


@asynccontextmanager
async def senders(root: str, at_once: int) -> AsyncIterator[dict[str, Send]]:
    """The ways of sending one and the same message."""
    lesson, _ = read(TASK, "a.en.md", LessonId("a"), "en")
    assert lesson is not None
    item, english = lesson.items[0], words("en")
    ask = FORMS[item.form].ask(item)
    call = item_calls(item, ask, 5, english)
    params = {"chat_id": 7, **call.params}
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=at_once))
        )
        api = Api(TOKEN, root, Wire(connections=at_once), Wire(connections=1))
        stack.push_async_callback(api.close)
        stock = Bot(TOKEN, f"{root}/bot", request=HTTPXRequest(connection_pool_size=256))
        small = Bot(TOKEN, f"{root}/bot", request=HTTPXRequest(connection_pool_size=at_once))
        lean = Bot(TOKEN, f"{root}/bot", request=Wire(connections=at_once))
        for bot in (stock, small, lean):
            await bot.request.initialize()
            stack.push_async_callback(bot.request.shutdown)
        pace = Pace(Ceilings(total=10**6, reserve=0, spacing=0))
        address = f"{root}/bot{TOKEN}/sendMessage"

        async def bare() -> object:
            async with session.post(address, data=orjson.dumps(params)) as response:
                return orjson.loads(await response.read())

        async def ours() -> object:
            return await api.call("sendMessage", params)

        async def whole() -> object:
            told = item_calls(item, ask, 5, english)
            await pace.turn(Lane.BROADCAST, "7")
            return await api.call(told.method, {"chat_id": 7, **told.params})

        def through(bot: Bot) -> Send:
            async def send() -> object:
                return await bot.send_message(
                    7, str(call.params["text"]), parse_mode="HTML", protect_content=True
                )

            return send

        yield {
            "bare loop on aiohttp + orjson": bare,
            "the wire, through Api.call": ours,
            "the same, with the item shown and the pace": whole,
            "python-telegram-bot's objects over the wire": through(lean),
            f"stock python-telegram-bot, pool of {at_once}": through(small),
            "stock python-telegram-bot, pool of 256": through(stock),
        }


async def measure(root: str, messages: int, at_once: int) -> None:
    taken: dict[str, list[float]] = {}
    async with senders(root, at_once) as ways:
        for send in ways.values():
            await send_all(send, at_once * 4, at_once)
        for _ in range(ROUNDS):
            for name, send in ways.items():
                taken.setdefault(name, []).append(await send_all(send, messages, at_once))
    least = statistics.median(next(iter(taken.values())))
    print(f"{messages} messages, {at_once} in flight, medians of {ROUNDS}")
    middles = {name: statistics.median(times) for name, times in taken.items()}
    if (theirs := await aiogram(root, messages, at_once)) is not None:
        middles["aiogram 3 + uvloop + orjson"] = theirs
    for name, middle in middles.items():
        print(f"{middle:8.3f} CPU-ms a message  {middle / least:6.2f} × bare  {name}")
    whole = middles["the same, with the item shown and the pace"]
    stock = middles["stock python-telegram-bot, pool of 256"]
    told("S2", Goal("CPU of stock python-telegram-bot's", 100 * whole / stock, 5, "%"))
    if theirs is not None:
        told("S2", Goal("CPU of aiogram's", 100 * whole / theirs, 50, "%"))


async def aiogram(root: str, messages: int, at_once: int) -> float | None:
    """The same by aiogram, in its venv; None where there is none."""
    python = AIOGRAM / "bin" / "python"
    if not python.exists():
        print("S2  aiogram could not be installed here: not compared with it")
        return None
    script = Path(__file__).with_name("_aiogram.py")
    arguments = [root, str(messages), str(at_once), str(ROUNDS)]
    process = await asyncio.create_subprocess_exec(
        python, script, *arguments, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    return float(said) if process.returncode == 0 else None


def set_up() -> None:
    """A venv for aiogram alone, once; nothing is left of it where that fails."""
    python = AIOGRAM / "bin" / "python"
    if python.exists():
        return
    with suppress(OSError, subprocess.CalledProcessError):
        venv.create(AIOGRAM, with_pip=True)
        needs = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *NEEDS]
        subprocess.run(needs, capture_output=True, check=True)
        return
    shutil.rmtree(AIOGRAM, ignore_errors=True)


def main() -> None:
    set_up()
    messages = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    at_once = int(sys.argv[2]) if len(sys.argv) > 2 else 64
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    try:
        asyncio.run(measure(f"http://127.0.0.1:{ours.recv()}", messages, at_once))
    finally:
        server.terminate()
        server.join()


if __name__ == "__main__":
    main()
