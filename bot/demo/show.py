"""The demo from its first day to the page at its end."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from bot.config import SHIPPED
from bot.demo.branch import NORTH, START, ZONE, configuration, inhabitants
from bot.demo.life import BRANCH, Inhabitant, Life
from bot.demo.paper import keep
from bot.living import TOKEN, Living, Moved, living
from bot.sandbox import Limits, Page, Telegram
from records.branch import Branch
from records.meetings import local_day, next_meeting
from records.participation import Summary
from records.sqlite import open_store
from scheduler.due import instant

MORNING = time(8, 5)
BRIEFED = time(9, 5)
AFTER_MEETING = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Demo:
    """A branch that is alive, and its days to live through."""

    life: Life
    living: Living


def copied(out: Path) -> Path:
    """The lessons in a folder of the demo's own: what its organizer adds stays out of ours."""
    folder = out / "demo-lessons"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns(".*", "inbox"))
    return folder


@asynccontextmanager
async def demo(
    out: Path, seed: int, told: Callable[[Summary], None], port: int = 0
) -> AsyncIterator[Demo]:
    """The branch of a seed on its first day; every week that is told is kept in `out`."""
    clock = Moved(START)
    telegram = Telegram(TOKEN, clock, Limits.off(), username="riverside_study_bot")
    people = inhabitants(telegram, seed)
    newcomer = telegram.person("You")
    store = open_store(out / "studybot.db")
    lives: list[Life] = []

    async def move(to: str) -> None:
        meets = lives[0].living.bot.desk.branches[BRANCH]
        await lives[0].live(moment(to, clock.at, meets), lambda _: None)

    def kept(summary: Summary) -> None:
        keep(summary, out)
        told(summary)

    page = Page([newcomer, people[0].person], move, zone=ZONE)
    page.roles = {newcomer: "a new member", people[0].person: "the organizer"}
    try:
        config = configuration(out, copied(out))
        async with living(config, store, clock, telegram, page, port) as alive:
            lives.append(Life(alive, people, START, seed, kept))
            page.start_links = {newcomer: alive.invited(BRANCH)}
            enrol(alive, people)
            yield Demo(lives[0], alive)
    finally:
        store.close()


def enrol(alive: Living, people: list[Inhabitant]) -> None:
    """The organizer's list: all of them, also those who will never open their link."""
    for one in people:
        member = alive.bot.store.enrol(BRANCH, one.who.name, one.who.language, START)
        one.place = member.id


def moment(to: str, now: datetime, branch: Branch) -> datetime:
    """When a button of the page leads: in an hour, tomorrow morning, next Monday, the meeting, as
    the organizer may have moved it."""
    today = local_day(NORTH, now)
    match to:
        case "tomorrow":
            return instant(today + timedelta(days=1), MORNING, ZONE)
        case "monday":
            return instant(today + timedelta(days=7 - today.weekday()), BRIEFED, ZONE)
        case "meeting":
            return (next_meeting(branch, now) or now) + AFTER_MEETING
        case _:
            return now + timedelta(hours=1)
