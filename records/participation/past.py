"""A closed week as it is kept: what later weeks ask for of it, a row a member."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime

from content.item import ItemId
from records.meetings import Period
from records.model import MemberId
from records.participation.book import Book, Seen, micros
from records.participation.turnout import doings
from records.weeks import MemberWeek, PastWeek, Try, packed


def past_week(book: Book, week: Period) -> PastWeek:
    """A week whose rows stand in the book: those of [start, end), and what was drained of it
    later. Whoever had nothing sent, due or answered is left out."""
    did, sends = doings(book, week), Counter(row.member for row in book.sends_in(week))
    versions = tuple(dict.fromkeys(
        (row.letter.item.id, row.version) for _, row in book.dues if row.letter.item
    ))  # fmt: skip
    tries = _tries(book, week, {version: n for n, version in enumerate(versions, 1)})
    fresh, rates = _fresh(book, week), rates_in(book, week, week.end)
    members = sorted({*did.due, *sends, *fresh, *tries, *rates})
    return PastWeek(
        week.start,
        week.end,
        tuple(
            MemberWeek(
                one, did.pushes.get(one), one in did.due, sends[one], did.answers.get(one, 0),
                *rates.get(one, (0, 0)), packed([*fresh.get(one, ())]), packed(tries.get(one, ())),
            )
            for one in members
        ),
        versions,
    )  # fmt: skip


def rates_in(book: Book, period: Period, now: datetime) -> Mapping[MemberId, tuple[int, int]]:
    """Of each member with any: accepted deliveries whose window closed in a period and by `now`,
    and how many of them were answered before."""
    kept = book.past.get(period.start)
    if kept is not None:
        return {one.member: (one.closed, one.in_time) for one in kept.members
                if one.closed and one.member in book.lives}  # fmt: skip
    closed: dict[MemberId, int] = defaultdict(int)
    in_time: dict[MemberId, int] = defaultdict(int)
    for row in book.closings_in(period, now):
        if book.accepted(row):
            closed[row.member] += 1
            if row.id in book.timely:
                in_time[row.member] += 1
    return {member: (count, in_time.get(member, 0)) for member, count in closed.items()}


def _fresh(book: Book, week: Period) -> Mapping[MemberId, Mapping[ItemId, None]]:
    found: dict[MemberId, dict[ItemId, None]] = defaultdict(dict)
    for row in book.dues_in(week):
        if row.letter.fresh and row.letter.item:
            found[row.member][row.letter.item.id] = None
    return found


def _tries(
    book: Book, week: Period, places: Mapping[tuple[ItemId, str], int]
) -> Mapping[MemberId, list[Try]]:
    found: dict[MemberId, list[Try]] = defaultdict(list)
    for seen in book.answers_in(week):
        found[seen.answer.member].append(_try(book, seen, places))
    return found


def _try(book: Book, seen: Seen, places: Mapping[tuple[ItemId, str], int]) -> Try:
    delivery = book.deliveries.get(seen.answer.delivery)
    item = delivery.letter.item if delivery else None
    place = places[item.id, delivery.version] if delivery and item else 0
    return (seen.answer.item, micros(seen.at), seen.answer.mark, place)
