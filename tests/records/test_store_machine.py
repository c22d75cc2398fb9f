"""Whatever is done in whatever order, the two stores say the same."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from content.item import Chosen, Done, Written
from records.branch import Change
from records.meetings.calendar import Door, Presence
from records.memory import MemoryStore
from records.model import (
    Answer,
    Delivery,
    DeliveryId,
    Fate,
    Invite,
    Kind,
    Letter,
    MemberId,
    Role,
    State,
)
from records.people.office import Office
from records.ports import InviteSpent, NotThere, Store
from tests.fresh import fresh_store
from tests.records.two import BURNS, DAY, HOUR, NORTH, NOW, QUORUM, SOUTH, code, reworded

MEMBERS = st.integers(1, 5).map(MemberId)
PLACES = st.integers(0, 11)
WAITS = st.sampled_from([-HOUR, timedelta(), HOUR, DAY])
MAYBE = st.none() | WAITS
BRANCHES = st.sampled_from([NORTH, SOUTH])
TEXTS = st.sampled_from(["", "a", "b\0c", "\ud800"])
ITEMS = st.sampled_from([QUORUM, reworded(QUORUM, "Else."), BURNS, None])
REPLIES = st.sampled_from([Chosen((0,)), Written("a\0"), Done("text", "\udc00")])
MARKS = st.sampled_from([None, 0.0, 0.5, 1.0])


class Both(RuleBasedStateMachine):
    """The file and the dicts, told the same. Deliveries are named by the order they came in."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.file = fresh_store(Path(self.folder.name) / "study.db")
        self.dicts = MemoryStore()
        self.ids: list[tuple[DeliveryId, DeliveryId]] = []
        self.now = NOW

    def teardown(self) -> None:
        self.file.close()
        self.folder.cleanup()

    def both(self, act: Callable[[Store, Callable[[int], DeliveryId]], object]) -> None:
        """Do it to both, and compare what comes of it, errors by their kind."""
        results = []
        for side, store in enumerate((self.file, self.dicts)):
            try:
                results.append(self.seen(act(store, lambda n, side=side: self.id(n, side)), side))
            except (NotThere, InviteSpent) as error:
                results.append(type(error))
        assert results[0] == results[1]

    def id(self, place: int, side: int) -> DeliveryId:
        """The delivery put in at that place, counted round; the last place is never there."""
        known = [pair[side] for pair in self.ids] + [DeliveryId(9999)]
        return known[place % len(known)]

    def seen(self, value: object, side: int) -> object:
        """The value with each delivery's id made its place."""
        places = {pair[side]: place for place, pair in enumerate(self.ids)}
        match value:
            case Delivery():
                return replace(value, id=DeliveryId(places[value.id]))
            case Answer():
                return replace(value, delivery=DeliveryId(places[value.delivery]))
            case list() | tuple():
                return [self.seen(each, side) for each in value]
            case _:
                return value

    def at(self, wait: timedelta | None) -> object:
        return None if wait is None else self.now + wait

    @initialize()
    def found(self) -> None:
        for way in (
            Invite(code("a"), NORTH, Role.MEMBER, NOW),
            Invite(code("b"), SOUTH, Role.ORGANIZER, NOW),
        ):
            self.both(lambda s, _, way=way: s.invite(way))
            self.both(lambda s, _, way=way: s.link(way, f"{way.branch}", way.branch, "en", NOW))
        self.both(lambda s, _: [s.enrol(NORTH, "Ann", "en", NOW), s.enrol(SOUTH, "Bo", "en", NOW)])

    @rule(wait=st.sampled_from([HOUR, DAY]))
    def time_passes(self, wait: timedelta) -> None:
        self.now += wait


class Roster(Both):
    """Who comes, who goes, and when each is due."""

    @rule(
        letter=st.sampled_from("ab"),
        branch=st.sampled_from([NORTH, SOUTH]),
        role=st.sampled_from(Role),
        uses=st.sampled_from([None, 1, 2]),
        expires=MAYBE,
        member=st.sampled_from([None, MemberId(3), MemberId(4)]),
    )
    def invite(self, letter, branch, role, uses, expires, member) -> None:
        made = Invite(code(letter), branch, role, self.now, self.at(expires), uses, member)
        self.both(lambda s, _: s.invite(made))

    @rule(
        letter=st.sampled_from("ab"),
        name=TEXTS,
        address=st.sampled_from(["x", "y", "north", "south"]),
    )
    def link(self, letter, address, name) -> None:
        way = Invite(code(letter), NORTH, Role.MEMBER, self.now)
        self.both(lambda s, _: s.link(way, address, name, "zh", self.now))

    @rule(member=MEMBERS, state=st.sampled_from(State), until=MAYBE, back=st.booleans())
    def move(self, member, state, until, back) -> None:
        at = self.now - DAY if back else self.now
        self.both(lambda s, _: s.move(member, state, at, self.at(until), "why"))

    @rule(
        member=MEMBERS,
        push=st.sampled_from([None, "", "07:05"]),
        zone=TEXTS | st.none(),
        name=TEXTS | st.none(),
    )
    def change_settings(self, member, push, zone, name) -> None:
        self.both(lambda s, _: s.settings(member, zone=zone, push=push, name=name))

    @rule(due=st.dictionaries(MEMBERS, MAYBE, max_size=3))
    def schedule(self, due) -> None:
        times = {member: self.at(wait) for member, wait in due.items()}
        self.both(lambda s, _: s.schedule(times))

    @rule(
        member=MEMBERS,
        role=st.sampled_from(Role),
        branch=st.sampled_from([NORTH, SOUTH, None]),
        by=st.none() | MEMBERS,
        gives=st.booleans(),
    )
    def give_or_take(self, member, role, branch, by, gives) -> None:
        if not gives:
            self.both(lambda s, _: s.revoke(member, role, branch))
        elif role is Role.ADMINISTRATOR or (role is Role.ORGANIZER and branch):
            by = by if by is None or self.file.member(by) else None
            self.both(lambda s, _: s.grant(Office(member, role, branch, self.now, by)))

    @rule(member=MEMBERS, branch=st.sampled_from([NORTH, SOUTH]))
    def transfer(self, member, branch) -> None:
        self.both(lambda s, _: s.transfer(member, branch, self.now))

    @rule(member=MEMBERS, letters=st.lists(st.sampled_from("1234"), max_size=2))
    def call(self, member, letters) -> None:
        self.both(lambda s, _: s.call(member, [code(one) for one in letters]))

    @invariant()
    def offices_are_the_same_and_in_step(self) -> None:
        self.both(
            lambda s, _: [
                s.holders(role, branch) for role in Role for branch in (NORTH, SOUTH, None)
            ]
        )
        self.both(lambda s, _: sorted(s.known_as(map(code, "1234")).items()))
        for member in self.file.members():
            self.both(lambda s, _, id=member.id: [s.offices(id), s.spells_of(id)])
            organizes = any(
                (one.role, one.branch) == (Role.ORGANIZER, member.branch)
                for one in self.file.offices(member.id)
            )
            assert organizes == (member.role is Role.ORGANIZER)

    @invariant()
    def the_roster_is_the_same(self) -> None:
        self.both(
            lambda s, _: [
                s.members(),
                s.due(self.now),
                s.unscheduled(),
                s.lapsed(self.now),
                s.invited(code("a"), self.now),
                s.invited(code("b"), self.now),
            ]
        )
        for branch in (NORTH, SOUTH):
            self.both(
                lambda s, _, b=branch: [s.spells(b), s.organizers(b), s.members(b), s.been_in(b)]
            )


class Outbox(Both):
    """What is sent, what becomes of it, and what is answered."""

    @rule(
        letters=st.lists(
            st.tuples(
                MEMBERS,
                st.integers(1, 5),
                st.sampled_from(Kind),
                ITEMS,
                WAITS,
                MAYBE,
                TEXTS,
                st.booleans(),
            ),
            max_size=3,
        ),
        due=st.dictionaries(MEMBERS, MAYBE, max_size=2),
    )
    def post(self, letters, due) -> None:
        written = [
            Letter(
                member,
                kind,
                f"day:2026-11-0{n}",
                self.now + wait,
                item,
                text,
                text,
                self.at(closes),
                self.now + DAY,
                fresh,
            )
            for member, n, kind, item, wait, closes, text, fresh in letters
        ]
        times = {member: self.at(wait) for member, wait in due.items()}
        try:
            new = self.file.post(written, times)
        except NotThere:
            self.both(lambda s, _: s.post(written, times))
        else:
            self.ids += zip(new, self.dicts.post(written, times), strict=True)

    @rule(places=st.lists(PLACES, max_size=3))
    def begin(self, places) -> None:
        self.both(lambda s, id: len(s.begin([id(place) for place in places], self.now)))

    @rule(
        place=PLACES,
        fate=st.sampled_from(Fate),
        message=TEXTS | st.none(),
        poll=st.sampled_from([None, "p", "q"]),
        reason=TEXTS,
        retry=MAYBE,
    )
    def settle(self, place, fate, message, poll, reason, retry) -> None:
        if fate is not Fate.SENDING:
            self.both(
                lambda s, id: s.settle(
                    id(place),
                    fate,
                    self.now,
                    message=message,
                    poll=poll,
                    reason=reason,
                    retry=self.at(retry),
                )
            )

    @rule()
    def restart(self) -> None:
        self.both(lambda s, _: s.interrupted(self.now))

    @rule(place=PLACES, poll=st.sampled_from("pqr"))
    def adopt(self, place, poll) -> None:
        self.both(lambda s, id: s.adopt(id(place), poll, self.now))

    @rule(member=MEMBERS)
    def cancel(self, member) -> None:
        self.both(lambda s, _: s.cancel(member, "left", self.now))

    @rule(place=PLACES, reply=REPLIES, mark=MARKS)
    def answer(self, place, reply, mark) -> None:
        self.both(lambda s, id: s.record(id(place), reply, mark, self.now))

    @rule(place=PLACES, hours=st.integers(0, 30))
    def take_back(self, place, hours) -> None:
        self.both(lambda s, id: s.take_back(id(place), self.now - hours * HOUR))

    @rule(place=PLACES, mark=MARKS)
    def revise(self, place, mark) -> None:
        self.both(lambda s, id: s.revise(id(place), mark))

    @rule(place=PLACES, fails=st.booleans())
    def answer_and_cancel(self, place, fails) -> None:
        def act(store: Store, id: Callable[[int], DeliveryId]) -> None:
            with store.together():
                store.cancel(MemberId(1), "left", self.now)
                store.record(id(place), Chosen((1,)), 0.0, self.now)
                if fails:
                    raise NotThere

        self.both(act)

    @invariant()
    def the_outbox_is_the_same(self) -> None:
        self.both(lambda s, id: [s.delivery(id(n)) for n in range(len(self.ids))])
        self.both(lambda s, _: [s.pending(self.now), s.pending(self.now, 2)])
        self.both(lambda s, _: [s.by_poll(poll) for poll in "pqr"])
        for member in self.dicts.members():
            self.both(
                lambda s, _, m=member.id: [
                    s.history(m),
                    s.history(m, coming=True),
                    s.waiting(m),
                    s.doubtful(m),
                    s.by_message(m, "a"),
                    s.by_occasion(m, "day:2026-11-01"),
                ]
            )

    @invariant()
    def the_ledger_is_the_same(self) -> None:
        for branch in (None, NORTH, SOUTH):
            self.both(
                lambda s, _, b=branch: [
                    s.deliveries(b, self.now - DAY, self.now),
                    s.answers(b, self.now - DAY, self.now),
                ]
            )
        self.both(lambda s, _: [list(s.each_delivery()), list(s.each_answer())])


class Updates(Both):
    """What came in."""

    @rule(updates=st.lists(st.tuples(st.integers(1, 9), st.binary(max_size=2)), max_size=3))
    def take(self, updates) -> None:
        self.both(lambda s, _: s.take(updates, self.now))

    @rule(updates=st.lists(st.integers(1, 9), max_size=2), fails=st.booleans())
    def handle(self, updates, fails) -> None:
        def act(store: Store, id: Callable[[int], DeliveryId]) -> None:
            with store.together():
                store.handled(updates, self.now)
                if fails:
                    raise NotThere

        self.both(act)

    @rule(update=st.integers(1, 9), retry=MAYBE)
    def put_back(self, update, retry) -> None:
        self.both(lambda s, _: s.put_back(update, self.at(retry), "why"))

    @rule()
    def sweep(self) -> None:
        self.both(lambda s, _: s.sweep(self.now - DAY))

    @invariant()
    def the_inbox_is_the_same(self) -> None:
        self.both(lambda s, _: [s.unhandled(self.now), s.unhandled(self.now + DAY), s.parked()])


class Meetings(Both):
    """Meetings that are changed, codes at the door, who comes and who is forgotten."""

    @rule(branch=BRANCHES, planned=WAITS, to=MAYBE, sequence=st.integers(1, 3))
    def change(self, branch, planned, to, sequence) -> None:
        made = Change(NOW + planned, self.at(to), sequence, self.now)
        self.both(lambda s, _: s.change_meeting(branch, made))

    @rule(branch=BRANCHES, planned=WAITS, written=TEXTS)
    def open_door(self, branch, planned, written) -> None:
        self.both(lambda s, _: s.open_door(Door(branch, NOW + planned, written, self.now)))

    @rule(member=MEMBERS, planned=WAITS, said=st.none() | st.sampled_from(Presence))
    def say(self, member, planned, said) -> None:
        self.both(lambda s, _: s.say_presence(member, NOW + planned, said))

    @rule(member=MEMBERS, branch=BRANCHES)
    def transfer(self, member, branch) -> None:
        self.both(lambda s, _: s.transfer(member, branch, self.now))

    @rule(member=MEMBERS)
    def forget(self, member) -> None:
        self.both(lambda s, _: s.erase_member(member, self.now))

    @rule(limit=st.sampled_from(["presence", "doors"]), before=WAITS)
    def expire(self, limit, before) -> None:
        self.both(lambda s, _: s.expire(limit, self.now + before))

    @invariant()
    def the_calendar_is_the_same(self) -> None:
        for branch in (NORTH, SOUTH):
            self.both(lambda s, _, b=branch: [s.changes(b), s.doors(b)])
            for wait in (-HOUR, timedelta(), HOUR, DAY):
                self.both(
                    lambda s, _, b=branch, at=NOW + wait: [
                        s.door(b, at),
                        sorted(s.presence(b, at).items()),
                    ]
                )


def _tried(machine: type[Both], examples: int) -> type:
    case = machine.TestCase
    case.settings = settings(
        max_examples=examples,
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    return case


TestRoster = _tried(Roster, 25)
TestOutbox = _tried(Outbox, 40)
TestUpdates = _tried(Updates, 20)
TestMeetings = _tried(Meetings, 20)
