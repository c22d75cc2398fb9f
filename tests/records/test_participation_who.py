"""Who is counted, and what becomes of a delivery, told as stories of one week.

The week is 16-22 November 2026 in Berlin: it begins on Sunday 23:00 UTC.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from records.meetings import week_of
from records.model import BranchKey, Fate, Kind, MemberId, Role, State
from records.participation import Measures, Outage, Rows, measure
from tests.records.histories import DAY, HOUR, NORTH, WEEK, History

W = week_of(NORTH, date(2026, 11, 18))
MONDAY = W.start + 8 * HOUR


def branch_of(count: int) -> tuple[History, list[MemberId]]:
    """Members who joined and linked long ago."""
    story = History()
    return story, story.joined(count, W.start - 10 * WEEK)


def measured(story: History) -> Measures:
    return measure(story.rows(), NORTH, W, W.end + WEEK)


def test_who_joins_during_the_week_is_counted_from_the_next_week_on() -> None:
    story, _ = branch_of(5)
    late = story.join(W.start + DAY, W.start + DAY)
    story.answer(story.send(late, MONDAY + 2 * DAY), MONDAY + 2 * DAY + HOUR)
    assert measured(story).active.of == 5
    assert measured(story).active.n == 0
    following = week_of(NORTH, date(2026, 11, 25))
    assert measure(story.rows(), NORTH, following, following.end).active.of == 6


def test_who_comes_on_the_roster_at_its_very_start_is_counted() -> None:
    story, _ = branch_of(5)
    story.join(W.start)
    assert measured(story).linked.of == 6
    assert measured(story).linked.n == 5


def test_who_leaves_during_the_week_is_still_counted_and_who_had_left_is_not() -> None:
    story, members = branch_of(7)
    story.move(members[0], State.LEFT, W.start + HOUR)
    story.move(members[1], State.LEFT, W.start)
    found = measured(story)
    assert (found.active.of, found.linked.n) == (6, 6)


def test_who_paused_for_half_of_the_week_before_its_items_came_is_not_counted() -> None:
    story, members = branch_of(8)
    for member in members:
        story.send(member, MONDAY)
    half = (W.end - W.start) / 2
    before = MONDAY - HOUR
    story.move(members[0], State.PAUSED, before)
    story.move(members[0], State.LINKED, before + half)
    story.move(members[1], State.PAUSED, before)
    story.move(members[1], State.LINKED, before + half - timedelta(seconds=1))
    story.move(members[2], State.PAUSED, MONDAY + HOUR)  # after the item came: still counted
    story.move(members[3], State.EXCUSED, W.start - DAY, noted=MONDAY + DAY)  # noted afterwards
    story.move(members[4], State.EXCUSED, MONDAY + DAY, noted=W.start - DAY)  # noted beforehand
    found = measured(story)
    assert found.roster.value == 8
    assert found.active.of == 6


def test_an_excuse_that_is_noted_during_the_week_counts_from_then_on_only() -> None:
    story, members = branch_of(6)
    story.move(members[0], State.EXCUSED, W.start, noted=W.start + 4 * DAY)  # three days are left
    story.move(members[1], State.EXCUSED, W.start, noted=W.start + 3 * DAY)  # four days are
    assert measured(story).active.of == 5


def test_a_pause_that_ran_out_leads_back_to_being_linked() -> None:
    story, members = branch_of(6)
    story.move(members[0], State.PAUSED, W.start - 3 * WEEK)
    story.move(members[0], State.LINKED, W.start - 2 * WEEK)
    story.spells.pop()  # nothing was written down when it ran out
    found = measured(story)
    assert (found.active.of, found.linked.n) == (6, 6)


def test_who_blocks_the_bot_is_counted_but_not_linked_also_if_they_leave_afterwards() -> None:
    story, members = branch_of(10)
    for member in members[:6]:
        story.move(member, State.BLOCKED, MONDAY + DAY)
    story.move(members[0], State.LEFT, MONDAY + 2 * DAY)
    found = measured(story)
    assert (found.linked.n, found.linked.of) == (4, 10)
    assert found.active_linked.hidden is not None  # four are left


@pytest.mark.parametrize(("lost", "told"), [(0, True), (1, False), (4, False), (5, True)])
def test_took_part_of_the_linked_does_not_tell_about_the_few_who_were_lost(
    lost: int, told: bool
) -> None:
    """Less those who took part of all, it would say whether the one who blocked the bot had."""
    story, members = branch_of(15)
    for number, member in enumerate(members):
        story.answer(story.send(member, MONDAY), MONDAY + HOUR)
        if number < lost:
            story.move(member, State.BLOCKED, MONDAY + DAY)
    found = measured(story)
    assert found.active.n == 15
    assert found.active_linked.n == (15 - lost if told else None)


def test_an_organizer_counts_where_an_item_was_due_to_them() -> None:
    story, _ = branch_of(5)
    studies = story.join(W.start - WEEK, W.start - WEEK, Role.ORGANIZER)
    story.join(W.start - WEEK, W.start - WEEK, Role.ORGANIZER)
    story.send(studies, MONDAY, fate=Fate.FAILED)
    assert measured(story).active.of == 6


def test_an_answer_counts_in_the_week_it_came_in_and_at_the_border_in_the_next() -> None:
    story, members = branch_of(5)
    friday = MONDAY + 4 * DAY
    for n, member in enumerate(members):
        moment = W.end if n == 0 else W.end - timedelta(microseconds=1)
        story.answer(story.send(member, friday, open_for=WEEK), moment)
    assert measured(story).active.n == 4


def test_a_late_answer_is_taking_part_but_leaves_its_item_unanswered() -> None:
    story, members = branch_of(5)
    for n, member in enumerate(members):
        delivery = story.send(member, MONDAY, open_for=DAY)
        story.answer(delivery, MONDAY + DAY - timedelta(seconds=n < 3))
    found = measured(story)
    assert found.active.n == 5
    assert (found.response.n, found.response.of) == (3, 5)
    assert (found.answered.value, found.unanswered.value) == (3, 2)


def test_an_item_that_closes_as_the_week_ends_belongs_to_that_week() -> None:
    story, members = branch_of(5)
    for n, member in enumerate(members):
        story.send(member, W.end - DAY - n * HOUR, open_for=DAY + (n > 0) * HOUR)
    assert measured(story).response.of == 5
    story.send(members[0], W.start - DAY, open_for=DAY)  # it closed as the week began
    assert measured(story).response.of == 5


def test_a_delivery_that_did_not_arrive_is_nobody_s_silence() -> None:
    story, members = branch_of(6)
    for member, fate in zip(
        members, (Fate.SENT, Fate.FAILED, Fate.UNKNOWN, Fate.PENDING, Fate.CANCELLED), strict=False
    ):
        story.send(member, MONDAY, fate=fate)
    doubtful = story.send(members[5], MONDAY, fate=Fate.UNKNOWN)
    story.answer(doubtful, MONDAY + HOUR)  # the answer proves that it came
    found = measured(story)
    assert found.unreached.value == 4
    assert (found.answered.value, found.unanswered.value) == (1, 1)
    assert (found.reach.n, found.reach.of) == (2, 6)


def test_what_was_not_sent_because_of_a_pause_or_an_excuse_is_told_as_that() -> None:
    story, members = branch_of(6)
    story.move(members[0], State.PAUSED, MONDAY + HOUR)
    story.send(members[0], MONDAY, fate=Fate.CANCELLED)
    story.move(members[1], State.EXCUSED, MONDAY - DAY)
    story.send(members[1], MONDAY, fate=Fate.CANCELLED)
    story.move(members[2], State.PAUSED, MONDAY + HOUR)
    story.send(members[2], MONDAY, fate=Fate.FAILED)
    found = measured(story)
    assert (found.paused.value, found.excused.value, found.unreached.value) == (1, 1, 1)


def test_an_answer_that_an_outage_held_back_counts_before_the_border_and_in_time() -> None:
    story, members = branch_of(5)
    for member in members:
        delivery = story.send(member, W.end - 4 * HOUR, open_for=3 * HOUR)
        story.answer(delivery, W.end + 2 * HOUR)
    assert measured(story).active.n == 0
    outage = Outage(W.end - 2 * HOUR, W.end + 2 * HOUR)
    held = Rows(story.members, story.spells, story.deliveries, story.answers, outages=(outage,))
    found = measure(held, NORTH, W, W.end + DAY)
    assert found.active.n == found.response.n == 5
    assert found.latency_left_out.value == 5
    assert found.latency.value is None


def test_reminders_and_summaries_are_no_deliveries_of_items() -> None:
    story, members = branch_of(5)
    for member in members:
        story.send(member, MONDAY, kind=Kind.NUDGE)
        story.send(member, MONDAY, kind=Kind.SUMMARY)
    found = measured(story)
    assert (found.sent.value, found.reach.n) == (0, 0)


def test_regular_is_who_answered_in_three_of_four_of_the_weeks_they_were_counted_in() -> None:
    story, members = branch_of(5)
    for n in range(4):
        for place, member in enumerate(members):
            at = MONDAY - n * WEEK
            delivery = story.send(member, at)
            if n < place:  # the first never, the second once, … the fifth always
                story.answer(delivery, at + HOUR)
    found = measured(story)
    assert found.regularity_weeks.value == 4
    assert (found.regularity.n, found.regularity.of) == (2, 5)


def test_answers_on_the_eve_of_the_meeting_are_told() -> None:
    first_week = week_of(NORTH, date(2026, 11, 5))  # the meeting is on Thursday 19:00
    story = History()
    for member in story.joined(6, first_week.start - WEEK):
        delivery = story.send(member, first_week.start + 8 * HOUR, open_for=WEEK)
        late = member % 2 == 0
        story.answer(delivery, first_week.start + (3 * DAY if late else 9 * HOUR))
    found = measure(story.rows(), NORTH, first_week, first_week.end)
    assert (found.eve_share.n, found.eve_share.of) == (3, 6)
    assert measured(branch_of(6)[0]).eve_share.of == 0  # no meeting near that week


def test_rows_of_another_branch_change_nothing() -> None:
    story, members = branch_of(5)
    for member in members:
        story.answer(story.send(member, MONDAY), MONDAY + HOUR)
    alone = measured(story)
    south = History(replace(NORTH, key=BranchKey("south")), first=901)
    for member in south.joined(9, W.start - WEEK):
        south.answer(south.send(member, MONDAY), MONDAY + 2 * HOUR)
    both = Rows(
        [*story.members, *south.members],
        [*story.spells, *south.spells],
        [*story.deliveries, *south.deliveries],
        [*story.answers, *south.answers],
    )
    assert measure(both, NORTH, W, W.end + WEEK) == alone


def test_a_week_that_still_runs_counts_what_has_closed_by_now() -> None:
    story, members = branch_of(5)
    for member in members:
        story.send(member, MONDAY, open_for=DAY)
        story.send(member, MONDAY + DAY, open_for=DAY)
    now = MONDAY + DAY + HOUR
    found = measure(story.rows(), NORTH, W, now)
    assert found.response.of == 5
    assert found.gap.value == 2
