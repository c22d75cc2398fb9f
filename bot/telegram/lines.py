"""Updates of one chat in order, of different chats at once; nobody waits for somebody else."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from contextlib import suppress
from typing import Generic, TypeVar

T = TypeVar("T")


class Lines(Generic[T]):
    """A waiting line per key, each worked off by at most one task.

    What to do about a failure is the business of `work`: what it raises is dropped.
    """

    def __init__(self, work: Callable[[T], Awaitable[None]]) -> None:
        self._work = work
        self._lines: dict[Hashable, deque[T]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, key: Hashable, thing: T) -> None:
        """Add to a key's line; it starts at once where nobody is before it."""
        line = self._lines.get(key)
        if line is not None:
            line.append(thing)
            return
        self._lines[key] = deque([thing])
        task = asyncio.get_running_loop().create_task(self._run(key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def behind(self, key: Hashable) -> int:
        """How many wait in a key's line behind the one that is being worked on."""
        return max(0, len(self._lines.get(key, ())) - 1)

    async def idle(self) -> None:
        """Wait until every line is empty."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    def __len__(self) -> int:
        return sum(map(len, self._lines.values()))

    async def stop(self) -> None:
        """End at once; what was not worked off is in the inbox still."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, key: Hashable) -> None:
        line = self._lines[key]
        try:
            while line:
                with suppress(Exception):  # a failure is no matter of those behind it
                    await self._work(line[0])
                line.popleft()
        finally:
            del self._lines[key]
