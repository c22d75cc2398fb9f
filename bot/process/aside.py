"""Work that takes long, in another process, or in two: the loop goes on meanwhile.

A thread would not do: what counts in Python holds the interpreter for milliseconds at a time,
and what draws a picture holds it until the picture is done. The process is begun when it is
needed, reads with a connection of its own and writes nothing; it ends after a minute without
work, and when its pipe is closed, so that it never outlives the bot.
"""

from __future__ import annotations

import asyncio
import gc
import os
import pickle
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Concatenate, ParamSpec, TypeVar

from records.ports import Store

P = ParamSpec("P")
T = TypeVar("T")

IDLE = 60.0
"""Seconds without work after which the process ends, and its memory is free again."""

LONGEST = 300.0
"""Seconds after which work is given up."""

NICE = 10
"""The bot itself goes first."""

HANDS = 2
"""So many processes at most: each takes the memory of another program, and Monday's weeks of 400
branches are told in time by two."""

SIZE = 8
"""Bytes that say how long what follows is."""


class Broken(Exception):
    """It could not be done in another process; the message says why. Do it here then."""


class Aside:
    """The other processes, `hands` of them at most: so many pieces of work at a time, begun in the
    order in which they were asked for. A second one is begun only where the first is at work.

    `path` is the database they read. Functions are named by module, so they stand at its top.
    """

    def __init__(self, path: Path, hands: int = 1) -> None:
        self.hands = hands
        self._turn = asyncio.Semaphore(hands)
        self._all = tuple(Hand(path) for _ in range(hands))
        self._free = [*self._all]

    async def read(
        self, work: Callable[Concatenate[Store, P], T], *given: P.args, **_: P.kwargs
    ) -> T:
        """What `work(store, *given)` returns, where the store only reads. Raises Broken."""
        return await self._do(work, given, True)  # type: ignore[no-any-return]  # it was pickled

    async def make(self, work: Callable[P, T], *given: P.args, **_: P.kwargs) -> T:
        """What `work(*given)` returns. Raises Broken."""
        return await self._do(work, given, False)  # type: ignore[no-any-return]  # it was pickled

    async def _do(self, work: Callable[..., object], given: object, reads: bool) -> Any:
        async with self._turn:
            hand = self._free.pop()  # the one that worked last, so that others may end
            try:
                return await hand.do(pickle.dumps((work, given, reads)))
            finally:
                self._free.append(hand)

    async def close(self) -> None:
        """End the processes that there are."""
        for hand in self._all:
            await hand.close()


class Hand:
    """One other process, there while there is work: one piece at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._process: Process | None = None
        self._end: asyncio.TimerHandle | None = None

    async def do(self, request: bytes) -> Any:
        """What was made of a request. Raises Broken."""
        if self._end is not None:
            self._end.cancel()
        try:
            async with asyncio.timeout(LONGEST):
                done, value = await self._asked(request)
        except (OSError, EOFError, TimeoutError, pickle.PickleError) as error:
            await self.close()
            raise Broken(type(error).__name__) from error
        except asyncio.CancelledError:
            await self.close()
            raise
        self._end = asyncio.get_running_loop().call_later(IDLE, self._kill)
        if not done:
            raise Broken(value)
        return value

    async def _asked(self, request: bytes) -> tuple[bool, Any]:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot.process.aside", str(self._path.absolute()),
                stdin=PIPE, stdout=PIPE, stderr=DEVNULL,
            )  # fmt: skip
        to, back = self._process.stdin, self._process.stdout
        assert to is not None and back is not None
        to.write(len(request).to_bytes(SIZE, "big") + request)
        await to.drain()
        size = int.from_bytes(await back.readexactly(SIZE), "big")
        found: tuple[bool, Any] = pickle.loads(await back.readexactly(size))
        return found

    def _kill(self) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.kill()

    async def close(self) -> None:
        """End the process, if there is one."""
        if self._end is not None:
            self._end.cancel()
        if self._process is not None:
            self._kill()
            await self._process.wait()
            self._process = None


def hands() -> int:
    """How many processes there may be on this machine: no more than it has cores."""
    return min(HANDS, os.cpu_count() or 1)


def main(path: Path) -> None:
    """The other process: does what it is asked for until its pipe is closed."""
    from records.sqlite import reader

    os.nice(NICE)
    gc.set_threshold(200_000, 20, 100)  # thousands of rows at a time, and none in a circle
    store: Store | None = None
    while (request := _next(sys.stdin.buffer)) is not None:
        try:
            work, given, reads = pickle.loads(request)
            if reads:
                store = store or reader(path)
                given = (store, *given)
            told = (True, work(*given))
        except Exception as error:
            told = (False, f"{type(error).__name__}: {error}")
        answer = pickle.dumps(told)
        sys.stdout.buffer.write(len(answer).to_bytes(SIZE, "big") + answer)
        sys.stdout.buffer.flush()


def _next(pipe: BinaryIO) -> bytes | None:
    size = pipe.read(SIZE)
    return pipe.read(int.from_bytes(size, "big")) if len(size) == SIZE else None


if __name__ == "__main__":
    main(Path(sys.argv[1]))
