"""What systemd is told: over a real socket, by the program and by the process."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice, takewhile
from pathlib import Path

from bot.process.supervisor import Supervisor
from tests.bot.test_run import house


@contextmanager
def listening(address: str) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(address)
        line.settimeout(60)
        yield line


def heard(line: socket.socket) -> Iterator[str]:
    """What is said, as long as it is asked for; how often it lives depends on the time."""
    while True:
        yield line.recv(1000).decode()


def test_ready_alive_how_it_goes_and_stopping(tmp_path: Path) -> None:
    for address, named in ((str(tmp_path / "a"), str(tmp_path / "a")), ("\0s-b-test", "@s-b-test")):
        with listening(address) as line:
            one = Supervisor({"NOTIFY_SOCKET": named})
            one.ready()
            one.alive()
            one.status("ready as @bot:\n3 lessons")
            one.stopping()
            assert list(islice(heard(line), 4)) == [
                "READY=1\nSTATUS=Waiting for Telegram", "WATCHDOG=1",
                "STATUS=ready as @bot: 3 lessons", "STOPPING=1"]  # fmt: skip


def test_where_nobody_listens_nothing_happens(tmp_path: Path) -> None:
    Supervisor({}).ready()
    Supervisor({"NOTIFY_SOCKET": str(tmp_path / "gone")}).ready()


async def test_the_process_says_so(monkeypatch, tmp_path: Path) -> None:
    address = str(tmp_path / "notify")
    monkeypatch.setenv("NOTIFY_SOCKET", address)
    async with house(tmp_path) as home:
        with listening(address) as line:
            process = await home.start()
            await home.end(process)
            said = list(takewhile(lambda told: told != "STOPPING=1", heard(line)))
    assert said[0].startswith("READY=1")
    assert any("is ready as" in told for told in said)
