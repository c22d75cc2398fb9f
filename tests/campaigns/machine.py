"""Members, clock, lessons and faults in any order, against a model of plain dictionaries.

The rules are what people and the world can do; the program under them is the real conversation,
jobs, post and store (in a file, closed and opened again at a crash), with Telegram as a carrier
that keeps the truth. Hypothesis looks for the shortest story that breaks a promise.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta

from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.joining.invitation import invitation
from bot.telegram import events
from content.item import Chosen
from records.model import Fate, Kind, State
from records.people.own import CONSENT
from scheduler.jobs import jobs
from tests.campaigns import Campaign, Found
from tests.campaigns.story import FATES, NAMES, WAITS, WHO, WRONG, Poll, World


class Life(World):
    """What people and the world do, and what must hold after each step."""

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
    def pauses(self, name: str) -> None:
        if self.here(name):
            self.says(name, "pause", "5")
            self.people[name].state = "paused"
            self.people[name].until = self.now + timedelta(days=5)

    @rule(name=WHO)
    def resumes(self, name: str) -> None:
        if self.here(name):
            self.says(name, "pause", "off")
            self.people[name].state = "linked"

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
        """A vote, maybe handled again after a crash, maybe by somebody it is not for: not while
        one of theirs is in doubt, for under an id that nobody knows it would be taken for that
        one's. (A poll that is protected cannot be handed on, so it takes a faulty Telegram.)"""
        poll = self.polls[pick % len(self.polls)]
        name = NAMES[(NAMES.index(poll.who) + other) % len(NAMES)]
        person = self.people[name]
        voter = self.store.at(str(person.number))
        if other and voter is not None and self.store.doubtful(voter.id):
            return
        if self.hides(poll):
            return
        number = self.next()
        for again in (False, True) if twice else (False,):
            self.does(events.Voted(number, poll.id, person.sender, (place,)), again)
        if not other and person.state not in ("left", "forgotten", "stranger"):
            person.answers.setdefault(poll.delivery.letter.occasion, (place,))

    def hides(self, poll: Poll) -> bool:
        """Whether a newer one of theirs has an id that nobody knows either: since the poll's time
        was over by then. A late vote in it would be taken for the newer one's."""
        unknown = (one for one in self.polls if not one.known and one.who == poll.who)
        newer = any(one.delivery.id > poll.delivery.id for one in unknown)
        return newer and self.store.by_poll(poll.id) is None

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

    @rule(n=st.integers(0, 5), corrected=st.booleans())
    def a_lesson_is_edited(self, n: int, corrected: bool) -> None:
        """Other words, or another answer that is right from now on."""
        if corrected:
            self.right[n] = 1 - self.right[n]
        else:
            self.edition[n] += 1
        self.desk.restock(self.library())

    @rule(n=st.integers(0, 5))
    def a_lesson_vanishes_or_comes_back(self, n: int) -> None:
        self.gone ^= {n}
        self.desk.restock(self.library())

    @rule(step=WRONG)
    def the_clock_is_set(self, step: timedelta) -> None:
        """Wrong, or right again: by then somebody's rows are of a time to come."""
        self.now += step

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
                if person.state == "paused" and member.state is State.LINKED:
                    assert person.until and self.now > person.until - timedelta(days=1), person
                    person.state = "linked"  # the pause is over
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
        f"{size:,} stories of up to {steps} steps: members, pauses, a clock set back and ahead, "
        "lessons edited, corrected and gone, faults and kills in any order",
        "nothing differs from the model" if not wrong else "a story that breaks a promise",
        wrong,
    )


CAMPAIGN = Campaign(
    "machine",
    "members, clock, content and faults agree with a model of plain dictionaries",
    campaign,
    full=1_000,
    short=12,
)
