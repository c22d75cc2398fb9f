"""Dialogues over the sandbox's real HTTP: lesson text in, chat out.

async with study({"a/01-x.en.md": "# Question: …"}) as town:
    ann = await town.joined("Ann")
    await town.at("08:00")
    ann.vote(ann.last, 1)
"""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from bot.config import Config
from bot.config.web import Web
from bot.living import Living, Moved, living
from bot.sandbox import Person, complaints
from records.branch import Branch, MonthlyRule, Quiet
from records.model import BranchKey, Member
from scheduler.due import instant
from tests.fresh import fresh_store

MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
NORTH = Branch(
    BranchKey("north"),
    "North",
    "Europe/Berlin",
    time(9, 0),
    quiet=Quiet(time(21), time(7)),
    meeting=MonthlyRule(1, 3, time(19)),
    languages=("en", "zh"),
)
SOUTH = replace(NORTH, key=BranchKey("south"), name="South", zone="America/New_York")


@dataclass(slots=True)
class Town:
    """A living bot and the people of two branches."""

    life: Living
    folder: Path

    async def joined(
        self, name: str, branch: str = "north", language: str = "en", *, organizer: bool = False
    ) -> Person:
        """Somebody new opens the bot by an invite link and agrees; the hour they leave as it is,
        so that their first item comes at it."""
        person = self.life.telegram.person(name, language)
        person.start(self.life.invited(branch, organizer=organizer))
        await self.life.settle()
        person.tap(person.last, person.last.labels[0])
        await self.life.settle()
        return person

    async def at(self, hour: str, days: int = 0, zone: str = "Europe/Berlin") -> None:
        """Live on to the next such local hour, `days` later."""
        now = self.life.clock.at
        day = now.astimezone(UTC).date() + timedelta(days=days)
        when = instant(day, time.fromisoformat(hour), zone)
        await self.life.pass_time(when if when > now else when + timedelta(days=1))

    async def settle(self) -> None:
        await self.life.settle()

    def member(self, person: Person) -> Member:
        found = self.life.bot.store.at(str(person.id))
        assert found is not None
        return found


@asynccontextmanager
async def study(
    lessons: Mapping[str, str],
    start: datetime = MONDAY,
    organisation: str = "Riverside Co-op",
    web: Web | None = None,
    garbled: bool = False,
) -> AsyncIterator[Town]:
    """The bot with these lesson files, two branches, and nobody in them yet.

    At the end every request made and every answer given is held against the Bot API; where the
    updates are `garbled` on purpose, all but those.
    """
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "lessons"
        for name, text in lessons.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
        folder.mkdir(exist_ok=True)
        branches = {branch.key: branch for branch in (NORTH, SOUTH)}
        data = Path(place) / "data"
        data.mkdir()
        config = Config(organisation, ("en", "zh"), branches, folder, data, web=web)
        store = fresh_store(data / "studybot.db")
        try:
            async with living(config, store, Moved(start)) as life:
                yield Town(life, folder)
                calls = life.telegram.journal.calls
                ours = [one for one in calls if not garbled or one.method != "getUpdates"]
                broken = complaints(ours)
                assert not broken, broken[:9]
        finally:
            store.close()
