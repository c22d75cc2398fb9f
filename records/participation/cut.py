"""One period cut out of a branch's book: the slices that its measures are counted from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

from content.item import Item, ItemId
from records.meetings import Period
from records.model import Kind, MemberId
from records.participation.attempts import Attempt, Before, Firsts, first_attempts
from records.participation.book import Book, Seen, instant
from records.participation.interval import K, Share, Value, exact, share, withheld
from records.participation.past import rates_in
from records.participation.rows import DeliveryLike
from records.participation.turnout import Presence, Turnout, turnout

NONE: Mapping[Period, Turnout] = {}


class Cut:
    """What happened in a period, up to `now` where it still runs. Each slice is cut once.

    `known` are turnouts of this book that somebody has counted already.
    """

    def __init__(
        self, book: Book, period: Period, now: datetime, known: Mapping[Period, Turnout] = NONE
    ) -> None:
        self.book, self.branch, self.period, self.known = book, book.branch, period, known
        end = max(period.start, min(period.end, now))
        self.elapsed = Period(period.start, end, period.name)
        self.closed: tuple[DeliveryLike, ...] = book.closings_in(period, now)
        """Every delivery whose window closed, whether it arrived or not."""

    @cached_property
    def answers(self) -> tuple[Seen, ...]:
        """Learning moments: answers that came in, in time or late."""
        return self.book.answers_in(self.period)

    @cached_property
    def sends(self) -> tuple[DeliveryLike, ...]:
        """Items that the platform accepted in the period."""
        return self.book.sends_in(self.period)

    @cached_property
    def pushes(self) -> tuple[DeliveryLike, ...]:
        """Those of them that nobody had asked for: what the plan chose."""
        return tuple(row for row in self.sends if row.letter.kind is Kind.STUDY)

    @cached_property
    def accepted(self) -> tuple[DeliveryLike, ...]:
        """D: deliveries the platform accepted, whose window closed in the period."""
        return tuple(row for row in self.closed if self.book.accepted(row))

    @cached_property
    def turnout(self) -> Turnout:
        """Who is counted, and what they did."""
        return self.turnout_of(self.period)

    def turnout_of(self, period: Period) -> Turnout:
        """The same of any period of the book."""
        return self.known.get(period) or turnout(self.book, period)

    @property
    def present(self) -> tuple[Presence, ...]:
        """E."""
        return self.turnout.present

    @cached_property
    def rates(self) -> Mapping[MemberId, tuple[int, int]]:
        """Of each member with any in D: how many, and how many of them were answered in time."""
        return rates_in(self.book, self.period, self.elapsed.end)

    @cached_property
    def firsts(self) -> Firsts:
        """All first attempts of the book."""
        return first_attempts(self.book)

    @cached_property
    def _among_rows(self) -> dict[tuple[MemberId, ItemId], Attempt]:
        return {(one.member, one.item.id): one for one in self.firsts.attempts}

    def before(self, member: MemberId, item: ItemId) -> Before | None:
        """A member's first attempt at an item that stands among the rows."""
        if kept := self.firsts.earlier.get((member, item)):
            _, at, mark, place = kept
            when = instant(at)
            family = self.book.families.of_version(*self.book.version_at(when, place))
            return Before(mark, when, family, None)
        one = self._among_rows.get((member, item))
        if one is None:
            return None
        return Before(one.mark, one.seen.at, one.family, one.seen.answer.delivery)

    def of_present(self, n: int) -> Share:
        """n members out of E."""
        return share(n, len(self.present))


def about(people: int, value: float | None, unit: str, of: int | None = None) -> Value:
    """A value about so many members, withheld where they are 1 to K-1."""
    if 0 < people < K:
        return Value(None, unit, None, withheld().hidden)
    return Value(None if value is None else exact(value), unit, of)


def item_of(delivery: DeliveryLike) -> Item:
    """The item of a delivery; the book holds no other deliveries."""
    item = delivery.letter.item
    if item is None:
        raise ValueError(f"delivery {delivery.id} of kind {delivery.letter.kind} holds no item")
    return item
