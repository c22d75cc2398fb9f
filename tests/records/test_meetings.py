"""When a branch meets, and the weeks and periods its participation is counted over."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.branch import Branch, MonthlyRule
from records.meetings import (
    between_meetings,
    instant,
    last_meeting,
    local_days,
    meeting_periods,
    meetings,
    next_meeting,
    nth_weekday,
    week_at,
    week_of,
    weeks_in,
    weeks_until,
    zone_of,
)
from records.model import BranchKey

FIRST_THURSDAY = MonthlyRule(1, 3, time(19, 0))
BERLIN = Branch(BranchKey("north"), "North", "Europe/Berlin", meeting=FIRST_THURSDAY)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_branch_meets_on_the_first_thursday_of_each_month_at_its_own_hour() -> None:
    found = meetings(BERLIN, at("2026-10-01"), at("2027-01-01"))
    assert found == (at("2026-10-01 17:00"), at("2026-11-05 18:00"), at("2026-12-03 18:00"))


def test_the_last_friday_is_the_fourth_or_the_fifth() -> None:
    assert nth_weekday(2026, 10, -1, 4) == date(2026, 10, 30)
    assert nth_weekday(2026, 11, -1, 4) == date(2026, 11, 27)
    assert nth_weekday(2026, 2, 4, 4) == date(2026, 2, 27)


def test_the_next_meeting_is_later_and_the_last_one_has_begun() -> None:
    met = at("2026-11-05 18:00")
    assert next_meeting(BERLIN, met) == at("2026-12-03 18:00")
    assert last_meeting(BERLIN, met) == met
    assert last_meeting(BERLIN, met - timedelta(microseconds=1)) == at("2026-10-01 17:00")


def test_meetings_may_be_dates_in_any_order_and_come_once_each() -> None:
    dates = (at("2026-12-03 18:00"), at("2026-11-05 18:00"), at("2026-12-03 18:00"))
    branch = replace(BERLIN, meeting=dates)
    assert meetings(branch, at("2026-01-01"), at("2027-01-01")) == (dates[1], dates[0])
    assert next_meeting(branch, dates[0]) is None
    assert last_meeting(branch, at("2026-11-04")) is None


def test_a_branch_without_meetings_has_no_period_between_them() -> None:
    branch = replace(BERLIN, meeting=())
    assert between_meetings(branch, at("2026-11-24")) is None
    assert next_meeting(branch, at("2026-11-24")) is None


def test_what_happens_as_a_meeting_begins_belongs_to_the_next_period() -> None:
    met = at("2026-11-05 18:00")
    before = between_meetings(BERLIN, met - timedelta(microseconds=1))
    after = between_meetings(BERLIN, met)
    assert before and after
    assert before.end == after.start == met
    assert met in after
    assert met not in before
    assert after.name == "2026-11-05/2026-12-03"


def test_periods_between_meetings_follow_each_other_without_a_gap() -> None:
    found = meeting_periods(BERLIN, at("2026-01-01"), at("2027-01-01"))
    assert len(found) == 11
    assert all(a.end == b.start for a, b in pairwise(found))


def test_an_iso_week_has_its_year_and_number_and_starts_on_monday_in_the_branch_s_zone() -> None:
    week = week_of(BERLIN, date(2026, 11, 24))
    assert week.name == "2026-W48"
    assert (week.start, week.end) == (at("2026-11-22 23:00"), at("2026-11-29 23:00"))
    assert week_of(BERLIN, date(2027, 1, 1)).name == "2026-W53"
    assert week_at(BERLIN, week.end).name == "2026-W49"


def test_a_week_in_which_the_clocks_change_is_still_one_week() -> None:
    autumn, spring = week_of(BERLIN, date(2026, 10, 25)), week_of(BERLIN, date(2026, 3, 29))
    assert autumn.end - autumn.start == timedelta(hours=169)
    assert spring.end - spring.start == timedelta(hours=167)
    assert weeks_in(BERLIN, autumn) == weeks_in(BERLIN, spring) == 1.0
    assert len(local_days(BERLIN, autumn)) == 7


def test_an_hour_that_the_clocks_skip_moves_forward_and_one_that_comes_twice_is_the_first() -> None:
    assert instant(date(2026, 3, 29), time(2, 30), "Europe/Berlin") == at("2026-03-29 01:30")
    assert instant(date(2026, 10, 25), time(2, 30), "Europe/Berlin") == at("2026-10-25 00:30")
    second = time(2, 30, fold=1)
    assert instant(date(2026, 10, 25), second, "Europe/Berlin") == at("2026-10-25 00:30")


def test_a_day_that_has_no_midnight_starts_when_it_does() -> None:
    assert instant(date(2026, 4, 24), time(0), "Africa/Cairo") == at("2026-04-23 22:00")


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(KeyError):
        zone_of("Europe/Atlantis")


@given(
    zone=st.sampled_from(sorted(available_timezones() - {"localtime"})),
    day=st.dates(date(1990, 1, 1), date(2040, 12, 31)),
)
def test_in_every_zone_weeks_follow_each_other_and_hold_the_day_they_were_asked_for(
    zone: str, day: date
) -> None:
    branch = replace(BERLIN, zone=zone)
    before, week, after = (week_of(branch, day + n * timedelta(days=7)) for n in (-1, 0, 1))
    assert before.end == week.start < week.end == after.start
    assert instant(day, time(12), zone) in week or zone in ("Pacific/Apia", "Pacific/Fakaofo")
    assert weeks_until(branch, week, 3)[-2:] == (before, week)


@given(st.integers(0, 20 * 366 * 24 * 60))
def test_every_instant_lies_in_exactly_one_period_between_meetings(minute: int) -> None:
    moment = at("2020-01-01") + timedelta(minutes=minute)
    period = between_meetings(BERLIN, moment)
    assert period
    assert moment in period
    assert meetings(BERLIN, period.start, period.end) == (period.start,)


@given(st.integers(1, 9998), st.integers(1, 12), st.sampled_from((1, 2, 3, 4, -1)),
       st.integers(0, 6))  # fmt: skip
def test_the_nth_weekday_is_found_by_looking_at_every_day_of_the_month(
    year: int, month: int, nth: int, weekday: int
) -> None:
    days = [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]
    found = [day for day in days if day.weekday() == weekday]
    assert nth_weekday(year, month, nth, weekday) == found[nth - 1 if nth > 0 else nth]
