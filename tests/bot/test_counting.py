"""What organizers ask for is counted in another process, and they are told the same."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from copy import copy
from dataclasses import replace
from datetime import datetime, timedelta
from importlib import import_module
from inspect import getsource
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import pytest

from bot.process.aside import Aside, Broken
from bot.working import done_once
from records.branch import Branch
from records.model import BranchKey
from records.ports import Store
from records.sqlite import SqliteStore, reader
from scheduler.apart import Wanted, apart
from scheduler.desk import Desk
from scheduler.jobs import Errand, Job, errand, jobs
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


class Both(Aside):
    """Two processes that are none: each piece of work is done here, after a turn of the loop."""

    most = at_work = 0
    fails = False

    async def read(
        self, work: Callable[Concatenate[Store, P], T], *given: P.args, **_: P.kwargs
    ) -> T:
        self.at_work += 1
        self.most = max(self.most, self.at_work)
        await asyncio.sleep(0)
        self.at_work -= 1
        if self.fails:
            raise ZeroDivisionError
        with closing(reader(self._all[0]._path)) as store:
            return work(store, *given)


@asynccontextmanager
async def beside(hall: Hall, kind: type[Aside]) -> AsyncIterator[Aside]:
    """The bot with another process beside it."""
    store = hall.town.life.bot.store
    assert isinstance(store, SqliteStore)
    aside = kind(store._db.path)
    bot = hall.town.life.bot
    bot.aside = aside
    try:
        yield aside
    finally:
        await aside.close()
        bot.aside = None


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


async def test_between_two_branches_of_a_job_everybody_else_gets_a_turn() -> None:
    async with november(people=1) as hall:
        bot, happened = hall.town.life.bot, list[str]()
        one = next(iter(bot.desk.branches.values()))
        keys = [BranchKey(key) for key in "abc"]
        bot.desk.branches = {key: replace(one, key=key) for key in keys}

        def looked(desk: Desk, branch: Branch, now: datetime) -> int:
            happened.append(branch.key)
            return 0

        async def others() -> None:
            for _ in keys:
                happened.append("others")
                await asyncio.sleep(0)

        job = Job("look", timedelta(minutes=1), lambda desk, now: 0, "looks", each=looked)
        await asyncio.gather(bot.beat(job), others())
        assert happened == ["a", "others", "b", "others", "c", "others"]


async def test_as_many_branches_are_counted_at_once_as_there_are_processes() -> None:
    async with november(people=1) as hall:
        store, desk = hall.town.life.bot.store, copy(hall.town.life.bot.desk)
        assert isinstance(store, SqliteStore)
        one = next(iter(desk.branches.values()))
        desk.branches = {key: replace(one, key=key) for key in map(BranchKey, "abcde")}
        aside, told = Both(store._db.path, hands=2), list[str]()

        def looked(desk: Desk, branch: Branch, now: datetime) -> int:
            told.append(branch.key)
            return 1

        def ahead(desk: Desk, branch: Branch, now: datetime) -> Iterator[Errand]:
            yield errand(names, (branch.key,), told.append)

        job = Job("look", timedelta(minutes=1), lambda desk, now: 0, "", each=looked, ahead=ahead)
        now = hall.town.life.bot.now
        assert await done_once(job, desk, aside, now) == 5
        assert aside.most == 2, "two at once, and never more"
        assert sorted(told) == sorted([*"abcde", *(names(store, key) for key in "abcde")])
        assert all(told.index(names(store, key)) < told.index(key) for key in "abcde")
        aside.fails = True
        with pytest.raises(ZeroDivisionError):
            await done_once(job, desk, aside, now)


def test_whatever_goes_through_all_branches_can_be_done_for_one() -> None:
    for job in jobs().values():
        through_all = "desk.branches.values()" in getsource(import_module(job.run.__module__))
        assert (job.each is not None) == through_all, job.name
