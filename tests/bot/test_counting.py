"""What organizers ask for is counted in another process, and they are told the same."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import pytest

from bot.process.aside import Aside, Broken
from records.ports import Store
from records.sqlite import SqliteStore
from scheduler.apart import Wanted, apart
from tests.bot.arguing.town import Hall, november, text

P = ParamSpec("P")
T = TypeVar("T")

ROWS = ("LEFT JOIN answer AS a", "WITH asked AS")
"""In what reads the rows of some weeks."""

ASKED = ("/pack", "/summary", "/quality", "/export gradebook")


class Told(Aside):
    """The other process, with what it was asked for."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.works: list[str] = []

    async def read(
        self, work: Callable[Concatenate[Store, P], T], *given: P.args, **_: P.kwargs
    ) -> T:
        self.works.append(work.__qualname__)
        return await super().read(work, *given)


class Gone(Aside):
    """One that cannot be begun."""

    async def read(
        self, work: Callable[Concatenate[Store, P], T], *given: P.args, **_: P.kwargs
    ) -> T:
        raise Broken("no process")


@asynccontextmanager
async def beside(hall: Hall, kind: type[Aside]) -> AsyncIterator[Aside]:
    """The bot with another process beside it."""
    store = hall.town.life.bot.store
    assert isinstance(store, SqliteStore)
    aside = hall.town.life.bot.aside = kind(store._db.path)
    try:
        yield aside
    finally:
        await aside.close()
        hall.town.life.bot.aside = None


@contextmanager
def read_here(hall: Hall) -> Iterator[list[str]]:
    """What the bot's own process reads of rows meanwhile."""
    store, said = hall.town.life.bot.store, list[str]()
    assert isinstance(store, SqliteStore)
    store._db.con.set_trace_callback(said.append)
    found: list[str] = []
    try:
        yield found
    finally:
        store._db.con.set_trace_callback(None)
        found += [one for one in said if any(rows in one for rows in ROWS)]


async def replies(hall: Hall) -> list[str]:
    """What the organizer is told, in order."""
    told: list[str] = []
    for words in ASKED:
        before = len(hall.olga.heard)
        await hall.say(hall.olga, words)
        told += [text(one) for one in hall.olga.heard[before:]]
    return told


async def test_what_an_organizer_asks_for_is_counted_elsewhere_and_is_the_same() -> None:
    async with november() as hall:
        with read_here(hall) as rows:
            here = await replies(hall)
        assert len(here) >= len(ASKED)
        assert rows, "counted in the bot's own process where there is no other"
        async with beside(hall, Told) as aside:
            with read_here(hall) as rows:
                assert await replies(hall) == here
            assert isinstance(aside, Told)
            assert {"counted_so_far", "counted", "to_talk"} <= {*aside.works}
        assert rows == []


async def test_where_no_process_can_be_begun_they_are_told_all_the_same() -> None:
    async with november() as hall:
        here = await replies(hall)
        async with beside(hall, Gone):
            assert await replies(hall) == here


def names(store: Store, prefix: str) -> str:
    return prefix + ", ".join(one.name for one in store.members())


async def test_what_was_not_found_is_wanted_and_what_was_is_taken() -> None:
    async with november(people=1) as hall:
        desk = hall.town.life.bot.desk
        assert apart(desk, names, "On it: ") == "On it: Olga, P0"
        desk.found = []
        with pytest.raises(Wanted, match="names") as wanted:
            apart(desk, names, "On it: ")
        assert wanted.value.given == ("On it: ",)
        desk.found = None
