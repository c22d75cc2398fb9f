"""What is counted from weeks that are kept equals what is counted from rows, to the digit."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from content.history.version import version_of
from content.item import Option
from records.meetings import Period, weeks_until
from records.model import Delivery, Fate, Kind, Role, State
from records.participation import WEEKS, Outage, Rows, summarise
from records.participation.book import book
from records.participation.past import past_week
from records.weeks import PastWeek
from tests.records.histories import DAY, HOUR, NORTH, WEEK, History, question
from tests.records.test_participation_recount import W, histories

INSTANT = timedelta(microseconds=1)
ITEMS = [question(f"q{n}", form="single" if n % 4 else "case") for n in range(12)]
ITEMS.append(replace(ITEMS[1], options=(Option("Right", right=True), Option("Other"))))
"""The last is another question under the id of the second."""


def within(rows: Rows, start: datetime, end: datetime) -> Rows:
    """What the store hands over for [start, end) (`Ledger.counted`)."""
    until = end + INSTANT
    ids = {
        row.id for row in rows.deliveries
        if any(at and start <= at < until for at in (row.letter.due, row.sent, row.letter.closes))
    } | {one.delivery for one in rows.answers if start <= one.received < until}  # fmt: skip
    return replace(
        rows,
        deliveries=[row for row in rows.deliveries if row.id in ids],
        answers=[one for one in rows.answers if one.delivery in ids],
    )


def drained(rows: Rows, week: Period) -> datetime:
    """Until when answers came in that count in the week."""
    return max([week.end, *(one.drained for one in rows.outages if one.last < week.end)])


def kept(rows: Rows, week: Period) -> PastWeek:
    return past_week(book(within(rows, week.start, drained(rows, week)), NORTH), week)


def from_kept(rows: Rows, count: int) -> Rows:
    """Rows of the last weeks alone, and what is kept of the `count` before them."""
    weeks = weeks_until(NORTH, W, WEEKS + 1)
    past = [kept(rows, week) for week in weeks[:count]]
    items = {
        (row.letter.item.id, row.version): row.letter.item
        for row in rows.deliveries if row.letter.item
    }  # fmt: skip
    versions = dict.fromkeys(one for week in past for one in week.versions)
    part = within(rows, past[-1].end, drained(rows, W))
    return replace(part, past=past, past_items=[items[one] for one in versions])


def both_ways(rows: Rows, count: int) -> None:
    whole = within(rows, weeks_until(NORTH, W, WEEKS + 1)[0].start, drained(rows, W))
    now = W.end + 9 * HOUR
    assert summarise(from_kept(rows, count), NORTH, W, now) == summarise(whole, NORTH, W, now)


@settings(max_examples=80, deadline=None)
@given(histories(), st.integers(1, WEEKS))
def test_a_week_is_the_same_by_either_way(story: History, count: int) -> None:
    both_ways(versioned(story.rows()), count)


def versioned(rows: Rows) -> Rows:
    """Each delivery with the hash of its item, as the store has it."""
    return replace(rows, deliveries=[
        replace(row, version=version_of(row.letter.item))
        for row in rows.deliveries if isinstance(row, Delivery) and row.letter.item
    ])  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, WEEKS))
def test_months_with_items_asked_again_are_too(seed: int, count: int) -> None:
    both_ways(months(Random(seed)), count)


def months(dice: Random) -> Rows:
    """Ten weeks of a dozen people: pauses, items again after some weeks, doubts, outages."""
    story, start = History(), W.start - 9 * WEEK
    for _ in range(dice.randint(5, 12)):
        joined = start + dice.randint(-100, 40 * 24) * HOUR
        role = Role.ORGANIZER if dice.random() < 0.1 else Role.MEMBER
        member = story.join(joined, joined + dice.randint(1, 50) * HOUR, role)
        if dice.random() < 0.3:
            away = joined + dice.randint(60, 60 * 24) * HOUR
            story.move(member, State.PAUSED, away)
            story.move(member, State.LINKED, away + dice.randint(1, 300) * HOUR)
        had: set[str] = set()
        for day in range(70):
            at = start + day * DAY + 8 * HOUR
            item = dice.choice(ITEMS)
            if at < joined or dice.random() < 0.3:
                continue
            delivery = story.send(
                member, at, item, open_for=dice.choice([24, 72, 400]) * HOUR,
                fate=dice.choice([Fate.SENT] * 9 + [Fate.UNKNOWN]),
                kind=dice.choice([Kind.STUDY, Kind.STUDY, Kind.ASKED]), fresh=item.id not in had,
            )  # fmt: skip
            had.add(item.id)
            if dice.random() < 0.6:
                received = at + dice.choice([1, 5, 30, 80, 500]) * HOUR
                story.answer(delivery, received, dice.choice([0.0, 0.5, 1.0, 1.0, None]))
    last = start + dice.randint(0, 69 * 24) * HOUR
    outage = Outage(last, last + dice.randint(1, 60) * HOUR)
    return replace(versioned(story.rows()), outages=[outage])
