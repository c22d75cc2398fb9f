"""A stream of what people do: requests, votes, presses, words, and once more what was done."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from bot.press import Submit
from bot.sandbox import Message, NotPossible, Person, Telegram
from bot.telegram.callback import unpack
from content.item import Chosen, Reply, Written

QUIZ = "# Question: Number {n}?\n\n- [ ] No\n- [x] Yes\n- [ ] Maybe\n\nExplanation: Because {n}.\n"
OPEN = "# Open question: Number {n}?\n"
ORDER = "# Order: Number {n}?\n\n1. Move\n2. Second\n3. Vote\n"
FORMS = (QUIZ, OPEN, ORDER)

Key = tuple[int, int]
"""Who (Telegram's number) and which question."""


@dataclass
class Stream:
    """What people did, as they did it: the truth to hold the records against."""

    telegram: Telegram
    people: list[Person]
    dice: Random
    given: dict[Key, Reply] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    acts: Counter[str] = field(default_factory=Counter)

    def act(self) -> None:
        """Somebody does something."""
        person = self.dice.choice(self.people)
        what, open_ = self.dice.random(), [m for m in person.heard if self._is_open(person, m)]
        if what < 0.1:
            self._ask(person)
        elif open_ and what < 0.7:
            self._answer(person, self.dice.choice(open_))
        elif what < 0.8 and person.heard:
            self._once_more(person)
        else:
            person.say("/more")
            self.acts["requests"] += 1

    def _is_open(self, person: Person, message: Message) -> bool:
        number = number_of(message)
        return number is not None and (person.id, number) not in self.given

    def _ask(self, person: Person) -> None:
        words = f"CANARY question {len(self.asked)}"
        person.say(f"/ask {words}")
        self.asked.append(words)
        self.acts["texts"] += 1

    def _answer(self, person: Person, message: Message) -> None:
        number = number_of(message)
        assert number is not None
        if message.poll is not None:
            place = self.dice.randrange(3)
            person.vote(message, place)
            self._gave(person, number, Chosen((place,)), "votes")
        elif message.buttons:
            self._press(person, message, number)
        else:
            words = f"CANARY answer {person.id} {number}"
            person.say(words, reply_to=message)
            self._gave(person, number, Written(words), "texts")

    def _press(self, person: Person, message: Message, number: int) -> None:
        """One step of an order; the last one, Send, is the answer."""
        labels = message.labels
        steps = [one for one in labels if one != "Start over"]
        label = "Send" if "Send" in labels else self.dice.choice(steps)
        data = next(b.data for row in message.buttons for b in row if b.text == label)
        person.tap(message, label)
        self.acts["presses"] += 1
        if isinstance(press := unpack(data or ""), Submit):
            self.given[person.id, number] = Chosen(press.places)

    def _once_more(self, person: Person) -> None:
        """Something answered already is tapped again: nothing may come of it."""
        message = self.dice.choice(person.heard)
        if message.buttons and number_of(message) and not self._is_open(person, message):
            try:
                person.tap(message, self.dice.choice(message.labels))
                self.acts["presses"] += 1
            except NotPossible:
                return

    def _gave(self, person: Person, number: int, reply: Reply, kind: str) -> None:
        self.given.setdefault((person.id, number), reply)
        self.acts[kind] += 1


def number_of(message: Message) -> int | None:
    """Which question a message of the bot puts."""
    words = message.poll.question.words if message.poll else message.text
    found = re.search(r"^Number (\d+)\?", words, re.MULTILINE)
    return int(found[1]) if found else None
