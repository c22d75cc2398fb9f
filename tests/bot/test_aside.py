"""What takes long is done in another process, that ends with its pipe; where it fails, here."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from time import sleep

import pytest

from bot.process.aside import Aside, Broken
from records.model import BranchKey
from records.ports import Store
from records.sqlite import open_store
from tests.records.two import NORTH, NOW, town


@asynccontextmanager
async def beside(path: Path, hands: int = 1) -> AsyncIterator[Aside]:
    aside = Aside(path / "studybot.db", hands)
    try:
        yield aside
    finally:
        await aside.close()


def names(store: Store, branch: BranchKey) -> list[str]:
    return [one.name for one in store.members(branch)]


def write(store: Store, name: str) -> None:
    store.enrol(NORTH, name, "en", NOW)


def where() -> tuple[int, int]:
    return os.getpid(), os.nice(0)


def met(place: Path, me: int) -> int:
    """Waits for the other of two who do this; whose process it was."""
    (place / f"here-{me}").touch()
    while not (place / f"here-{3 - me}").exists():
        sleep(0.001)
    return os.getpid()


def die() -> None:
    os._exit(1)


async def test_it_reads_what_was_written_here_while_it_runs(tmp_path: Path) -> None:
    store = open_store(tmp_path / "studybot.db")
    async with beside(tmp_path) as aside:
        assert await aside.read(names, NORTH) == []
        town(store)
        assert await aside.read(names, NORTH) == names(store, NORTH) != []
        with pytest.raises(Broken, match="readonly"):
            await aside.read(write, "Zoe")
    store.close()


async def test_it_is_one_process_that_gives_way_and_is_begun_anew_when_it_died(
    tmp_path: Path,
) -> None:
    async with beside(tmp_path) as aside:
        first, nice = await aside.make(where)
        assert first != os.getpid() and nice > os.nice(0)
        assert (await aside.make(where))[0] == first
        with pytest.raises(Broken):
            await aside.make(die)
        assert (await aside.make(where))[0] != first


async def test_two_pieces_of_work_take_two_processes_and_one_after_the_other_takes_one(
    tmp_path: Path,
) -> None:
    async with beside(tmp_path, hands=2) as aside:
        alone = await aside.make(where)
        assert await aside.make(where) == alone
        both = await asyncio.gather(*(aside.make(met, tmp_path, n) for n in (1, 2)))
        assert alone[0] in both and len({*both}) == 2


async def test_of_two_processes_one_that_dies_leaves_the_other_at_work(tmp_path: Path) -> None:
    async with beside(tmp_path, hands=2) as aside:
        died, lived = await asyncio.gather(
            aside.make(die), aside.make(sum, range(100_000)), return_exceptions=True
        )
        assert isinstance(died, Broken) and lived == sum(range(100_000))
        assert await aside.make(sum, (1, 2)) == 3


async def test_an_error_there_is_told_and_ends_nothing(tmp_path: Path) -> None:
    async with beside(tmp_path) as aside:
        with pytest.raises(Broken, match="notadate"):
            await aside.make(date.fromisoformat, "notadate")
        assert await aside.make(date.fromisoformat, "2026-11-24") == date(2026, 11, 24)


async def test_the_loop_goes_on_meanwhile(tmp_path: Path) -> None:
    async with beside(tmp_path) as aside:
        await aside.make(where)
        counted = asyncio.create_task(aside.make(sum, range(3_000_000)))
        turns = 0
        while not counted.done():
            await asyncio.sleep(0)
            turns += 1
        assert await counted == sum(range(3_000_000)) and turns > 100


async def test_it_ends_when_nobody_holds_its_pipe(tmp_path: Path) -> None:
    aside = Aside(tmp_path / "studybot.db")
    await aside.make(where)
    process = aside._all[0]._process
    assert process is not None and process.stdin is not None
    process.stdin.close()
    assert await asyncio.wait_for(process.wait(), timedelta(seconds=60).total_seconds()) == 0
    await aside.close()
