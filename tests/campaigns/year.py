"""A year on a moved clock: four zones with their changes of the clocks, faults, a crash a day.

Each day people get their item, answer or not, and at some moment the program is dropped with all
it has in memory and opened again from its files. Every day is held against what truly arrived;
at the end everything has come to an end, and memory, descriptors and the log have stayed small.
"""

from __future__ import annotations

import asyncio
import os
import resource
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from bot.config import SHIPPED, Config
from bot.demo.reply import steps
from bot.joining.invitation import invitation
from bot.living import TOKEN, Living, Moved, living
from bot.sandbox import Fault, Limits, NotPossible, Person, Telegram
from bot.sandbox.faults import ALL
from bot.telegram import messenger
from content.forms import FORMS
from records.branch import Branch
from records.model import BranchKey, DeliveryId, Fate, Kind
from records.people.own import CONSENT, Consent
from records.sqlite import SqliteStore, open_store
from tests.campaigns import Campaign, Found
from tests.campaigns.faults import unended
from tests.campaigns.hasty import hastily
from tests.dialogue import NORTH

START = datetime(2026, 1, 5, tzinfo=UTC)
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo")
EACH = 6
"""Members of each branch, the first of them its organizer."""
STEP = timedelta(hours=3)
FAULTS = 0.02
WAL = 64 * 2**20
GROWTH = 1.3
"""By which factor memory may grow from the first month to the end."""


@dataclass
class Year:
    """The world of it, and what was seen."""

    folder: Path
    dice: Random
    clock: Moved = field(default_factory=lambda: Moved(START))
    people: list[Person] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    wal: int = 0

    def __post_init__(self) -> None:
        (self.folder / "data").mkdir()
        self.telegram = Telegram(TOKEN, self.clock, Limits.off())
        ways = [one for one in (*ALL, Fault.slow(after=0.2)) if one.retry_after <= 1]
        self.telegram.faults.seeded(
            self.dice.randrange(2**32), FAULTS, ("sendMessage", "sendPoll", "getUpdates"), ways
        )
        branches = [replace(NORTH, key=BranchKey(f"b{n}"), name=f"B{n}", zone=zone)
                    for n, zone in enumerate(ZONES)]  # fmt: skip
        self.config = Config("Riverside Co-op", ("en", "zh"),
                             {one.key: one for one in branches}, SHIPPED,
                             self.folder / "data")  # fmt: skip
        self.open()
        for branch in branches:
            self._settle_in(branch)

    def open(self) -> None:
        self.store: SqliteStore = open_store(self.folder / "data" / "studybot.db", check=True)

    def _settle_in(self, branch: Branch) -> None:
        for n in range(EACH):
            person = self.telegram.person(f"{branch.name}-{n}")
            _, invite = invitation(branch.key, organizer=n == 0, now=START)
            self.store.invite(invite)
            member = self.store.link(invite, str(person.id), person.user.first_name, "en", START)
            self.store.agree(Consent(member.id, CONSENT, "", START))
            person.chat.started = True
            self.people.append(person)

    async def days(self, count: int) -> None:
        """Live on; each day ends with a crash and a new start."""
        for day in range(count):
            async with AsyncExitStack() as stack:
                life = await stack.enter_async_context(
                    living(self.config, self.store, self.clock, self.telegram)
                )
                life.bot.pace._clock = asyncio.get_running_loop().time
                await self._day(life)
            self._dropped()
            self.seen["days"] += 1
            if day % 7 == 6:
                self._forgotten()

    async def _day(self, life: Living) -> None:
        """Eight looks at the clock; in the middle of one it ends."""
        last = self.dice.randrange(8)
        for n in range(8):
            self.clock.at += STEP
            if n == last:
                working = asyncio.create_task(life.settle())
                await asyncio.sleep(self.dice.uniform(0, 3))
                working.cancel()
                await asyncio.gather(working, return_exceptions=True)
            await life.settle()
            await self._answers(life)
        self.wal = max(self.wal, _size(self.folder / "data" / "studybot.db-wal"))

    async def _answers(self, life: Living) -> None:
        """Some of those who have something open answer it; each answer must be there at once."""
        for person in self.people:
            member = self.store.at(str(person.id))
            for one in self.store.waiting(member.id)[:1] if member else ():
                if self.dice.random() < 0.5 and one.message is not None:
                    await self._answer(life, person, one.id, int(one.message))

    async def _answer(self, life: Living, person: Person, id: DeliveryId, message: int) -> None:
        delivery = self.store.delivery(id)
        item = delivery.letter.item if delivery else None
        if item is None or message not in person.chat.messages:
            return
        shown = person.chat.messages[message]
        try:
            for _ in steps(person, shown, item, FORMS[item.form].ask(item),
                           self.dice.random() < 0.7, self.dice):  # fmt: skip
                await life.settle()
        except NotPossible:
            return
        await life.settle()
        if self.store.answer(id) is not None:
            self.seen["answers"] += 1
        elif person.chat.messages[message].buttons:  # a step was lost: it waits for another tap
            self.seen["half given"] += 1
        elif item.form != "reading":
            self.wrong.append(f"lost: {item.form} of {person.user.first_name}, {self.clock.at}")

    def _dropped(self) -> None:
        """The store is closed without a word and opened from its files, as after a crash."""
        self.store._db.con.close()
        self.open()
        self.seen["crashes"] += 1

    def _forgotten(self) -> None:
        """Hold the week against what arrived, then let the sandbox forget it."""
        arrived = Counter((m.chat.id, m.id) for m in self.telegram.journal.delivered)
        self.seen["messages"] += sum(arrived.values())
        self.seen["requests"] += len(self.telegram.journal.calls)
        self.telegram.journal.calls.clear()
        self.telegram.journal.delivered.clear()
        for person in self.people:
            for old in sorted(person.chat.messages)[:-60]:
                del person.chat.messages[old]
        self.telegram.touched.clear()
        self.telegram.queries.clear()


def held(year: Year) -> Iterator[str]:
    """What must be true at the end of it."""
    yield from year.wrong
    yield from unended(year.store)
    days = Counter[tuple[int, str]]()
    for one in year.store.each_delivery():
        days[one.member, one.letter.occasion] += 1
        year.seen["sent"] += one.fate is Fate.SENT and one.letter.kind is Kind.STUDY
        year.seen["doubts"] += one.doubts
    yield from (f"{count} of {which}" for which, count in days.items() if count > 1)
    if year.store._rows("PRAGMA integrity_check") != [("ok",)]:
        yield "not whole"
    if year.wal > WAL:
        yield f"the log grew to {year.wal / 2**20:.0f} MB"


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _memory() -> float:
    """Megabytes in use now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


async def _lived(seed: int, size: int) -> Found:
    messenger.PAUSES = (0.5,) * len(messenger.PAUSES)
    with tempfile.TemporaryDirectory(prefix="year-") as place:
        year = Year(Path(place), Random(seed))
        await year.days(min(28, size))
        memory, descriptors = _memory(), len(os.listdir("/proc/self/fd"))
        await year.days(max(0, size - 28))
        year.telegram.faults.clear()
        async with living(year.config, year.store, year.clock, year.telegram) as life:
            await life.pass_time(year.clock.at + timedelta(hours=8))
        year._forgotten()
        grown, open_ = _memory() / memory, len(os.listdir("/proc/self/fd")) - descriptors
        wrong = list(held(year))
        wrong += [f"memory grew {grown:.2f} times"] if grown > GROWTH else []
        wrong += [f"{open_} more descriptors"] if open_ > 3 else []
        year.store.close()
    seen = year.seen
    return Found(
        f"{seen['days']:,} days of {len(year.people)} members in {len(ZONES)} zones: "
        f"{seen['requests']:,} requests, {seen['answers']:,} answers, {seen['crashes']:,} crashes, "
        f"{100 * FAULTS:.0f} % faults",
        f"0 lost, nobody had a day twice, all ended; memory × {grown:.2f} after the first month, "
        f"{open_:+} descriptors, log at most {year.wal / 2**20:.1f} MB"
        if not wrong else f"{len(wrong)} violations",
        wrong,
    )  # fmt: skip


CAMPAIGN = Campaign(
    "year",
    "a simulated year with faults and a crash a day: every promise kept, nothing grows",
    lambda seed, size: hastily(_lived(seed, size)),
    full=365,
    short=3,
)
