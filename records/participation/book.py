"""A branch's raw rows put in order once, so that every period is a slice of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from content.item import ItemId
from records.branch import Branch
from records.kept import APART
from records.meetings import Period
from records.model import DeliveryId, Fate, Kind, MemberId
from records.participation.discussion import Discussion
from records.participation.families import Families
from records.participation.rows import (
    AnswerLike,
    CountedAnswer,
    DeliveryLike,
    FollowUp,
    Outage,
    Rating,
    Rows,
)
from records.participation.standing import Life, lives
from records.weeks import PastWeek

OPEN_FOR = timedelta(days=3)
"""How long a delivery without a `closes` of its own can be answered in time."""

EVER = datetime.min.replace(tzinfo=UTC)

ITEMS = (Kind.STUDY, Kind.ASKED)
"""What counts as a delivery: items, whether pushed or asked for. No reminders, no reports."""


Timed = tuple[datetime, DeliveryLike]


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)


def micros(at: datetime) -> int:
    """An instant as it stands in weeks that are kept: microseconds since 1970 UTC."""
    return (at - EPOCH) // _MICRO


def instant(kept: int) -> datetime:
    """The reverse of `micros`."""
    return EPOCH + _MICRO * kept


class Seen(NamedTuple):
    """An answer with the instant it counts at: when it came in, or when an outage began."""

    at: datetime
    answer: AnswerLike
    drained: bool


@dataclass(frozen=True, slots=True)
class Book:
    """A branch's rows in order of time, so that each period is a slice of them."""

    branch: Branch
    lives: Mapping[MemberId, Life]
    answers: tuple[Seen, ...]
    """By the instant they count at."""
    sends: tuple[tuple[datetime, DeliveryLike], ...]
    """What the platform accepted, by when."""
    closings: tuple[tuple[datetime, DeliveryLike], ...]
    """Every delivery by the instant at which its window closes, whether it arrived or not."""
    dues: tuple[tuple[datetime, DeliveryLike], ...]
    """Every delivery by when it was due, whatever became of it."""
    replies: Mapping[DeliveryId, Seen]
    timely: Mapping[DeliveryId, Seen]
    """Those that came before the window closed."""
    deliveries: Mapping[DeliveryId, DeliveryLike]
    ratings: tuple[Rating, ...]
    follow_ups: tuple[FollowUp, ...]
    families: Families
    discussions: tuple[Discussion, ...]
    past: Mapping[datetime, PastWeek]
    """Closed weeks that are kept, by their start: their rows are not here."""
    since: datetime
    """From when on first attempts are looked for."""
    seam: datetime
    """Where the weeks that are kept end and the rows begin."""

    def answers_in(self, period: Period) -> tuple[Seen, ...]:
        """Answers of [start, end)."""
        first = bisect_left(self.answers, period.start, key=lambda seen: seen.at)
        return self.answers[first : bisect_left(self.answers, period.end, key=lambda s: s.at)]

    def sends_in(self, period: Period) -> tuple[DeliveryLike, ...]:
        """Accepted deliveries sent in [start, end)."""
        return _slice(self.sends, period)

    def dues_in(self, period: Period) -> tuple[DeliveryLike, ...]:
        """Deliveries that were due in [start, end)."""
        return _slice(self.dues, period)

    def closings_in(self, period: Period, now: datetime) -> tuple[DeliveryLike, ...]:
        """Deliveries whose window closed in (start, end], and by `now`."""
        first = bisect_right(self.closings, period.start, key=lambda row: row[0])
        last = bisect_right(self.closings, min(period.end, now), key=lambda row: row[0])
        return tuple(delivery for _, delivery in self.closings[first:last])

    def accepted(self, delivery: DeliveryLike) -> bool:
        """Whether the platform took it, or an answer proves that the member has it."""
        return delivery.fate is Fate.SENT or delivery.id in self.replies

    def version_at(self, at: datetime, place: int) -> tuple[ItemId, str]:
        """What was answered at an instant of a week that is kept (`records.weeks.Try`)."""
        week = max(start for start in self.past if start <= at)
        return self.past[week].versions[place - 1]

    def in_time(self, delivery: DeliveryLike) -> Seen | None:
        """The answer that came before the window closed."""
        return self.timely.get(delivery.id)


def book(rows: Rows, branch: Branch, since: datetime = EVER) -> Book:
    """Put a branch's rows in order."""
    alive = lives(rows.members, rows.spells, branch)
    deliveries = [
        row for row in rows.deliveries if row.member in alive and row.letter.kind in ITEMS
    ]
    by_id = {delivery.id: delivery for delivery in deliveries}
    known = {delivery.id: delivery for delivery in rows.deliveries}
    apart = {row.id for row in rows.deliveries if row.letter.kind in APART}
    seen = [
        _seen(_unmarked(answer) if answer.delivery in apart else answer, rows.outages, known)
        for answer in rows.answers
        if answer.member in alive
    ]
    replies = {one.answer.delivery: one for one in seen}
    accepted = [row for row in deliveries if row.fate is Fate.SENT or row.id in replies]
    dues = _timed([(row.letter.due, row) for row in deliveries])
    return Book(
        branch=branch,
        lives=alive,
        answers=tuple(sorted(seen, key=itemgetter(0))),
        sends=_timed([(sent_at(row), row) for row in accepted]),
        dues=dues,
        closings=_timed([(closing(row), row) for row in deliveries]),
        replies=replies,
        timely={id: one for id, one in replies.items()
                if id in by_id and one.at < closing(by_id[id])},
        deliveries=by_id,
        ratings=tuple(row for row in rows.ratings if row.member in alive),
        follow_ups=tuple(row for row in rows.follow_ups if row.member in alive),
        families=Families(
            chain(rows.past_items, (row.letter.item for _, row in dues)), rows.keys
        ),
        discussions=tuple(rows.discussions),
        since=since,
        past={week.start: week for week in rows.past},
        seam=rows.past[-1].end if rows.past else EVER,
    )  # fmt: skip


def _unmarked(answer: AnswerLike) -> AnswerLike:
    """Of an answer given in the group or in a vote at a meeting only that it was given counts
    here: how right it was is in totals of their own, and a number that held it too could be
    subtracted from those."""
    return CountedAnswer(
        answer.delivery, answer.member, answer.item, answer.reply, None, answer.received
    )


def closing(delivery: DeliveryLike) -> datetime:
    """When an answer ceases to be in time: at that instant it is late already."""
    return delivery.letter.closes or sent_at(delivery) + OPEN_FOR


def sent_at(delivery: DeliveryLike) -> datetime:
    """When the platform took it; where only an answer proves that it did, when it was begun."""
    return delivery.sent or delivery.started or delivery.letter.due


def _seen(
    answer: AnswerLike, outages: Sequence[Outage], deliveries: Mapping[DeliveryId, DeliveryLike]
) -> Seen:
    """Place an answer in time: one that an outage held back counts from when it began.

    So an outage across a border never moves an answer into the later period, and never makes
    it late; but no answer comes before its delivery.
    """
    for outage in outages:
        if outage.last < answer.received <= outage.drained:
            delivery = deliveries.get(answer.delivery)
            earliest = sent_at(delivery) if delivery else outage.last
            return Seen(min(max(outage.last, earliest), answer.received), answer, True)
    return Seen(answer.received, answer, False)


def _slice(rows: Sequence[Timed], period: Period) -> tuple[DeliveryLike, ...]:
    first = bisect_left(rows, period.start, key=lambda row: row[0])
    last = bisect_left(rows, period.end, key=lambda row: row[0])
    return tuple(delivery for _, delivery in rows[first:last])


def _timed(rows: Iterable[Timed]) -> tuple[Timed, ...]:
    return tuple(sorted(rows, key=itemgetter(0)))
