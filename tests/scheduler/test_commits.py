"""Group commit: many in one transaction, each as if it had one of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from records.memory import MemoryStore
from records.sqlite import SqliteStore, open_store
from scheduler.commits import Commits


class Counted(MemoryStore):
    """Counts outer transactions, and fails to commit the next where told."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = self.commits = 0
        self.full = False

    @contextmanager
    def together(self) -> Iterator[None]:
        self.depth += 1
        try:
            with super().together():
                yield
                if self.full and self.depth == 1:
                    raise OSError("no space left")
        finally:
            self.depth -= 1
            self.commits += self.depth == 0


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with_file = open_store(tmp_path / "study.db")
    yield with_file
    with_file.close()


async def test_what_waits_goes_in_one_transaction_in_order() -> None:
    store = Counted()
    commits, seen = Commits(store, share=60), list[int]()
    await asyncio.gather(*(commits.do(partial(seen.append, n)) for n in range(50)))
    assert (seen, store.commits) == (list(range(50)), 1)


async def test_it_is_durable_before_anybody_goes_on(store: SqliteStore) -> None:
    commits = Commits(store)
    await asyncio.gather(*(noted(commits, store, n) for n in range(5)))


async def noted(commits: Commits, store: SqliteStore, n: int) -> None:
    await commits.do(lambda: store.note(str(n), "kept"))
    assert not store._db.con.in_transaction
    assert store.noted(str(n)) == "kept"


async def test_what_fails_is_undone_alone(store: SqliteStore) -> None:
    def fails() -> None:
        store.note("bad", "half")
        raise KeyError("bad")

    commits = Commits(store)
    works: list[Callable[[], None]] = [
        partial(store.note, "a", "1"), fails, partial(store.note, "b", "2")]  # fmt: skip
    told = await asyncio.gather(*map(commits.do, works), return_exceptions=True)
    assert [type(one) for one in told] == [type(None), KeyError, type(None)]
    assert [store.noted(key) for key in ("a", "bad", "b")] == ["1", None, "2"]


async def test_where_the_commit_fails_nobody_is_told_that_it_is_kept() -> None:
    store = Counted()
    commits = Commits(store)
    store.full = True
    told = await asyncio.gather(
        *(commits.do(partial(store.note, key, "1")) for key in "ab"), return_exceptions=True
    )
    assert [type(one) for one in told] == [OSError, OSError]
    store.full = False
    await commits.do(partial(store.note, "c", "1"))
    assert [store.noted(key) for key in "abc"] == [None, None, "1"]


async def test_who_is_cancelled_withdraws_it_unless_it_has_happened() -> None:
    store = MemoryStore()
    commits = Commits(store)

    async def begin() -> None:
        await commits.do(partial(store.note, "begun", "1"))

    async def settle() -> None:
        await commits.surely(partial(store.note, "sent", "1"))

    tasks = [asyncio.create_task(begin()), asyncio.create_task(settle())]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    commits.end()
    assert (store.noted("begun"), store.noted("sent")) == (None, "1")


async def test_alone_is_in_no_transaction_and_keeps_its_place(store: SqliteStore) -> None:
    commits, within = Commits(store), list[bool]()

    def look() -> None:
        within.append(store._db.con.in_transaction)

    await asyncio.gather(commits.do(look), commits.do(look, alone=True), commits.do(look))
    assert within == [True, False, True]


async def test_what_takes_long_leaves_the_loop_its_turns() -> None:
    commits, turns = Commits(MemoryStore(), share=0), [0]
    seen: list[int] = []

    async def meanwhile() -> None:
        while True:
            turns[0] += 1
            await asyncio.sleep(0)

    other = asyncio.create_task(meanwhile())
    await asyncio.gather(*(commits.do(lambda: seen.append(turns[0])) for _ in range(20)))
    other.cancel()
    assert len(set(seen)) == 20
