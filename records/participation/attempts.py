"""First attempts: the only answers that say how hard a question is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from content.choosing import taken
from content.item import Item, ItemId
from content.signs import settled
from records.meetings import Period
from records.model import DeliveryId, MemberId
from records.participation.book import Book, Seen
from records.participation.families import Family
from records.participation.rows import DeliveryLike
from records.weeks import MemberWeek

FOREVER = datetime.max.replace(tzinfo=UTC)

OTHERS_FROM = 8
"""Fewest other first attempts of a member for a mean to hold an item against."""

CHOICES = ("single", "multiple", "truefalse")
"""Forms with options of which some are right."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A member's first graded answer to an item."""

    member: MemberId
    item: Item
    """As it was sent."""
    seen: Seen
    mark: float
    key: Item
    """The same with the key that the mark goes by now."""
    family: Family
    """The question that this version of the item belongs to."""

    @property
    def options(self) -> tuple[str, ...]:
        """The words of the options taken, where there was something to choose between.

        Words, not places: each member may have seen another order.
        """
        if self.item.form not in CHOICES:
            return ()
        took = taken(self.item, self.seen.answer.reply)
        return tuple(self.item.options[place].text for place in sorted(took))

    def wrong(self) -> tuple[str, ...]:
        """Those of them that are not right by the key in force."""
        right = {settled(option.text) for option in self.key.options if option.right}
        if not right:
            return ()
        return tuple(text for text in self.options if settled(text) not in right)


Key = tuple[MemberId, ItemId]
Earlier = Mapping[Key, tuple[float, int, str]]
"""First attempts of weeks that are kept: mark, microseconds since 1970 UTC, version."""


class Before(NamedTuple):
    """A first attempt, as far as a later answer to the same item is held against it."""

    mark: float
    at: datetime
    family: Family | None
    delivery: DeliveryId | None
    """None where it lies in a week that is kept."""


@dataclass(frozen=True, slots=True)
class Firsts:
    """Every member's first answer to each item that gave a mark."""

    earlier: Earlier
    """Those of the weeks that are kept."""
    attempts: tuple[Attempt, ...]
    """Those among the rows, in order of time."""


def first_attempts(book: Book) -> Firsts:
    """The first attempts of a book.

    An item counts as tried for the first time where its delivery says so (`fresh`), or where
    the fresh delivery stands unanswered among those that were due from `book.since` on.
    """
    fresh = {_key(row) for row in book.deliveries.values() if _is_fresh(row, book.since)}
    past = [one for week in book.past.values() for one in week.members]
    for one in past:
        fresh.update([(one.member, item) for item in one.fresh])
    met: set[Key] = set()
    earlier = _earlier(past, fresh, met)
    found: list[Attempt] = []
    for seen in book.answers_in(Period(max(book.since, book.seam), FOREVER, "")):
        key = (seen.answer.member, seen.answer.item)
        delivery = book.deliveries.get(seen.answer.delivery)
        item = delivery.letter.item if delivery else None
        if key not in met and key in fresh and item and seen.answer.mark is not None:
            family, in_force = book.families.of(item), book.families.key(item)
            found.append(Attempt(key[0], item, seen, seen.answer.mark, in_force, family))
        met.add(key)
    return Firsts(earlier, tuple(found))


def _earlier(past: Iterable[MemberWeek], fresh: Set[Key | None], met: set[Key]) -> Earlier:
    """The same of the weeks that are kept, in their order; what was answered is `met`."""
    found: dict[Key, tuple[float, int, str]] = {}
    for one in past:
        member = one.member
        for item, at, mark, version in one.tries:
            key = (member, item)
            if key not in met:
                met.add(key)
                if mark is not None and version and key in fresh:
                    found[key] = (mark, at, version)
    return found


@dataclass(frozen=True, slots=True)
class Others:
    """What each member's first attempts come to, to hold one of them against the rest."""

    totals: Mapping[MemberId, tuple[float, int]]

    def mean(self, attempt: Attempt) -> float | None:
        """The mean of the member's other first attempts; None for fewer than OTHERS_FROM."""
        total, count = self.totals[attempt.member]
        return (total - attempt.mark) / (count - 1) if count > OTHERS_FROM else None


def others(attempts: Iterable[Attempt], earlier: Earlier) -> Others:
    """Sum of marks and number of first attempts of each member."""
    totals: dict[MemberId, tuple[float, int]] = defaultdict(lambda: (0.0, 0))
    for (member, _), (mark, _, _) in earlier.items():
        total, count = totals[member]
        totals[member] = (total + mark, count + 1)
    for attempt in attempts:
        total, count = totals[attempt.member]
        totals[attempt.member] = (total + attempt.mark, count + 1)
    return Others(dict(totals))


def _is_fresh(delivery: DeliveryLike, since: datetime) -> bool:
    return delivery.letter.fresh and delivery.letter.due >= since


def _key(delivery: DeliveryLike) -> Key | None:
    return (delivery.member, delivery.letter.item.id) if delivery.letter.item else None
