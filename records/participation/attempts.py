"""First attempts: the only answers that say how hard a question is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from math import fsum
from typing import Any, NamedTuple

import orjson

from content.choosing import taken
from content.format.signs import settled
from content.item import Item, ItemId, Reply
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


class Attempt(NamedTuple):
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


Kept = tuple[ItemId, int, float, int]
"""A first attempt of a week that is kept: a `Try` that has a mark and a version."""


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
    met = _met(past)
    earlier = {member: _graded(tries, fresh[member]) for member, tries in met.items()}
    return Firsts(earlier, tuple(_among_rows(book, fresh, met)))


def _graded(tries: Mapping[ItemId, Any], fresh: Set[ItemId]) -> Mapping[ItemId, Kept]:
    return {item: one for item, one in tries.items()
            if item in fresh and one[2] is not None and one[3]}  # fmt: skip


def _unpacked(texts: Sequence[str]) -> Any:
    """Many JSON arrays, read in one go."""
    return orjson.loads(f"[{','.join(texts)}]")


def _met(past: Sequence[MemberWeek]) -> dict[MemberId, dict[ItemId, Any]]:
    """The first `Try` of each item in the weeks that are kept, the latest weeks first, so that
    the earliest is what remains."""
    met: dict[MemberId, dict[ItemId, Any]] = defaultdict(dict)
    for one, tries in zip(reversed(past), _unpacked([one.tries for one in reversed(past)]),
                          strict=True):  # fmt: skip
        met[one.member].update([(said[0], said) for said in reversed(tries)])
    return met


def _among_rows(
    book: Book, fresh: Mapping[MemberId, Set[ItemId]], met: dict[MemberId, dict[ItemId, Any]]
) -> Iterator[Attempt]:
    """Those among the rows, from where the weeks that are kept end; what was answered before is
    `met`."""
    wrongs: dict[tuple[int, Reply], tuple[str, ...]] = {}  # most replies are a few taps
    for seen in book.answers_in(Period(max(book.since, book.seam), FOREVER, "")):
        answer = seen.answer
        member, item_id, mark, mine = answer.member, answer.item, answer.mark, met[answer.member]
        delivery = book.deliveries.get(answer.delivery)
        item = delivery.letter.item if delivery else None
        if item and mark is not None and item_id not in mine and item_id in fresh[member]:
            family, in_force = book.families.of(item), book.families.key(item)
            said = (id(item), answer.reply)
            if said not in wrongs:
                wrongs[said] = wrong_of(item, in_force, answer.reply)
            yield Attempt(member, item, seen, mark, in_force, family, wrongs[said])
        mine[item_id] = seen


@dataclass(frozen=True, slots=True)
class Others:
    """What each member's first attempts come to, to hold one of them against the rest."""

    totals: Mapping[MemberId, tuple[float, int]]

    def mean(self, attempt: Attempt) -> float | None:
        """The mean of the member's other first attempts; None for fewer than OTHERS_FROM."""
        total, count = self.totals[attempt.member]
        return (total - attempt.mark) / (count - 1) if count > OTHERS_FROM else None


def others(firsts: Firsts, until: datetime) -> Others:
    """Sum of marks (exact, in whatever order they come) and number of first attempts of each
    member before an instant."""
    marks: dict[MemberId, list[float]] = defaultdict(list)
    for member, kept in firsts.earlier.items():
        marks[member] = [one[2] for one in kept.values()]
    for attempt in firsts.attempts:
        if attempt.seen.at < until:
            marks[attempt.member].append(attempt.mark)
    return Others({member: (fsum(theirs), len(theirs)) for member, theirs in marks.items()})
