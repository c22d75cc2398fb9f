"""The post: every answer of a carrier ends in one fate, and no letter holds up another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from records.memory import MemoryStore
from records.model import (
    BranchKey,
    Delivery,
    DeliveryId,
    Fate,
    Invite,
    Kind,
    Letter,
    Member,
    Role,
    State,
)
from records.people.office import Office
from records.people.own import CONSENT, Consent
from scheduler.ports import Gone, Later, Never, Outcome, Sent, Unsure
from scheduler.post import BACK_OFF, EVIDENCE, Post

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


@dataclass
class Clock:
    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at


@dataclass
class Carries:
    """A carrier that answers as told, and remembers to whom it went."""

    answer: Callable[[Delivery, Member], Outcome]
    went: list[str] = field(default_factory=list)

    async def ready(self, delivery: Delivery, member: Member) -> None:
        """At once."""

    async def carry(self, delivery: Delivery, member: Member) -> Outcome:
        self.went.append(member.name)
        return self.answer(delivery, member)


def linked(store: MemoryStore, name: str) -> Member:
    invite = Invite(name * 32, BranchKey("north"), Role.MEMBER, NOW)
    store.invite(invite)
    member = store.link(invite, str(ord(name)), name, "en", NOW)
    store.agree(Consent(member.id, CONSENT, "", NOW))
    return member


def posted(
    store: MemoryStore, member: Member, kind: Kind, expires: datetime | None = None
) -> DeliveryId:
    [made] = store.post([Letter(member.id, kind, f"{kind}", NOW, body="x", expires=expires)])
    return made


def found(store: MemoryStore, number: DeliveryId) -> Delivery:
    delivery = store.delivery(number)
    assert delivery is not None
    return delivery


async def carried(answer: Outcome, kind: Kind = Kind.NOTICE) -> tuple[MemoryStore, Delivery]:
    """One letter to one member, tried once."""
    store = MemoryStore()
    number = posted(store, linked(store, "A"), kind)
    await Post(store, Carries(lambda *_: answer), Clock()).deliver()
    return store, found(store, number)


async def test_what_was_taken_is_sent() -> None:
    _, delivery = await carried(Sent("17", "p5"))
    assert (delivery.fate, delivery.message, delivery.sent) == (Fate.SENT, "17", NOW)


async def test_what_was_not_received_waits_as_long_as_told_or_as_is_usual() -> None:
    _, told = await carried(Later("flood", timedelta(seconds=77)))
    _, usual = await carried(Later("refused"))
    assert (told.fate, told.retry) == (Fate.PENDING, NOW + timedelta(seconds=77))
    assert (usual.fate, usual.retry) == (Fate.PENDING, NOW + timedelta(seconds=BACK_OFF[0]))


async def test_a_mistake_of_ours_is_no_lost_member() -> None:
    store, delivery = await carried(Never("can't parse entities"))
    assert (delivery.fate, delivery.reason) == (Fate.FAILED, "can't parse entities")
    assert store.members()[0].state is State.LINKED


async def test_a_lost_member_is_blocked_and_not_tried_again() -> None:
    store, delivery = await carried(Gone("bot was blocked by the user"))
    assert delivery.fate is Fate.FAILED
    assert store.members()[0].state is State.BLOCKED


@pytest.mark.parametrize("kind", Kind)
async def test_in_doubt_it_is_sent_once_more_but_no_nudge_and_none_to_a_group(kind: Kind) -> None:
    store, clock = MemoryStore(), Clock()
    carrier = Carries(lambda *_: Unsure("cut"))
    member = linked(store, "A")
    store.grant(Office(member.id, Role.ORGANIZER, member.branch, NOW))
    number = posted(store, member, kind)
    post = Post(store, carrier, clock)
    for _ in range(5):
        await post.deliver()
        clock.at += EVIDENCE
    assert len(carrier.went) == (1 if kind in (Kind.NUDGE, Kind.GROUP) else 2)
    assert found(store, number).fate is Fate.UNKNOWN


async def test_a_carrier_that_breaks_down_over_one_letter_carries_the_others() -> None:
    def answer(_: Delivery, member: Member) -> Outcome:
        if member.name == "A":
            raise KeyError("no such report")
        return Sent("1")

    store = MemoryStore()
    bad, good = (posted(store, linked(store, name), Kind.NOTICE) for name in "AB")
    await Post(store, Carries(answer), Clock()).deliver()
    assert found(store, bad).fate is Fate.UNKNOWN
    assert found(store, good).fate is Fate.SENT


async def test_what_is_too_late_or_for_nobody_is_not_sent() -> None:
    store, carrier = MemoryStore(), Carries(lambda *_: Sent("1"))
    ann, bo = linked(store, "A"), linked(store, "B")
    late = posted(store, ann, Kind.STUDY, expires=NOW)
    away = posted(store, bo, Kind.STUDY)
    store.move(bo.id, State.LEFT, NOW)
    await Post(store, carrier, Clock()).deliver()
    assert carrier.went == []
    assert (found(store, late).fate, found(store, late).reason) == (Fate.FAILED, "missed window")
    assert (found(store, away).fate, found(store, away).reason) == (Fate.FAILED, "not reachable")


async def test_after_a_crash_what_was_on_its_way_waits_for_evidence_and_goes_once_more() -> None:
    store, clock, carrier = MemoryStore(), Clock(), Carries(lambda *_: Sent("2"))
    ann = linked(store, "A")
    quiz, nudge = posted(store, ann, Kind.STUDY), posted(store, ann, Kind.NUDGE)
    store.begin([quiz, nudge], NOW)
    post = Post(store, carrier, clock)
    post.resume()
    await post.deliver()
    assert carrier.went == []
    clock.at += EVIDENCE
    await post.deliver()
    assert (found(store, quiz).fate, found(store, quiz).doubts) == (Fate.SENT, 1)
    assert found(store, nudge).fate is Fate.UNKNOWN
    assert carrier.went == ["A"]


async def test_in_doubt_and_then_too_late_it_stays_in_doubt() -> None:
    """It may have arrived: an outage after a lost answer does not make a failure of it."""
    store, clock = MemoryStore(), Clock()
    carrier = Carries(lambda *_: Unsure("the answer was lost"))
    number = posted(store, linked(store, "A"), Kind.STUDY, expires=NOW + timedelta(hours=4))
    post = Post(store, carrier, clock)
    await post.deliver()
    clock.at = NOW + timedelta(hours=5)
    await post.deliver()
    assert len(carrier.went) == 1
    assert (found(store, number).fate, found(store, number).reason) == (
        Fate.UNKNOWN, "missed window")  # fmt: skip


async def test_asked_for_twice_at_once_it_goes_once() -> None:
    store, carrier = MemoryStore(), Carries(lambda *_: Sent("1"))
    number = posted(store, linked(store, "A"), Kind.ASKED)
    post = Post(store, carrier, Clock())
    await post.send([number, number])
    await post.deliver()
    assert carrier.went == ["A"]
