"""A branch whose group is linked, and what one sees of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from bot.sandbox import Message, Person
from bot.sandbox.group import Group
from tests.dialogue import Town

QUIZ = """
# Question: Who can change our bylaws?

- [ ] The board
- [x] The general meeting
- [ ] Any three members

Explanation: Article 12. Only the general meeting can change the bylaws.
"""
TRUE = """
# Question: A member who moved abroad can still vote.

Answer: true
Explanation: Membership ends by leaving, not by moving.
"""
SURVEY = """
# Survey: Which topic should we discuss first?

- [ ] Budget
- [ ] Summer camp
"""
LESSONS = {"a/01-x.en.md": QUIZ, "a/02-y.en.md": TRUE, "a/03-z.en.md": SURVEY}
NAMES = ("Ann", "Bo", "Cem", "Dan", "Eva", "Fay", "Gus", "Hal", "Ida", "Jon", "Kim", "Lea")


IN_BOTH = pytest.mark.parametrize("language", ["en", "zh"])
"""What is said is said in both languages."""


@dataclass(slots=True)
class Branch:
    """An organizer, members, and their group."""

    olga: Person
    members: Sequence[Person]
    group: Group

    @property
    def said(self) -> list[Message]:
        """What the bot said in the group."""
        return [message for message in self.group.messages if message.from_bot]

    @property
    def question(self) -> Message:
        """The newest message with letters under it."""
        return [message for message in self.said if message.buttons][-1]


async def together(
    town: Town, members: int = 2, language: str = "en", *, link: bool = True
) -> Branch:
    """An organizer and so many members of north in a group to which the bot was added."""
    olga = await town.joined("Olga", language=language, organizer=True)
    people = [await town.joined(name, language=language) for name in NAMES[:members]]
    group = town.life.telegram.group("All of us", [olga, *people])
    group.add_bot(olga)
    await town.settle()
    if link:
        group.say(olga, "/link")
        await town.settle()
    return Branch(olga, people, group)


async def tap(town: Town, person: Person, message: Message, letter: str) -> str:
    """A tap; the alert that came of it."""
    before = len(person.alerts)
    person.tap(message, letter)
    await town.settle()
    [alert] = person.alerts[before:]
    assert alert.popup
    return str(alert)
