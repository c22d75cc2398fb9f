"""The world of the state machine: the real program, a carrier that knows the truth, a model."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
)

from bot.conversation import respond
from bot.press import Command
from bot.say import Deliver
from bot.telegram import events
from bot.telegram.callback import pack
from bot.telegram.doubts import goes_as_poll
from bot.telegram.events import Sender
from content.folder.library import Library
from content.format.lesson import read
from content.item import LessonId
from records.keeping.erasures import Erasures, apply_erasures
from records.model import Delivery, Kind, Member
from records.sqlite import open_store
from scheduler.desk import Desk
from scheduler.ports import Gone, Later, Never, Outcome, Sent, Unsure
from scheduler.post import Post
from tests.dialogue import MONDAY, NORTH, SOUTH

NAMES = ("Ann", "Bo", "Cem")
WHO = st.sampled_from(NAMES)
LOST = "lost"
"""The carrier took it and nobody heard so; `DIED` the same, and the program is killed then."""
DIED, KILLED = "died", "killed"
FATES = st.lists(st.sampled_from(
    ("sent", "sent", "sent", "later", "never", "gone", "unsent", LOST, DIED, KILLED)
), max_size=4)  # fmt: skip
WRONG = st.sampled_from([timedelta(hours=-1), timedelta(days=-1), timedelta(days=-6),
                         timedelta(days=6)])  # fmt: skip
"""By how much a clock is set wrong, or right again."""
WAITS = st.sampled_from([timedelta(seconds=1), timedelta(seconds=25), timedelta(minutes=20),
                         timedelta(hours=1), timedelta(hours=9), timedelta(days=1),
                         timedelta(days=3)])  # fmt: skip


def quiz(n: int, edition: int, right: int) -> str:
    """A lesson of one question, of which the option at `right` is."""
    options = "".join(f"- [{'x' if at == right else ' '}] {word}\n"
                      for at, word in enumerate(("No", "Yes")))  # fmt: skip
    return f"# Question: Number {n}, edition {edition}?\n\n{options}"


class Crash(BaseException):
    """The program is killed here."""


@dataclass
class Person:
    """The model of a member: what must be true of them."""

    number: int
    zone: str
    state: str = "stranger"
    agreed: bool = False
    until: datetime | None = None
    """About when a pause ends by itself: a day later it surely has."""
    answers: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """By occasion, the first choice."""

    @property
    def sender(self) -> Sender:
        return Sender(self.number, f"P{self.number}", "en")


@dataclass
class Poll:
    """A quiz that truly arrived."""

    id: str
    who: str
    delivery: Delivery
    known: bool
    """The program heard its id."""


class World(RuleBasedStateMachine):
    """A branch, the program that serves it, and the truth about both."""

    def __init__(self) -> None:
        super().__init__()
        self.place = tempfile.TemporaryDirectory(prefix="machine-")
        self.folder = Path(self.place.name)
        self.now, self.update, self.edition = MONDAY, 0, [0] * 6
        self.right, self.gone = [1] * 6, set[int]()
        self.people = {name: Person(7001 + n, ("", "Asia/Tokyo", "America/New_York")[n])
                       for n, name in enumerate(NAMES)}  # fmt: skip
        self.polls: list[Poll] = []
        self.arrived: Counter[tuple[str, str]] = Counter()
        self.carried = 0
        """Messages that Telegram numbered, also of who is forgotten."""
        self.fates: list[str] = []
        self.wrong: list[str] = []

    def teardown(self) -> None:
        self.store.close()
        self.place.cleanup()

    # --- the program, and the carrier under it ---

    @initialize()
    def begin(self) -> None:
        self.opened()
        for name in NAMES:
            self.join(name)

    def opened(self) -> None:
        self.store = open_store(self.folder / "studybot.db")
        self.store._db.con.execute("PRAGMA synchronous=0")  # the power stays on in these stories
        ledger = Erasures(self.folder)
        self.desk = Desk(self.store, {b.key: b for b in (NORTH, SOUTH)}, self.library(),
                         "Riverside", erasures=ledger)  # fmt: skip
        self.post = Post(self.store, self, lambda: self.now, in_flight=1)
        apply_erasures(self.store, ledger, self.now)
        self.post.resume()

    def crashed(self) -> None:
        """Everything in memory is gone; an open transaction never was."""
        self.store.close()
        self.opened()

    def library(self) -> Library:
        found = [read(quiz(n, e, self.right[n]), f"{n}.en.md", LessonId(str(n)), "en")[0]
                 for n, e in enumerate(self.edition) if n not in self.gone]  # fmt: skip
        return Library(tuple(one for one in found if one is not None))

    async def ready(self, delivery: Delivery, member: Member) -> None:
        """Telegram gives a turn at once."""

    async def carry(self, delivery: Delivery, member: Member) -> Outcome:
        fate = self.fates.pop() if self.fates else "sent"
        name = next(n for n, p in self.people.items() if str(p.number) == member.address)
        if fate == KILLED:
            raise Crash
        if fate in ("later", "never", "gone", "unsent"):
            return {"later": Later("flood", timedelta(seconds=9)), "never": Never("no"),
                    "gone": Gone("blocked"), "unsent": Unsure("reset")}[fate]  # fmt: skip
        self.arrives(name, delivery, known=fate == "sent")
        if fate == DIED:
            raise Crash
        poll = self.polls[-1].id if self.polls and self.polls[-1].delivery is delivery else None
        return Unsure("lost") if fate == LOST else Sent(str(self.carried), poll)

    def arrives(self, name: str, delivery: Delivery, known: bool) -> None:
        person, kind = self.people[name], delivery.letter.kind
        self.arrived[name, delivery.letter.occasion] += 1
        self.carried += 1
        consent = delivery.letter.occasion.startswith("consent:")
        if person.state in ("left", "blocked", "stranger", "forgotten"):
            self.wrong.append(f"{kind} to {name}, who is {person.state}")
        if not person.agreed and kind is not Kind.ASKED and not consent:
            self.wrong.append(f"{kind} to {name}, who has not agreed")
        if goes_as_poll(self.store, delivery):
            self.polls.append(Poll(f"q{self.carried}", name, delivery, known))

    def does(self, event: events.Event, again: bool = False) -> None:
        """The program handles an event; what it wants sent goes to the post."""
        acts = respond(self.desk, event, self.now, again)
        ids = [id for act in acts if isinstance(act, Deliver) for id in act.deliveries]
        self.survives(lambda: asyncio.run(self.post.send(ids)))

    def survives(self, work: Callable[[], object]) -> None:
        try:
            work()
        except Crash:
            self.crashed()

    def next(self) -> int:
        """The next update's number; a second passes between any two."""
        self.now += timedelta(seconds=1)
        self.update += 1
        return self.update

    def says(self, name: str, command: str, args: str = "") -> None:
        person = self.people[name]
        self.does(events.Commanded(self.next(), person.number, True, person.sender, self.update,
                                   command, args))  # fmt: skip

    def taps(self, name: str, command: str, *args: str) -> None:
        person = self.people[name]
        self.does(events.Tapped(self.next(), person.number, True, person.sender, "q",
                                pack(Command(command, args)), 1))  # fmt: skip
