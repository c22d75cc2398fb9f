"""Pages are read beside the loop, on a connection that only reads, one at a time; what takes long
to count for them is counted in another process, as a thread would hold up the loop's."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import TypeVar

from bot.process.aside import Aside
from bot.process.counting import counting
from records.sqlite import OneConnection, SqliteStore, reader
from scheduler.desk import Desk, Found

T = TypeVar("T")


class Reading:
    """The records for pages. Where this SQLite bears one connection only, pages are read on the
    loop, from the writer (`studybot doctor` says so)."""

    def __init__(self, desk: Desk, database: Path, aside: Aside | None = None) -> None:
        self._desk = desk
        self._aside = aside
        self._database = database
        self._thread = ThreadPoolExecutor(1, "dashboard")
        self._store: SqliteStore | None = None

    async def read(self, work: Callable[[Desk], T]) -> T:
        """What `work` makes of one unchanging view of the records. Raises what it raises, and
        StoreError where the records cannot be read."""
        loop = asyncio.get_running_loop()

        async def begin(found: Sequence[Found] | None) -> T:
            return await loop.run_in_executor(self._thread, self._beside, work, found)

        try:
            return await counting(self._aside, self._desk.store, begin)
        except OneConnection:
            return work(self._desk)

    def _beside(self, work: Callable[[Desk], T], found: Sequence[Found] | None) -> T:
        if self._store is None:
            self._store = reader(self._database)
        desk = copy(self._desk)
        desk.store, desk.found = self._store, found
        with self._store.still(), uncollected():
            return work(desk)

    async def close(self) -> None:
        """Let go of the connection, once what is being read is read."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._let_go)
        self._thread.shutdown(wait=False)

    def _let_go(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cycles meanwhile: with the rows of a large branch in memory it stops every
    thread, the loop's too, for 100 to 260 ms at a time (`benchmarks.bench_dashboard`). What a page
    makes is freed by its references all the same."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
