"""`studybot run` with a dashboard: open where it says, told where it cannot be, shut with it."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import aiohttp
import pytest

from tests.bot.test_run import House, house
from tests.bot.web.browsing import Browser


def free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def configured(home: House, port: int) -> None:
    with (home.folder / "studybot.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[web]\nlisten = "127.0.0.1:{port}"\n')


async def test_it_is_open_when_the_bot_is_ready_and_ends_with_it(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        port = free()
        configured(home, port)
        process = await home.start()
        browser = Browser(port, f"127.0.0.1:{port}")
        assert (await browser.get("/")).status == 401
        async with aiohttp.ClientSession() as session:
            held = await session.get(f"http://127.0.0.1:{port}/static/style.css")
            assert await home.end(process) == 0, "also while somebody keeps a connection"
            held.close()
        with pytest.raises(aiohttp.ClientConnectionError):
            await browser.get("/")


async def test_a_port_that_somebody_has_is_said_and_nothing_runs(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            configured(home, port)
            process = await home.start(ready=False)
            out, said = await asyncio.wait_for(process.communicate(), 60)
        assert process.returncode == 1 and b"ready" not in out
        told = said.decode().splitlines()[-1]
        assert told.startswith(f"web.listen: 127.0.0.1:{port} can't be listened on")
