"""aiogram's side of S2, run by a Python of its own (`build/aiogram`): it is no part of the program.

Prints CPU milliseconds a message: `python _aiogram.py ROOT MESSAGES AT_ONCE ROUNDS`.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time

import uvloop
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer


async def main(root: str, messages: int, at_once: int, rounds: int) -> None:
    import orjson

    session = AiohttpSession(
        api=TelegramAPIServer.from_base(root), limit=at_once,
        json_loads=orjson.loads, json_dumps=lambda value: orjson.dumps(value).decode(),
    )  # fmt: skip
    bot = Bot("1:benchmark", session=session)

    async def send(count: int) -> float:
        left = iter(range(count))

        async def worker() -> None:
            for _ in left:
                await bot.send_message(7, "Task: Read article 12 aloud\n\nThen tell a neighbour.",
                                       parse_mode="HTML", protect_content=True)  # fmt: skip

        before = time.process_time()
        await asyncio.gather(*(worker() for _ in range(at_once)))
        return (time.process_time() - before) / count * 1000

    await send(at_once * 4)
    print(statistics.median([await send(messages) for _ in range(rounds)]))
    await session.close()


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1], *map(int, sys.argv[2:5])))
