"""Closed weeks are kept by branch, and given up where what they were counted from changes."""

from __future__ import annotations

from datetime import timedelta

from content.item import Chosen
from records.model import Fate, Member
from records.participation import Outage
from records.ports import Store
from records.weeks import MemberWeek, PastWeek, packed
from tests.records.two import BURNS, DAY, HOUR, NORTH, NOW, QUORUM, SOUTH, Town, letter, post, sent

WEEK = timedelta(days=7)
VERSIONS = ((QUORUM.id, "0f"), (BURNS.id, ""))
MONDAY = NOW - timedelta(days=1)
"""Not quite a Monday: the store takes any start."""


def counted(member: Member, answers: int = 1) -> MemberWeek:
    tries = tuple((QUORUM.id, 1_790_000_000_000_000 + n, 0.5, n) for n in range(answers))
    return MemberWeek(
        member.id, 1_790_000_000_000_000, True, 3, answers, 2, 1, packed([QUORUM.id]),
        packed(tries),
    )  # fmt: skip


def week(back: int, *members: MemberWeek) -> PastWeek:
    """The week that ended so many weeks before this Monday."""
    return PastWeek(MONDAY - (back + 1) * WEEK, MONDAY - back * WEEK, members, VERSIONS)


def keep(store: Store, town: Town) -> None:
    for back in range(3):
        north = week(back, counted(town.ann), counted(town.olga, answers=0))
        assert store.keep_week(NORTH, north, store.given_up())
        assert store.keep_week(SOUTH, week(back, counted(town.bo)), store.given_up())


def test_a_week_comes_back_as_it_was_kept(store: Store, town: Town) -> None:
    keep(store, town)
    found = store.past_weeks(NORTH, MONDAY - 2 * WEEK, MONDAY)
    assert found == [week(n, counted(town.ann), counted(town.olga, answers=0)) for n in (1, 0)]
    assert store.weeks_kept(SOUTH) == {MONDAY - n * WEEK for n in (1, 2, 3)}


def test_a_week_kept_again_takes_the_place_of_the_earlier(store: Store, town: Town) -> None:
    keep(store, town)
    assert store.keep_week(NORTH, week(0, counted(town.ann, answers=2)), store.given_up())
    assert store.past_weeks(NORTH, MONDAY - WEEK, MONDAY) == [week(0, counted(town.ann, 2))]
    assert len(store.past_weeks(SOUTH, MONDAY - WEEK, MONDAY)) == 1


def test_a_week_nobody_did_anything_in_is_kept_too(store: Store, town: Town) -> None:
    assert store.keep_week(NORTH, week(0), store.given_up())
    assert store.past_weeks(NORTH, MONDAY - WEEK, MONDAY) == [week(0)]


def test_a_revised_mark_gives_up_the_weeks_of_its_branch_alone(store: Store, town: Town) -> None:
    answered = sent(store, letter(town.ann))
    store.record(answered, Chosen((0,)), 1.0, NOW + HOUR)
    keep(store, town)
    store.revise(answered, 0.0)
    assert store.weeks_kept(NORTH) == frozenset()
    assert store.past_weeks(NORTH, MONDAY - 9 * WEEK, MONDAY) == []
    assert len(store.weeks_kept(SOUTH)) == 3


def test_a_late_proof_of_arrival_gives_up_the_weeks_since_it_was_sent(
    store: Store, town: Town
) -> None:
    at = MONDAY - 10 * DAY
    doubtful = post(store, letter(town.ann, due=at, closes=at + 20 * DAY))
    store.begin([doubtful], at)
    store.settle(doubtful, Fate.UNKNOWN, at + HOUR)
    keep(store, town)
    store.record(doubtful, Chosen((0,)), 1.0, NOW)
    assert store.weeks_kept(NORTH) == {MONDAY - 3 * WEEK}
    assert len(store.weeks_kept(SOUTH)) == 3


def test_an_answer_to_what_was_sent_gives_nothing_up(store: Store, town: Town) -> None:
    open_still = sent(store, letter(town.ann, due=MONDAY - DAY, closes=NOW + DAY))
    keep(store, town)
    before = store.given_up()
    store.record(open_still, Chosen((0,)), 1.0, NOW)
    assert len(store.weeks_kept(NORTH)) == 3 and store.given_up() == before


def test_an_outage_gives_up_every_week_it_reaches_into(store: Store, town: Town) -> None:
    keep(store, town)
    store.outage(Outage(MONDAY - HOUR, MONDAY + HOUR))
    for branch in (NORTH, SOUTH):
        assert store.weeks_kept(branch) == {MONDAY - n * WEEK for n in (2, 3)}


def test_what_was_counted_before_a_change_is_not_kept_after_it(store: Store, town: Town) -> None:
    before = store.given_up()
    store.outage(Outage(MONDAY - HOUR, MONDAY + HOUR))
    assert not store.keep_week(NORTH, week(0, counted(town.ann)), before)
    assert store.weeks_kept(NORTH) == frozenset()


def test_who_is_forgotten_is_in_no_week_and_what_was_being_counted_is_not_kept(
    store: Store, town: Town
) -> None:
    keep(store, town)
    before = store.given_up()
    assert store.erase("7001", NOW)
    assert store.past_weeks(NORTH, MONDAY - WEEK, MONDAY) == [week(0, counted(town.olga, 0))]
    assert not store.keep_week(NORTH, week(0, counted(town.ann)), before)


def test_weeks_end_by_the_clock(store: Store, town: Town) -> None:
    keep(store, town)
    while store.expire("weeks", MONDAY - HOUR):
        pass
    assert store.weeks_kept(NORTH) == store.weeks_kept(SOUTH) == {MONDAY - WEEK}
    assert len(store.past_weeks(SOUTH, MONDAY - 9 * WEEK, MONDAY)) == 1
