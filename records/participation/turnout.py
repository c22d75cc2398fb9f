"""Who is counted in a period (E), and what each of them did in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from records.meetings import Period
from records.model import Kind, MemberId, Role
from records.participation.book import Book, sent_at
from records.participation.standing import Life


@dataclass(frozen=True, slots=True)
class Presence:
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
    away: int
    """On the roster at the start, but paused or excused for half of the period or more."""

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
    pushes = first_pushes(book, period)
    due = {delivery.member for delivery in book.dues_in(period)}
    reached = {delivery.member for delivery in book.sends_in(period)}
    moments = Counter(one.answer.member for one in book.answers_in(period))
    roster = [
        life
        for life in book.lives.values()
        if life.on_roster(period.start) and (life.member.role is Role.MEMBER or _id(life) in due)
    ]
    half = (period.end - period.start) / 2
    stayed = [life for life in roster if life.away(period, pushes.get(_id(life))) < half]
    present = tuple(
        Presence(
            _id(life),
            life.reachable(period.end),
            life.linked is not None and life.linked < period.end,
            _id(life) in reached,
            moments[_id(life)],
        )
        for life in stayed
    )
    return Turnout(period, present, len(roster) - len(stayed))


def first_pushes(book: Book, period: Period) -> dict[MemberId, datetime]:
    """When the first push of the period reached each member whom one did."""
    first: dict[MemberId, datetime] = {}
    for delivery in book.sends_in(period):
        if delivery.letter.kind is Kind.STUDY:
            first.setdefault(delivery.member, sent_at(delivery))
    return first


def _id(life: Life) -> MemberId:
    return life.member.id
