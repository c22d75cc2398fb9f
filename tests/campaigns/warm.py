"""A process that has loaded the program once and forks a life of it for every line it reads.

Loading takes a second and more, a life some tenths of one: with this a thousand real processes
can be killed in minutes. Each is a process of its own that begins where `python -m bot` does.

    async with warm() as nest:
        life = await nest.begin("run", {"STUDYBOT_DATA": …}, log)
        life.kill()
        await life.end()
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

LOADED = ("bot.app", "bot.cli.run", "aiohttp", "telegram", "telegram.ext", "records.sqlite",
          "bot.reports", "bot.reports.png", "bot.reports.xlsx", "bot.__main__",
          "tests.campaigns.life")  # fmt: skip


@dataclass(slots=True)
class Life:
    """One process."""

    pid: int
    nest: Nest
    log: Path
    """What it said on both streams."""
    status: int | None = None
    """As `os.waitpid` gives it; None while it lives."""

    def kill(self, number: int = signal.SIGKILL) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    async def end(self, seconds: float = 60.0) -> int:
        """Wait until it has ended; its status."""
        async with asyncio.timeout(seconds):
            await self.nest.ended(self)
        assert self.status is not None
        return self.status


class Nest:
    """Our end of the warm process: one life at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._waiting: asyncio.Task[None] | None = None
        self._life: Life | None = None

    def close(self) -> None:
        """End what still lives; the warm process ends by itself then."""
        if self._life is not None and self._life.status is None:
            self._life.kill()

    async def begin(self, what: str, order: Mapping[str, object], log: Path) -> Life:
        """A new life: `run` is the command line's, others are `tests.campaigns.life`'s."""
        assert self._process.stdin is not None
        line = json.dumps({"what": what, "log": str(log), **order})
        self._process.stdin.write(line.encode() + b"\n")
        life = self._life = Life(int(await self._line()), self, log)
        self._waiting = asyncio.create_task(self._watch(life))
        return life

    async def ended(self, life: Life) -> None:
        assert self._waiting is not None
        await asyncio.shield(self._waiting)

    async def _watch(self, life: Life) -> None:
        life.status = int(await self._line())

    async def _line(self) -> bytes:
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        if not line:
            raise RuntimeError("the warm process has ended")
        return line


@asynccontextmanager
async def warm() -> AsyncIterator[Nest]:
    """The warm process, for as long as it is needed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.campaigns.warm",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    nest = Nest(process)
    try:
        yield nest
    finally:
        nest.close()
        assert process.stdin is not None
        process.stdin.close()
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), 5)
        if process.returncode is None:
            process.kill()
            await process.wait()


def main() -> None:
    """Load, then fork for every line."""
    for name in LOADED:
        import_module(name)
    gc.freeze()
    assert threading.active_count() == 1, "a thread would not come along"
    for line in sys.stdin.buffer:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _live(order)
        print(pid, flush=True)
        print(os.waitpid(pid, 0)[1], flush=True)


def _live(order: Mapping[str, object]) -> None:
    """In the child: never returns."""
    from tests.campaigns import life

    code = 70
    try:
        log = os.open(str(order["log"]), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(log, 1)
        os.dup2(log, 2)
        code = life.live(order)
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
