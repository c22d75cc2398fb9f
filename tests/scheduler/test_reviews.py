"""When something is asked again, by either way of reckoning, and what is practised."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from content.item import ItemId, LessonId
from records.model import Past
from scheduler.plan.reviews import Dues, fsrs, spaced

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
ITEM = ItemId("quorum")


def past(day: int, mark: float | None, item: ItemId = ITEM) -> Past:
    at = START + day * DAY
    answered = at + timedelta(hours=1) if mark is not None else None
    return Past(item, LessonId("a/1"), "single", False, "", at, answered, mark, fresh=day == 0)


def due(history: list[Past]) -> date | None:
    return fsrs(history)[ITEM]


def days(history: list[Past]) -> int:
    """Days from the last answer to the next asking."""
    answers = [one.answered for one in history if one.answered]
    found = due(history)
    assert found is not None
    return (found - answers[-1].date()).days


def test_a_wrong_answer_comes_again_sooner_and_a_right_one_later_each_time() -> None:
    wrong, right = days([past(0, 0.0)]), days([past(0, 1.0)])
    assert 1 <= wrong < right
    again = days([past(0, 1.0), past(right, 1.0)])
    assert again > right
    assert days([past(0, 1.0), past(right, 0.0)]) < again
    assert wrong <= days([past(0, 0.5)]) <= right


def test_the_same_history_gives_the_same_day() -> None:
    history = [past(0, 1.0), past(3, 0.0), past(9, 1.0)]
    assert len({due(history) for _ in range(20)}) == 1


def test_silence_is_no_answer_and_is_let_go_the_second_time() -> None:
    once, twice = [past(0, 0.0), past(2, None)], [past(0, 0.0), past(2, None), past(25, None)]
    assert due(once) == (START + 2 * DAY).date() + timedelta(weeks=3)
    assert due(twice) is None


def test_what_was_never_marked_is_not_asked_again_by_either() -> None:
    history = [past(0, None)]
    assert fsrs(history) == {} and spaced(history) == {}


def test_the_usual_way_is_three_weeks_after_wrong_six_after_right_and_two_right_in_a_row() -> None:
    first = (START + timedelta(hours=1)).date()
    assert spaced([past(0, 0.0)])[ITEM] == first + timedelta(weeks=3)
    assert spaced([past(0, 1.0)])[ITEM] == first + timedelta(weeks=6)
    assert spaced([past(0, 1.0), past(42, 1.0)])[ITEM] is None


def vote(day: int, mark: float | None) -> Past:
    return replace(past(day, mark), discussed=True, fresh=False)


@pytest.mark.parametrize("way", [spaced, fsrs])
@pytest.mark.parametrize("mark", [0.0, 1.0])
def test_after_two_votes_at_a_meeting_it_comes_in_three_weeks_right_or_not(
    way: Dues, mark: float
) -> None:
    voted = [past(0, 1.0), vote(30, 0.0), vote(30, mark)]
    assert way(voted)[ITEM] == (START + 51 * DAY).date()
    ignored = [*voted, vote(31, None)]
    assert way(ignored) == way(voted)


def test_right_at_the_vote_and_right_again_is_enough() -> None:
    voted = [past(0, 0.0), vote(30, 0.0), vote(30, 1.0)]
    assert spaced([*voted, past(51, 1.0)])[ITEM] is None
    assert spaced([*voted, past(51, 0.0)])[ITEM] == (START + 72 * DAY).date()


def test_a_vote_on_what_they_never_had_makes_it_come_again_too() -> None:
    assert spaced([vote(0, 1.0)])[ITEM] == fsrs([vote(0, 1.0)])[ITEM] == (START + 21 * DAY).date()
