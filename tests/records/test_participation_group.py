"""Answers given in the group: they are participation, and no delivery of the branch's plan."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from records.meetings import week_of
from records.model import DeliveryId, Kind, MemberId, State
from records.participation import Measures, Outage, Rows, measure, summarise
from tests.records.histories import DAY, HOUR, NORTH, WEEK, History, question

W = week_of(NORTH, date(2026, 11, 18))
MONDAY = W.start + 8 * HOUR
COUNTED = {
    "answers", "active", "active_linked", "density", "gap", "regularity", "regularity_weeks",
    "eve_share", "concentration", "rated",
}  # fmt: skip
"""What an answer in the group counts for; everything else is as if it had not been given."""


def a_week(grouped: bool, mark: float = 1.0) -> tuple[History, list[MemberId]]:
    """Nine members; six got an item each day and answered some; five answered in the group."""
    story = History()
    members = story.joined(9, W.start - 10 * WEEK)
    for n, member in enumerate(members[:6]):
        for day in range(5):
            delivery = story.send(member, MONDAY + day * DAY, question(f"q{day}"))
            if day < n:
                right = 1.0 if (n + day) % 3 else 0.0
                story.answer(delivery, MONDAY + day * DAY + n * HOUR, right)
    for member in members[4:] if grouped else ():
        in_the_group(story, member, mark)
    return story, members


def in_the_group(story: History, member: MemberId, mark: float = 1.0) -> DeliveryId:
    at = MONDAY + DAY
    delivery = story.send(member, at, question("stood there"), kind=Kind.GROUP, open_for=DAY)
    story.answer(delivery, at + 2 * HOUR, mark)
    return delivery


def measured(story: History) -> Measures:
    return measure(story.rows(), NORTH, W, W.end + WEEK)


def test_they_count_as_answers_and_as_taking_part() -> None:
    without, _ = a_week(grouped=False)
    story, _ = a_week(grouped=True)
    before, after = measured(without), measured(story)
    assert (before.answers.value, after.answers.value) == (15, 20)
    assert (before.active.n, after.active.n, after.active.of) == (5, 8, 9)


def test_they_are_no_items_sent_and_change_no_rate_of_what_was() -> None:
    before, after = measured(a_week(grouped=False)[0]).each(), measured(a_week(grouped=True)[0])
    for name, value in after.each().items():
        if name not in COUNTED:
            assert value == before[name], name


def test_how_right_they_were_is_in_none_of_the_branch_s_numbers() -> None:
    told = []
    for mark in (1.0, 0.0):
        story, _ = a_week(grouped=True, mark=mark)
        made = summarise(story.rows(), NORTH, W, W.end)
        told.append((made.measures, made.questions, made.fix, made.bring_up))
    assert told[0] == told[1]
    assert "stood there" not in {one.item for one in told[0][1]}


def test_who_had_it_in_the_group_first_has_no_first_attempt_left() -> None:
    """The mark given alone, later, is of somebody who knows the answer from the group."""
    story, members = a_week(grouped=True)
    again = story.send(members[8], MONDAY + 3 * DAY, question("stood there"), fresh=False)
    story.answer(again, MONDAY + 3 * DAY + HOUR)
    made = summarise(story.rows(), NORTH, W, W.end)
    assert all(one.item != "stood there" for one in made.questions)


def test_an_outage_does_not_put_an_answer_before_its_question() -> None:
    story, members = a_week(grouped=False)
    delivery = in_the_group(story, members[8])
    [sent] = [row.sent for row in story.deliveries if row.id == delivery]
    assert sent is not None
    rows = story.rows()
    outage = Outage(sent - 2 * DAY, sent + DAY)
    held = Rows(rows.members, rows.spells, rows.deliveries, rows.answers, outages=(outage,))
    found = measure(held, NORTH, W, W.end + WEEK)
    assert found.answers.value == 16


@pytest.mark.parametrize("state", [State.LEFT, State.BLOCKED])
def test_who_answered_and_went_stays_counted(state: State) -> None:
    story, members = a_week(grouped=True)
    before = measured(story).active
    story.move(members[8], state, W.end - timedelta(hours=1))
    assert measured(story).active == before


@pytest.mark.parametrize("mark", [0.0, 1.0])
def test_what_was_right_alone_and_then_in_the_group_is_no_gain_and_no_loss(mark: float) -> None:
    story, members = a_week(grouped=False)
    for member in members:
        alone = story.send(member, MONDAY, question("stood there"))
        story.answer(alone, MONDAY + HOUR, 0.0)
    before = measured(story).gain_on_reask
    for member in members:
        in_the_group(story, member, mark)
    assert measured(story).gain_on_reask == before
