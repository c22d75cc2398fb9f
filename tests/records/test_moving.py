"""Meetings that organizers move, cancel and add: what holds however often they do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.branch import Branch, Change, MonthlyRule
from records.meetings import (
    between_meetings,
    last_meeting,
    local_day,
    meeting_periods,
    meetings,
    next_meeting,
)
from records.meetings.moving import (
    FARTHEST,
    Refused,
    added,
    cancelled,
    moved,
    planned_of,
    upcoming,
    when,
    with_change,
)
from records.model import BranchKey

BERLIN = Branch(BranchKey("north"), "North", "Europe/Berlin",
                meeting=MonthlyRule(1, 3, time(19, 0)))  # fmt: skip
DAY = timedelta(days=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


NOW = at("2026-11-24 08:00")
NOVEMBER, DECEMBER, JANUARY = (
    at("2026-11-05 18:00"), at("2026-12-03 18:00"), at("2027-01-07 18:00"),
)  # fmt: skip


def change(branch: Branch, planned: datetime, to: datetime | None, now: datetime = NOW) -> Branch:
    """The branch after a change that is allowed."""
    made = moved(branch, planned, to, now)
    assert isinstance(made, Change), made
    return with_change(branch, made)


def test_a_moved_meeting_is_when_it_is_now_for_everybody() -> None:
    branch = change(BERLIN, DECEMBER, DECEMBER + 6 * DAY)
    assert next_meeting(branch, NOW) == DECEMBER + 6 * DAY
    assert last_meeting(branch, DECEMBER) == NOVEMBER
    assert meetings(branch, NOVEMBER, JANUARY) == (NOVEMBER, DECEMBER + 6 * DAY)
    period = between_meetings(branch, NOW)
    assert period is not None
    assert (period.start, period.name) == (NOVEMBER, "2026-11-05/2026-12-09")


def test_a_meeting_moves_over_the_border_of_a_month_and_past_the_next_one() -> None:
    branch = change(BERLIN, DECEMBER, JANUARY + 2 * DAY)
    assert meetings(branch, NOW, JANUARY + 3 * DAY) == (JANUARY, JANUARY + 2 * DAY)
    assert planned_of(branch, JANUARY + 2 * DAY) == DECEMBER
    earlier = change(BERLIN, DECEMBER, at("2026-11-30 18:00"))
    assert next_meeting(earlier, NOW) == at("2026-11-30 18:00")
    assert next_meeting(earlier, at("2026-11-30 18:00")) == JANUARY


def test_a_cancelled_meeting_joins_two_periods_and_can_come_back() -> None:
    branch = change(BERLIN, DECEMBER, None)
    assert next_meeting(branch, NOW) == JANUARY and when(branch, DECEMBER) is None
    assert [one.planned for one in cancelled(branch, NOW)] == [DECEMBER]
    assert [one.name for one in meeting_periods(branch, NOVEMBER, JANUARY + DAY)] == [
        "2026-11-05/2027-01-07"
    ]
    again = added(branch, DECEMBER, NOW)
    assert again == Change(DECEMBER, DECEMBER, 2, NOW)
    assert isinstance(again, Change)
    assert next_meeting(with_change(branch, again), NOW) == DECEMBER


def test_where_many_are_cancelled_the_next_one_is_found_however_far() -> None:
    branch, late = BERLIN, JANUARY
    for planned in upcoming(BERLIN, NOW):
        branch, late = change(branch, planned, None), planned
    assert not upcoming(branch, NOW)
    found = next_meeting(branch, NOW)
    assert found is not None and found > late
    assert last_meeting(branch, found - DAY) == NOVEMBER


def test_one_more_meeting_counts_also_where_the_branch_has_none() -> None:
    bare = replace(BERLIN, meeting=())
    made = added(bare, DECEMBER, NOW)
    assert isinstance(made, Change)
    branch = with_change(bare, made)
    assert next_meeting(branch, NOW) == DECEMBER and last_meeting(branch, JANUARY) == DECEMBER
    assert next_meeting(bare, NOW) is None


def test_one_that_is_added_where_another_was_moved_away_from_is_another() -> None:
    branch = change(BERLIN, DECEMBER, DECEMBER + 6 * DAY)
    made = added(branch, DECEMBER, NOW)
    assert isinstance(made, Change) and made.at == DECEMBER
    both = with_change(branch, made)
    assert meetings(both, NOW, JANUARY) == (DECEMBER, DECEMBER + 6 * DAY)
    assert planned_of(both, DECEMBER) != planned_of(both, DECEMBER + 6 * DAY) == DECEMBER


def test_a_new_hour_in_the_configuration_brings_no_changed_meeting_back() -> None:
    moved_ = change(BERLIN, DECEMBER, DECEMBER + 6 * DAY)
    gone = change(BERLIN, DECEMBER, None)
    later = MonthlyRule(1, 3, time(20, 0))
    assert next_meeting(replace(moved_, meeting=later), NOW) == DECEMBER + 6 * DAY
    assert next_meeting(replace(gone, meeting=later), NOW) == JANUARY + timedelta(hours=1)


def test_each_change_is_counted_for_calendars() -> None:
    branch = change(BERLIN, DECEMBER, DECEMBER + DAY)
    branch = change(branch, DECEMBER, None)
    branch = change(branch, DECEMBER, DECEMBER)
    assert [one.sequence for one in branch.changes] == [3]
    assert next_meeting(branch, NOW) == DECEMBER


@pytest.mark.parametrize(("planned", "to", "why"), [
    (NOVEMBER, DECEMBER + DAY, Refused.BEGUN),
    (NOVEMBER, None, Refused.BEGUN),
    (DECEMBER + DAY, None, Refused.NONE),
    (DECEMBER + DAY, DECEMBER + 2 * DAY, Refused.NONE),
    (DECEMBER, NOW, Refused.PAST),
    (DECEMBER, NOW + FARTHEST + DAY, Refused.FAR),
    (DECEMBER, DECEMBER, Refused.SAME),
    (DECEMBER, JANUARY - timedelta(hours=3), Refused.TAKEN),
])  # fmt: skip
def test_what_cannot_be_is_refused_with_the_reason(
    planned: datetime, to: datetime | None, why: Refused
) -> None:
    assert moved(BERLIN, planned, to, NOW) is why


def test_a_cancelled_meeting_is_not_cancelled_again_and_another_hour_of_the_day_is_free() -> None:
    branch = change(BERLIN, DECEMBER, None)
    assert moved(branch, DECEMBER, None, NOW) is Refused.NONE
    assert added(BERLIN, DECEMBER, NOW) is Refused.SAME
    assert added(BERLIN, DECEMBER + timedelta(hours=1), NOW) is Refused.TAKEN
    later = change(BERLIN, DECEMBER, DECEMBER + timedelta(hours=1))
    assert next_meeting(later, NOW) == DECEMBER + timedelta(hours=1)


# --- Whatever is done (G12) -----------------------------------------------------------------

ZONES = ("Europe/Berlin", "America/New_York", "Africa/Cairo", "Pacific/Apia", "Asia/Shanghai",
         "Australia/Lord_Howe")  # fmt: skip
RULES = st.builds(MonthlyRule, st.sampled_from((1, 2, 3, 4, -1)), st.integers(0, 6),
                  st.builds(time, st.integers(0, 23), st.sampled_from((0, 30))))  # fmt: skip
HOURS = st.integers(-24 * 40, 24 * 200)
STEPS = st.lists(
    st.tuples(st.integers(1, 24 * 60), st.sampled_from(("move", "cancel", "add", "restore")),
              st.integers(0, 4), HOURS),
    max_size=12,
)  # fmt: skip


def step(branch: Branch, now: datetime, what: str, which: int, hours: int) -> Branch:
    """Something an organizer tries; the branch as it was where it is refused."""
    ahead, gone = upcoming(branch, now), cancelled(branch, now)
    made: Change | Refused = Refused.NONE
    if what == "add":
        made = added(branch, now + hours * timedelta(hours=1), now)
    elif what == "restore" and gone:
        one = gone[which % len(gone)]
        made = moved(branch, one.planned, one.planned + hours * timedelta(hours=1), now)
    elif what in ("move", "cancel") and ahead:
        met = ahead[which % len(ahead)]
        to = met + hours * timedelta(hours=1) if what == "move" else None
        made = moved(branch, planned_of(branch, met), to, now)
    return with_change(branch, made) if isinstance(made, Change) else branch


@given(st.sampled_from(ZONES), RULES, STEPS)
def test_periods_partition_time_and_one_that_has_begun_keeps_its_start(
    zone: str, rule: MonthlyRule, steps: list[tuple[int, str, int, int]]
) -> None:
    branch, now = replace(BERLIN, zone=zone, meeting=rule), at("2026-02-10 12:00")
    first, end = now - 200 * DAY, now + 500 * DAY
    for hours, what, which, shift in steps:
        now += hours * timedelta(hours=1)
        before, branch = branch, step(branch, now, what, which, shift)
        assert last_meeting(branch, now) == last_meeting(before, now)
        assert meetings(branch, first, now) == meetings(before, first, now)
    met = meetings(branch, first, end)
    periods = meeting_periods(branch, first, end)
    assert [(one.start, one.end) for one in periods] == list(pairwise(met))
    assert len({local_day(branch, one) for one in met}) == len(met)
    assert len({one.name for one in periods}) == len(periods)
    for period in periods:
        for moment in (period.start, period.end - timedelta(microseconds=1)):
            assert between_meetings(branch, moment) == period


@given(st.sampled_from(ZONES), RULES, STEPS)
def test_the_meetings_are_those_of_the_rule_but_for_what_was_changed(
    zone: str, rule: MonthlyRule, steps: list[tuple[int, str, int, int]]
) -> None:
    """Counted in another way: over a list of instants instead of a rule that is walked along."""
    bare, now = replace(BERLIN, zone=zone, meeting=rule), at("2026-10-20 12:00")
    branch, first, end = bare, now - 100 * DAY, now + 800 * DAY
    for hours, what, which, shift in steps:
        now += hours * timedelta(hours=1)
        branch = step(branch, now, what, which, shift)
    now_at = {one.planned: one.at for one in branch.changes}
    expected = {now_at.get(one, one) for one in meetings(bare, first, end)}
    expected |= {one for one in now_at.values() if one is not None}
    ordered = sorted(one for one in expected if one is not None and first <= one < end)
    assert list(meetings(branch, first, end)) == ordered
    for moment in (first + DAY, now, end - 100 * DAY):
        assert next_meeting(branch, moment) == next((o for o in ordered if o > moment), None)
        past = [one for one in ordered if one <= moment]
        assert not past or last_meeting(branch, moment) == past[-1]
