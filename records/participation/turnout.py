"""Who is counted in a period (E), and what each of them did in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import NamedTuple

from records.meetings import Period
from records.model import Kind, MemberId, Role
from records.participation.book import Book, instant, micros, sent_at
from records.participation.rows import DeliveryLike
from records.participation.standing import Life


class Presence(NamedTuple):
    """One member of E in a period."""

    member: MemberId
    linked: bool
    """In L: had opened the link and not blocked the bot at the end."""
    ever_linked: bool
    reached: bool
    """At least one item was accepted for them."""
    answers: int
    """Learning moments: answers that came in, in time or late."""


@dataclass(frozen=True, slots=True)
class Turnout:
    """The members of E, and how many others stood on the roster at the start."""

    period: Period
    present: tuple[Presence, ...]
    absent: tuple[MemberId, ...]
    """On the roster at the start, but paused or excused for half of the period or more."""
    sent: bool = False
    """Whether the platform accepted anything for anybody."""

    @property
    def away(self) -> int:
        return len(self.absent)

    @property
    def roster(self) -> int:
        return len(self.present) + self.away

    @property
    def active(self) -> int:
        """Members of E with at least one answer."""
        return sum(one.answers > 0 for one in self.present)


def turnout(book: Book, period: Period) -> Turnout:
    """E of a period: on the roster at its start, less those away for half of it or more.

    Whoever joins during it is not in it yet; whoever leaves during it still is. An organizer
    counts where an item was due to them in the period: then they take part like anybody.
    """
    did = doings(book, period)
    reached, answers = did.reached, did.answers
    present: list[Presence] = []
    absent: list[MemberId] = []
    for id, life in book.lives.items():
        if life.settled is not None and life.settled <= period.start:  # as most people are
            present.append(Presence(id, True, True, id in reached, answers.get(id, 0)))
        elif _on_roster(life, period, did):
            if _stayed(life, period, did):
                present.append(_presence(life, period, did))
            else:
                absent.append(id)
    return Turnout(period, tuple(present), tuple(absent), bool(reached))


def _on_roster(life: Life, period: Period, did: Doings) -> bool:
    counts = life.member.role is Role.MEMBER or life.member.id in did.due
    return counts and life.on_roster(period.start)


def _stayed(life: Life, period: Period, did: Doings) -> bool:
    pushed = did.pushes.get(life.member.id)
    away = life.away(period, None if pushed is None else instant(pushed))
    return away < (period.end - period.start) / 2


def _presence(life: Life, period: Period, did: Doings) -> Presence:
    id, ever_linked = life.member.id, life.linked is not None and life.linked < period.end
    return Presence(
        id, life.reachable(period.end), ever_linked, id in did.reached, did.answers.get(id, 0)
    )


@dataclass(frozen=True, slots=True)
class Doings:
    """What was sent to whom in a period, and who answered how often."""

    pushes: Mapping[MemberId, int]
    """When the first push of the period reached each member whom one did, in microseconds since
    1970 UTC."""
    due: Set[MemberId]
    reached: Set[MemberId]
    answers: Mapping[MemberId, int]


def doings(book: Book, period: Period) -> Doings:
    """Of a closed week that is kept from what was kept, else from the rows."""
    kept = book.past.get(period.start)
    if kept is None:
        return Doings(
            _first_pushes(book, period),
            {delivery.member for delivery in book.dues_in(period)},
            {delivery.member for delivery in book.sends_in(period)},
            Counter(one.answer.member for one in book.answers_in(period)),
        )
    return Doings(
        {one.member: one.push for one in kept.members if one.push is not None},
        {one.member for one in kept.members if one.due},
        {one.member for one in kept.members if one.sent and one.member in book.lives},
        {one.member: one.answers for one in kept.members},
    )


def _first_pushes(book: Book, period: Period) -> dict[MemberId, int]:
    first: dict[MemberId, DeliveryLike] = {}
    for delivery in book.sends_in(period):
        if delivery.letter.kind is Kind.STUDY and delivery.member not in first:
            first[delivery.member] = delivery
    return {member: micros(sent_at(delivery)) for member, delivery in first.items()}
