"""Members, clock, lessons and faults in any order, against a model of plain dictionaries.

The rules are what people and the world can do; the program under them is the real conversation,
jobs, post and store (in a file, closed and opened again at a crash), with Telegram as a carrier
that keeps the truth. Hypothesis looks for the shortest story that breaks a promise.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.conversation import respond
from bot.doubts import is_poll, may_be_poll
from bot.invitation import invitation
from bot.press import Command
from bot.say import Deliver
from bot.telegram import events
from bot.telegram.callback import pack
from bot.telegram.events import Sender
from content.item import Chosen, LessonId
from content.lesson import read
from content.library import Library
from records.erasures import Erasures, apply_erasures
from records.model import Delivery, Fate, Kind, Member, State
from records.own import CONSENT
from records.sqlite import open_store
from scheduler.desk import Desk
from scheduler.jobs import jobs
from scheduler.ports import Gone, Later, Never, Outcome, Sent, Unsure
from scheduler.post import Post
from tests.campaigns import Campaign, Found
from tests.dialogue import MONDAY, NORTH, SOUTH

QUIZ = "# Question: Number {n}, edition {e}?\n\n- [ ] No\n- [x] Yes\n"
NAMES = ("Ann", "Bo", "Cem")
WHO = st.sampled_from(NAMES)
LOST = "lost"
"""The carrier took it and nobody heard so; `DIED` the same, and the program is killed then."""
DIED, KILLED = "died", "killed"
FATES = st.lists(st.sampled_from(
    ("sent", "sent", "sent", "later", "never", "gone", "unsent", LOST, DIED, KILLED)
), max_size=4)  # fmt: skip
WAITS = st.sampled_from([timedelta(seconds=1), timedelta(seconds=25), timedelta(minutes=20),
                         timedelta(hours=1), timedelta(hours=9), timedelta(days=1),
                         timedelta(days=3)])  # fmt: skip


class Crash(BaseException):
    """The program is killed here."""


@dataclass
class Person:
    """The model of a member: what must be true of them."""

    number: int
    zone: str
    state: str = "stranger"
    agreed: bool = False
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


class Life(RuleBasedStateMachine):
    """One branch's life."""

    def __init__(self) -> None:
        super().__init__()
        self.place = tempfile.TemporaryDirectory(prefix="machine-")
        self.folder = Path(self.place.name)
        self.now, self.update, self.edition = MONDAY, 0, [0] * 6
        self.people = {name: Person(7001 + n, ("", "Asia/Tokyo", "America/New_York")[n])
                       for n, name in enumerate(NAMES)}  # fmt: skip
        self.polls: list[Poll] = []
        self.arrived: Counter[tuple[str, str]] = Counter()
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
        found = [read(QUIZ.format(n=n, e=e), f"{n}.en.md", LessonId(str(n)), "en")[0]
                 for n, e in enumerate(self.edition)]  # fmt: skip
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
        self.arrives(name, delivery)
        if fate == DIED:
            raise Crash
        number = str(sum(self.arrived.values()))
        poll = self.polls[-1].id if self.polls and self.polls[-1].delivery is delivery else None
        return Unsure("lost") if fate == LOST else Sent(number, poll)

    def arrives(self, name: str, delivery: Delivery) -> None:
        person, kind = self.people[name], delivery.letter.kind
        self.arrived[name, delivery.letter.occasion] += 1
        consent = delivery.letter.occasion.startswith("consent:")
        if person.state in ("left", "blocked", "stranger", "forgotten"):
            self.wrong.append(f"{kind} to {name}, who is {person.state}")
        if not person.agreed and kind is not Kind.ASKED and not consent:
            self.wrong.append(f"{kind} to {name}, who has not agreed")
        if is_poll(delivery) and may_be_poll(self.store, delivery):
            self.polls.append(Poll(f"q{len(self.polls)}", name, delivery))

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

    # --- what people do ---

    @rule(name=WHO)
    def joins(self, name: str) -> None:
        if self.people[name].state == "forgotten":
            self.join(name)

    def join(self, name: str) -> None:
        """Through a link, to the yes; some live by another clock."""
        person = self.people[name]
        code, invite = invitation("north", organizer=False, now=self.now)
        self.store.invite(invite)
        self.says(name, "start", code)
        person.state, person.agreed = "linked", True
        self.taps(name, "join", "yes")
        if person.zone:
            self.taps(name, "settings", "zone", person.zone)

    @rule(name=WHO, fates=FATES)
    def asks_for_more(self, name: str, fates: list[str]) -> None:
        self.fates = fates
        if self.here(name):
            self.says(name, "more")

    @rule(name=WHO, fates=FATES)
    def asks_for_today(self, name: str, fates: list[str]) -> None:
        self.fates = fates
        if self.here(name):
            self.says(name, "today")

    def here(self, name: str) -> bool:
        """Who writes is no longer blocked; whether anything may come of it."""
        person = self.people[name]
        if person.state == "blocked":
            person.state = "linked"
        return person.state in ("linked", "paused")

    @rule(name=WHO)
    def stops(self, name: str) -> None:
        if self.here(name):
            self.says(name, "stop")
            self.people[name].state, self.people[name].agreed = "left", False

    @rule(name=WHO)
    def comes_back(self, name: str) -> None:
        if self.people[name].state == "left":
            self.says(name, "start")
            self.people[name].state, self.people[name].agreed = "linked", True
            self.taps(name, "join", "yes")

    @rule(name=WHO)
    def blocks(self, name: str) -> None:
        person = self.people[name]
        if person.state in ("linked", "paused"):
            self.does(events.Blocked(self.next(), person.sender))
            person.state = "blocked"

    @rule(name=WHO)
    def unblocks(self, name: str) -> None:
        person = self.people[name]
        if person.state == "blocked":
            self.does(events.Unblocked(self.next(), person.sender))
            person.state = "linked"

    @rule(name=WHO)
    def is_forgotten(self, name: str) -> None:
        person = self.people[name]
        self.taps(name, "forget", "yes", str(int(self.now.timestamp())))
        person.state, person.agreed = "forgotten", False
        person.answers.clear()
        self.polls = [one for one in self.polls if one.who != name]
        self.arrived = Counter({k: n for k, n in self.arrived.items() if k[0] != name})

    @precondition(lambda self: self.polls)
    @rule(pick=st.integers(0, 10**6), place=st.sampled_from([0, 1]), twice=st.booleans(),
          other=st.booleans())  # fmt: skip
    def votes(self, pick: int, place: int, twice: bool, other: bool) -> None:
        """A vote, maybe handled again after a crash, maybe by somebody it is not for."""
        poll = self.polls[pick % len(self.polls)]
        name = NAMES[(NAMES.index(poll.who) + other) % len(NAMES)]
        person = self.people[name]
        number = self.next()
        for again in (False, True) if twice else (False,):
            self.does(events.Voted(number, poll.id, person.sender, (place,)), again)
        if not other and person.state not in ("left", "forgotten", "stranger"):
            person.answers.setdefault(poll.delivery.letter.occasion, (place,))

    # --- what the world does ---

    @rule(wait=WAITS, fates=FATES)
    def time_passes(self, wait: timedelta, fates: list[str]) -> None:
        self.now += wait
        self.fates = fates
        self.beats()

    def beats(self) -> None:
        """Every job until it is done, then the post."""
        for job in jobs().values():
            for _ in range(200):
                if not job.run(self.desk, self.now):
                    break
        self.survives(lambda: asyncio.run(self.post.deliver()))

    @rule(days=st.integers(1, 2), fates=FATES)
    def mornings_come(self, days: int, fates: list[str]) -> None:
        """To the hour of everybody's item, wherever they live."""
        self.fates = fates
        for _ in range(days * 3):
            self.now += timedelta(hours=8)
            self.beats()

    @rule(fates=FATES)
    def what_was_in_doubt_is_sent_again(self, fates: list[str]) -> None:
        self.fates = fates
        self.now += timedelta(seconds=25)
        self.beats()

    @rule(n=st.integers(0, 5))
    def a_lesson_is_edited(self, n: int) -> None:
        self.edition[n] += 1
        self.desk.restock(self.library())

    @rule()
    def is_killed_and_started(self) -> None:
        self.crashed()

    # --- what must hold ---

    @invariant()
    def nothing_went_where_it_must_not(self) -> None:
        assert self.wrong == []

    @invariant()
    def every_state_is_the_models(self) -> None:
        for person in self.people.values():
            member = self.store.at(str(person.number))
            if person.state in ("stranger", "forgotten"):
                assert member is None
            else:
                assert member is not None, person
                gone = member.state is State.BLOCKED and person.state in ("linked", "paused")
                assert gone or member.state.value == person.state, (member.state, person.state)
                if gone:
                    person.state = "blocked"  # the carrier said so
                assert bool(self.store.agreed([member.id], CONSENT)) is person.agreed

    @invariant()
    def answers_are_the_models(self) -> None:
        for person in self.people.values():
            member = self.store.at(str(person.number))
            if member is None:
                continue
            for occasion, places in person.answers.items():
                delivery = self.store.by_occasion(member.id, occasion)
                answer = self.store.answer(delivery.id) if delivery else None
                assert answer is not None and answer.reply == Chosen(places), occasion
                assert delivery is not None and answer.version == delivery.version
        given = sum(len(person.answers) for person in self.people.values())
        assert sum(1 for _ in self.store.each_answer()) == given

    @invariant()
    def deliveries_tell_the_truth(self) -> None:
        days = Counter[tuple[str, object]]()
        for name, person in self.people.items():
            member = self.store.at(str(person.number))
            for one in self.store.each_delivery() if member else ():
                if member is None or one.member != member.id:
                    continue
                came = self.arrived[name, one.letter.occasion]
                assert came <= (one.fate is Fate.SENT) + one.doubts, one
                assert one.fate is not Fate.SENT or came, one
                assert one.fate is not Fate.SENDING
                if one.letter.kind is Kind.STUDY:
                    days[name, one.letter.occasion] += 1
        assert all(count == 1 for count in days.values())


def tried(seed_: int, examples: int, steps: int) -> None:
    """So many stories of so many steps. Raises the shortest that breaks a promise."""

    @seed(seed_)
    class Seeded(Life):
        pass

    run_state_machine_as_test(
        Seeded,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, database=None,
            derandomize=False, suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def campaign(seed_: int, size: int) -> Found:
    steps, wrong = 50, list[str]()
    try:
        tried(seed_, size, steps)
    except Exception as error:
        notes = "\n".join(getattr(error, "__notes__", ()))
        wrong.append(f"{type(error).__name__}: {error}\n{notes}"[:3000])
    return Found(
        f"{size:,} stories of up to {steps} steps: members, clock, lessons, faults and kills in "
        "any order",
        "nothing differs from the model" if not wrong else "a story that breaks a promise",
        wrong,
    )


CAMPAIGN = Campaign(
    "machine",
    "members, clock, content and faults agree with a model of plain dictionaries",
    campaign,
    full=1_000,
    short=6,
)
