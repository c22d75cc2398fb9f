"""When something is asked again, by either way of reckoning, and what is practised."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from content.item import ItemId, LessonId
from records.model import Past
from scheduler.reviews import fsrs, spaced

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
