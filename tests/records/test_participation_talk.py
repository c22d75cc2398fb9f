"""Whom to talk to: only whether somebody answered, only after a while, and nobody's absence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.item import ItemId, LessonId
from records.model import BranchKey, Member, MemberId, Past, State
from records.participation.talk import ITEMS, MOST, SILENT_FOR, silence, to_talk

AT = datetime(2026, 11, 30, 8, tzinfo=UTC)
DAY = timedelta(days=1)
ANN = Member(MemberId(7), BranchKey("north"), "Ann", "en", State.LINKED, linked=AT - 60 * DAY)


def came(*days: int, answered: tuple[int, ...] = ()) -> list[Past]:
    """Items that came so many days ago; those of some days were answered an hour later."""
    return [
        Past(
            ItemId(f"q{n}"), LessonId("a"), "single", False, "", AT - n * DAY,
            AT - n * DAY + timedelta(hours=1) if n in answered else None,
            float(n % 2) if n in answered else None,
        )
        for n in sorted(days, reverse=True)
    ]  # fmt: skip


def test_who_answered_nothing_for_two_weeks_though_three_items_came() -> None:
    history = came(20, 12, 8, 3, answered=(20,))
    found = silence(ANN, history, AT)
    assert found is not None and found.last == AT - 20 * DAY + timedelta(hours=1)
    assert silence(ANN, came(12, 8, answered=()), AT) is None, "too little came"
    assert silence(ANN, came(20, 13, 8, 3, answered=(13,)), AT) is None, "an answer since"


@pytest.mark.parametrize("state", [one for one in State if one is not State.LINKED])
def test_nobody_who_is_away_or_not_here(state: State) -> None:
    assert silence(replace(ANN, state=state), came(12, 8, 3), AT) is None


def test_nobody_who_came_only_now() -> None:
    new = replace(ANN, linked=AT - SILENT_FOR + DAY)
    assert silence(new, came(12, 8, 3), AT) is None


def test_the_time_in_which_the_bot_was_deaf_is_nobody_s_silence() -> None:
    history = came(16, 15, 12, 8, 3, answered=(15,))
    assert silence(ANN, history, AT) is not None
    assert silence(ANN, history, AT, deaf=2 * DAY) is None


def test_how_right_they_were_makes_no_difference() -> None:
    right = came(30, 20, 12, 8, 3, answered=(30, 20))
    wrong = [replace(past, mark=None if past.mark is None else 1 - past.mark) for past in right]
    assert silence(ANN, right, AT) == silence(ANN, wrong, AT) is not None


@given(st.lists(st.integers(0, 60) | st.none(), max_size=9))
def test_at_most_three_the_latest_to_answer_first_then_who_never_did(
    last: list[int | None],
) -> None:
    people = [
        (replace(ANN, id=MemberId(n)), came(13, 9, 2, *([] if ago is None else [14 + ago]),
                                            answered=() if ago is None else (14 + ago,)))
        for n, ago in enumerate(last, 1)
    ]  # fmt: skip
    found = [one for member, past in people if (one := silence(member, past, AT))]
    chosen = to_talk(found)
    assert len(chosen) == min(MOST, len(found))
    order = [(one.last is None, -(one.last or AT).timestamp(), one.member.id) for one in chosen]
    assert order == sorted(order)
    assert ITEMS == 3
