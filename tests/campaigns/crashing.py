"""A life that ends with SIGKILL at its k-th boundary: a commit, a request, a change of a file.

The boundaries: before and after each COMMIT, before each request and after its answer, before
each change of a file (opened for writing, renamed, linked, removed), as Python's audit events
tell. What SQLite does to its own files between two commits is the campaign `power`'s.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.app import Studybot
from bot.config import Config, Secret
from bot.living import TOKEN, UNHURRIED, Moved
from bot.telegram.wire import Wire
from records.keeping.backup import Backups
from records.keeping.erasures import Erasures, apply_erasures
from records.keeping.restore import restore
from records.sqlite import open_store
from records.sqlite.connection import Connection
from tests.campaigns.flows import correct
from tests.dialogue import NORTH, SOUTH

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
CHANGES = ("os.rename", "os.remove", "os.link", "os.mkdir", "os.truncate", "os.rmdir")


class Boundaries:
    """Counts what a life passes, and ends it at the one that was asked for (0: at none)."""

    def __init__(self, crash: int, folder: Path) -> None:
        self.crash, self.folder = crash, str(folder)
        self.passed = self.requests = 0
        self.counting = True

    def reached(self) -> None:
        self.passed += self.counting
        if self.counting and self.passed == self.crash:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """From now on. Only ever in a process that is about to end."""
        self._commits()
        self._wire()
        sys.addaudithook(self._files)

    def _commits(self) -> None:
        run = Connection._run

        def watched(db: Connection, statements: tuple[str, ...]) -> None:
            ends = statements == ("COMMIT",)
            if ends:
                self.reached()
            run(db, statements)
            if ends:
                self.reached()

        Connection._run = watched  # type: ignore[method-assign]  # in a process of its own

    def _wire(self) -> None:
        request = Wire.do_request

        async def watched(wire: Wire, url: str, *args: Any, **more: Any) -> tuple[int, bytes]:
            self.reached()
            self.requests += not url.endswith("getUpdates")
            answer = await request(wire, url, *args, **more)
            self.reached()
            return answer

        Wire.do_request = watched  # type: ignore[method-assign]  # in a process of its own

    def _files(self, event: str, args: tuple[Any, ...]) -> None:
        if event == "open":
            writes = isinstance(args[2], int) and args[2] & WRITES
        else:
            writes = event in CHANGES
        if writes and isinstance(args[0], str | os.PathLike) and self._ours(os.fspath(args[0])):
            self.reached()

    def _ours(self, path: str | bytes) -> bool:
        return isinstance(path, str) and path.startswith(self.folder)


def flow(order: Mapping[str, Any]) -> int:
    """Live as ordered; 0, and the boundaries passed in a file, where it came to its end."""
    folder = Path(order["folder"])
    boundaries = Boundaries(int(order["crash"]), folder)
    boundaries.watch()
    boundaries.counting = bool(order["start"])
    if order["act"] == "restore":
        _restore(folder / "data", datetime.fromisoformat(order["times"][0]))
    asyncio.run(_lived(order, folder, boundaries))
    Path(order["told"]).write_text(str(boundaries.passed))
    return 0


def config(folder: Path, root: str) -> Config:
    """Two branches, the lessons and the data in this folder."""
    branches = {branch.key: branch for branch in (NORTH, SOUTH)}
    made = Config("Riverside Co-op", ("en", "zh"), branches, folder / "lessons", folder / "data")
    return replace(made, api_url=root, token=Secret(TOKEN))


async def _lived(order: Mapping[str, Any], folder: Path, boundaries: Boundaries) -> None:
    clock = Moved(datetime.fromisoformat(order["times"][0]))
    store = open_store(folder / "data" / "studybot.db", check=True)
    bot = Studybot(config(folder, order["root"]), store, clock, UNHURRIED)
    await bot.open()
    await bot.reload.start()
    boundaries.counting = True
    for at in order["times"]:
        clock.at = datetime.fromisoformat(at)
        await _act(bot, order["act"], clock.at)
        await _settled(bot, boundaries)
    await bot.close()
    store.close()


async def _settled(bot: Studybot, boundaries: Boundaries) -> None:
    """Until nothing comes in and nothing goes out."""
    before = -1
    while before != boundaries.requests or bot.store.unhandled(bot.now(), 1):
        before = boundaries.requests
        await bot.ingest.poll(0)
        await bot.ingest.idle()
        await bot.beat_all()
        await bot.carry()
        bot.ingest.replay()
        await bot.ingest.idle()


async def _act(bot: Studybot, act: str, now: datetime) -> None:
    """What somebody does besides, on the machine itself."""
    if act == "edit":
        path = bot.config.content / "a" / "01-x.en.md"
        part = path.with_name(".part")
        part.write_text(path.read_text("utf-8").replace("bylaws", "statutes"), "utf-8")
        os.replace(part, path)
        await bot.reload.rescan()
    elif act == "correct":
        correct(bot.config.content / "a" / "01-x.en.md")
        await bot.reload.rescan()
    elif act == "backup":
        backups = Backups(bot.config.data)
        backups.tidy()
        backups.make(now)


def _restore(data: Path, now: datetime) -> None:
    [backup] = (data / "kept").iterdir()
    ledger = Erasures(data)
    restore(backup, data, now, lambda store: apply_erasures(store, ledger, now))
