"""A branch that studied through November and meets on the first Thursday of December."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.press import Submit
from bot.sandbox import Person
from bot.sandbox.messages import Message
from bot.telegram.callback import pack
from tests.dialogue import Town, study

FIRST = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)
"""Monday, eight o'clock in Berlin; the branch meets on Thursday, so they are there before."""
STUDY = datetime(2026, 11, 10, 8, 5, tzinfo=UTC)
EVE = datetime(2026, 12, 1, 18, 5, tzinfo=UTC)
"""Two days before the meeting, and five minutes."""
MEETING = datetime(2026, 12, 3, 18, 5, tzinfo=UTC)
LATER = datetime(2026, 12, 24, 8, 5, tzinfo=UTC)
"""Three weeks after it, in the morning."""
COUNTED = datetime(2026, 12, 29, 8, 0, tzinfo=UTC)

LESSONS = {
    "a/01-x.en.md": """---
send: 2026-11-10
---

# Question: Who can change our bylaws?

- [ ] The board
- [x] The general meeting
- [ ] The chair

Explanation: Only all of us together.
""",
    "a/01-x.zh.md": """---
send: 2026-11-10
---

# 题目：谁能修改我们的章程？

- [ ] 理事会
- [x] 会员大会
- [ ] 主席

解析：只有我们大家一起才行。
""",
}
WRONG, RIGHT = 0, 1


@dataclass(slots=True)
class Hall:
    """Everybody at the meeting."""

    town: Town
    olga: Person
    people: Sequence[Person]

    async def jump(self, when: datetime) -> None:
        """The program was off until then."""
        self.town.life.clock.at = when
        await self.town.settle()

    async def tap(self, person: Person, label: str) -> None:
        """The newest button with these words."""
        message = next(m for m in reversed(person.heard) if label in m.labels)
        person.tap(message, label)
        await self.town.settle()

    async def scan(self, person: Person, code: str) -> None:
        person.start(f"argue_{code}")
        await self.town.settle()

    async def vote(self, person: Person, place: int) -> None:
        await self.tap(person, "ABC"[place])

    async def say(self, person: Person, words: str) -> None:
        person.say(words)
        await self.town.settle()

    async def begin(self, label: str) -> None:
        """The organizer asks for the pack at the meeting, and opens a vote from it."""
        await self.say(self.olga, "/pack")
        await self.tap(self.olga, label)

    def pressed(self, person: Person, place: int) -> str:
        """The press under somebody's ballot, made up by its number."""
        member = self.town.member(person)
        occasion = f"meeting:{self.code()}:1"
        ballot = self.town.life.bot.store.by_occasion(member.id, occasion)
        assert ballot is not None
        return pack(Submit(ballot.id, (place,)))

    def code(self) -> str:
        """As it stands on the wall."""
        picture = next(m for m in reversed(self.olga.heard) if "?start=argue_" in text(m))
        return text(picture).partition("?start=argue_")[2].split()[0]

    def published(self, key: str) -> str | None:
        return self.town.life.bot.store.published(key)


def ballot_of(person: Person) -> Message:
    """The newest message about the question."""
    return next(m for m in reversed(person.heard) if "bylaws" in text(m) or m.poll)


def text(message: object) -> str:
    """Its words, whether below a picture or not."""
    return str(getattr(message, "text", "") or getattr(message, "caption", "") or "")


@asynccontextmanager
async def november(people: int = 9, wrong: int = 5, language: str = "en") -> AsyncIterator[Hall]:
    """They study; on the first try so many take the board for the right answer."""
    async with study(LESSONS, FIRST) as town:
        olga = await town.joined("Olga", language=language, organizer=True)
        all_ = [await town.joined(f"P{n}", language=language) for n in range(people)]
        hall = Hall(town, olga, all_)
        await hall.jump(STUDY)
        for n, person in enumerate(all_):
            person.vote(person.last, WRONG if n < wrong else RIGHT)
        await town.settle()
        yield hall
