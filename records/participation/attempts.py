"""First attempts: the only answers that say how hard a question is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

import orjson

from content.choosing import taken
from content.item import Item, ItemId, Reply
from content.signs import settled
from records.meetings import Period
from records.model import DeliveryId, MemberId
from records.participation.book import Book, Seen
from records.participation.families import Family
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

    wrong: tuple[str, ...]
    """The words of the options taken that are not right by the key in force, where there was
    something to choose between. Words, not places: each member may have seen another order."""


def wrong_of(item: Item, key: Item, reply: Reply) -> tuple[str, ...]:
    """What was wrong in a reply to an item, by a key."""
    right = {settled(option.text) for option in key.options if option.right}
    if not right or item.form not in CHOICES:
        return ()
    words = (item.options[place].text for place in sorted(taken(item, reply)))
    return tuple(text for text in words if settled(text) not in right)


Key = tuple[MemberId, ItemId]
Kept = tuple[float, int, str]
"""A first attempt of a week that is kept: mark, microseconds since 1970 UTC, version."""


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

    earlier: Mapping[MemberId, Mapping[ItemId, Kept]]
    """Those of the weeks that are kept."""
    attempts: tuple[Attempt, ...]
    """Those among the rows, in order of time."""


def first_attempts(book: Book) -> Firsts:
    """The first attempts of a book.

    An item counts as tried for the first time where its delivery says so (`fresh`), or where
    the fresh delivery stands unanswered among those that were due from `book.since` on.
    """
    fresh: dict[MemberId, set[ItemId]] = defaultdict(set)
    for row in book.deliveries.values():
        if row.letter.fresh and row.letter.item and row.letter.due >= book.since:
            fresh[row.member].add(row.letter.item.id)
    past = [one for week in book.past.values() for one in week.members if one.member in book.lives]
    for one, items in zip(past, _unpacked([one.fresh for one in past]), strict=True):
        fresh[one.member].update(items)
    met: dict[MemberId, set[ItemId]] = defaultdict(set)
    earlier = _earlier(past, fresh, met)
    return Firsts(earlier, tuple(_among_rows(book, fresh, met)))


def _unpacked(texts: Sequence[str]) -> Any:
    """Many JSON arrays, read in one go."""
    return orjson.loads(f"[{','.join(texts)}]")


def _earlier(
    past: Sequence[MemberWeek],
    fresh: Mapping[MemberId, Set[ItemId]],
    met: dict[MemberId, set[ItemId]],
) -> Mapping[MemberId, Mapping[ItemId, Kept]]:
    """Those of the weeks that are kept, in their order; what was answered is `met`."""
    found: dict[MemberId, dict[ItemId, Kept]] = defaultdict(dict)
    for one, tries in zip(past, _unpacked([one.tries for one in past]), strict=True):
        mine, new, firsts = met[one.member], fresh[one.member], found[one.member]
        for item, at, mark, version in tries:
            if item not in mine:
                mine.add(item)
                if mark is not None and version and item in new:
                    firsts[item] = (mark, at, version)
    return found


def _among_rows(
    book: Book, fresh: Mapping[MemberId, Set[ItemId]], met: dict[MemberId, set[ItemId]]
) -> Iterator[Attempt]:
    """Those among the rows, from where the weeks that are kept end."""
    wrongs: dict[tuple[int, Reply], tuple[str, ...]] = {}  # most replies are a few taps
    for seen in book.answers_in(Period(max(book.since, book.seam), FOREVER, "")):
        member, item_id, mark = seen.answer.member, seen.answer.item, seen.answer.mark
        delivery = book.deliveries.get(seen.answer.delivery)
        item = delivery.letter.item if delivery else None
        if item and mark is not None and item_id not in met[member] and item_id in fresh[member]:
            family, in_force = book.families.of(item), book.families.key(item)
            said = (id(item), seen.answer.reply)
            if said not in wrongs:
                wrongs[said] = wrong_of(item, in_force, seen.answer.reply)
            yield Attempt(member, item, seen, mark, in_force, family, wrongs[said])
        met[member].add(item_id)


@dataclass(frozen=True, slots=True)
class Others:
    """What each member's first attempts come to, to hold one of them against the rest."""

    totals: Mapping[MemberId, tuple[float, int]]

    def mean(self, attempt: Attempt) -> float | None:
        """The mean of the member's other first attempts; None for fewer than OTHERS_FROM."""
        total, count = self.totals[attempt.member]
        return (total - attempt.mark) / (count - 1) if count > OTHERS_FROM else None


def others(firsts: Firsts, until: datetime) -> Others:
    """Sum of marks and number of first attempts of each member before an instant."""
    totals: dict[MemberId, tuple[float, int]] = defaultdict(lambda: (0.0, 0))
    for member, kept in firsts.earlier.items():
        totals[member] = (sum(mark for mark, _, _ in kept.values()), len(kept))
    for attempt in firsts.attempts:
        if attempt.seen.at < until:
            total, count = totals[attempt.member]
            totals[attempt.member] = (total + attempt.mark, count + 1)
    return Others(dict(totals))
