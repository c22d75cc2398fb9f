"""A rhythm: weeks of a member's own days, in which nobody is blamed for what they could not do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.rhythm import Past, Rhythm, Week, picture, rhythm, week_of

DAY = timedelta(days=1)
MONDAY = date(2026, 10, 5)
WORKDAYS = frozenset(range(5))


def past(done: str, promise: int = 3, since: date = MONDAY, shut: frozenset[date] = frozenset(),
         study: frozenset[int] = WORKDAYS) -> Past:  # fmt: skip
    """Days from MONDAY on: `x` answered, `.` an item without an answer, `-` no item."""
    days = {MONDAY + n * DAY: mark for n, mark in enumerate(done.replace(" ", ""))}
    return Past(
        promise, study, since,
        {day for day, mark in days.items() if mark == "x"},
        {day for day, mark in days.items() if mark in "x."},
        shut,
    )  # fmt: skip


def seen(found: Past, weeks: int) -> Rhythm:
    """As it stands on the Sunday of the nth week."""
    return rhythm(found, MONDAY + (7 * weeks - 1) * DAY)


def test_three_of_three_this_week_and_two_of_the_last_two() -> None:
    found = seen(past("xxx..-- x.x.x-- .xxx.--"), 3)
    assert (found.week.done, found.week.asked, found.week.kept) == (3, 3, True)
    assert (found.kept, len(found.weeks)) == (2, 2)
    assert picture(found) == "● ● ●"


def test_a_week_that_was_not_kept_takes_nothing_away() -> None:
    found = seen(past("xxx..-- x....-- xxx..--"), 3)
    assert (found.kept, len(found.weeks)) == (1, 2) and picture(found) == "● ○ ●"


def test_a_day_is_counted_once_and_any_day_counts() -> None:
    assert seen(past("x....xx"), 1).week == Week(MONDAY, 3, 3)


def test_a_week_in_which_nothing_was_sent_is_left_out() -> None:
    found = seen(past("xxx..-- ------- .....--"), 3)
    assert (found.kept, len(found.weeks)) == (1, 1)


def test_the_first_week_asks_for_no_days_before_the_first() -> None:
    thursday = MONDAY + 3 * DAY
    assert seen(past("---x.--", since=thursday), 1).week == Week(MONDAY, 1, 0)


def test_a_promise_of_more_days_than_one_studies_is_one_of_as_many() -> None:
    two = frozenset({0, 3})
    assert seen(past("x--x---", promise=5, study=two), 1).week == Week(MONDAY, 2, 2)


def test_the_days_to_come_are_open_but_a_holiday_ahead_is_not() -> None:
    today = MONDAY + DAY
    assert week_of(past("x."), MONDAY, today).asked == 3
    ahead = frozenset({MONDAY + 3 * DAY})
    assert week_of(past("x.", shut=ahead), MONDAY, today).asked == 2


def test_across_the_date_line_no_week_is_lost() -> None:
    """Samoa left out 30 December 2011; who flies west leaves a date out, too: it has no item."""
    skipped = seen(past("x-xxx--", promise=5), 1).week
    assert skipped == Week(MONDAY, 4, 4) and skipped.kept


marks = st.text("x.-", min_size=7 * 4, max_size=7 * 4)
some_days = st.frozensets(st.integers(0, 27), max_size=14).map(
    lambda days: frozenset(MONDAY + n * DAY for n in days)
)


@given(marks, st.sampled_from((2, 3, 5)), some_days, st.sampled_from((WORKDAYS, frozenset({1, 3}))))
def test_being_away_never_turns_a_kept_week_into_another(
    text: str, promise: int, away: frozenset[date], study: frozenset[int]
) -> None:
    """A pause, a holiday or an outage on any days, and whatever would have been done on them not
    done: each week that was kept is kept or asks for nothing."""
    before = past(text, promise, study=study)
    after = replace(before, done=before.done - away, shut=away)
    for n in range(4):
        monday = MONDAY + 7 * n * DAY
        was = week_of(before, monday, MONDAY + 27 * DAY)
        now = week_of(after, monday, MONDAY + 27 * DAY)
        besides = {day for day in away & before.done if day.weekday() not in study}
        if was.kept and not besides:  # days done beyond the study days were a gift
            assert now.done >= now.asked


@given(marks, st.sampled_from((2, 3, 5)), some_days)
def test_a_shut_day_never_asks_for_more(text: str, promise: int, away: frozenset[date]) -> None:
    before = past(text, promise)
    after = replace(before, shut=away)
    for n in range(4):
        monday, today = MONDAY + 7 * n * DAY, MONDAY + 27 * DAY
        assert week_of(after, monday, today).asked <= week_of(before, monday, today).asked
    assert seen(after, 4).kept >= seen(before, 4).kept - sum(
        not week.done for week in seen(before, 4).weeks
    )


@pytest.mark.parametrize("days", range(1, 6))
def test_one_more_day_done_never_lowers_the_count(days: int) -> None:
    fewer, more = past("x" * (days - 1) + "." * (6 - days)), past("x" * days + "." * (5 - days))
    assert seen(more, 1).week.done == seen(fewer, 1).week.done + 1
