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

    marks: Mapping[MemberId, Sequence[float]]
    """What those of the weeks that are kept were marked with."""
    earlier: Mapping[tuple[MemberId, ItemId], Kept]
    """Those of them that are to items which stand among the rows too."""
    attempts: tuple[Attempt, ...]
    """Those among the rows, in order of time."""


def first_attempts(book: Book) -> Firsts:
    """The first attempts of a book.

    An item counts as tried for the first time where its delivery says so (`fresh`), or where
    the fresh delivery stands unanswered among those that were due from `book.since` on.
    """
    fresh, here = _fresh_among_rows(book), _items_among_rows(book)
    marks: dict[MemberId, Sequence[float]] = {}
    earlier: dict[tuple[MemberId, ItemId], Kept] = {}
    met: dict[MemberId, set[ItemId]] = defaultdict(set)
    for member, weeks in _past_of_each(book).items():  # one by one: most of it is not held on to
        said, new = _first_said(weeks), fresh[member].union(*_unpacked([w.fresh for w in weeks]))
        first = {item: one for item, one in said.items()
                 if item in new and one[2] is not None and one[3]}  # fmt: skip
        marks[member] = [one[2] for one in first.values()]
        earlier.update([((member, item), first[item]) for item in here & first.keys()])
        met[member], fresh[member] = here & said.keys(), here & new
    return Firsts(marks, earlier, tuple(_among_rows(book, fresh, met)))


def _fresh_among_rows(book: Book) -> dict[MemberId, set[ItemId]]:
    fresh: dict[MemberId, set[ItemId]] = defaultdict(set)
    for row in book.deliveries.values():
        if row.letter.fresh and row.letter.item and row.letter.due >= book.since:
            fresh[row.member].add(row.letter.item.id)
    return fresh


def _items_among_rows(book: Book) -> set[ItemId]:
    sent = {row.letter.item.id for row in book.deliveries.values() if row.letter.item}
    return sent | {seen.answer.item for seen in book.answers}


def _past_of_each(book: Book) -> Mapping[MemberId, Sequence[MemberWeek]]:
    """What is kept of each member's weeks, the earliest first."""
    found: dict[MemberId, list[MemberWeek]] = defaultdict(list)
    for week in book.past.values():
        for one in week.members:
            if one.member in book.lives:
                found[one.member].append(one)
    return found


def _unpacked(texts: Sequence[str]) -> Any:
    """Some JSON arrays, read in one go."""
    return orjson.loads(f"[{','.join(texts)}]")


def _first_said(weeks: Sequence[MemberWeek]) -> dict[ItemId, Any]:
    """The first `Try` of each item in a member's weeks: the latest first, so that the earliest is
    what remains."""
    tries = _unpacked([one.tries for one in weeks])
    return {said[0]: said for week in reversed(tries) for said in reversed(week)}


def _among_rows(
    book: Book, fresh: Mapping[MemberId, Set[ItemId]], met: dict[MemberId, set[ItemId]]
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
        mine.add(item_id)


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
    marks = defaultdict(list, {member: [*kept] for member, kept in firsts.marks.items()})
    for attempt in firsts.attempts:
        if attempt.seen.at < until:
            marks[attempt.member].append(attempt.mark)
    return Others({member: (fsum(theirs), len(theirs)) for member, theirs in marks.items()})
