"""A branch's week as a value: compared with its own past, one act asked for, frozen."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from records.meetings import week_of
from records.model import State
from records.participation import (
    Deed,
    Flaw,
    Share,
    Summary,
    freeze,
    since,
    summarise,
    thaw,
)
from records.participation.summary import Counts
from tests.records.histories import DAY, HOUR, NORTH, WEEK, History, question, seeded

W = week_of(NORTH, date(2026, 11, 18))
MONDAY = W.start + 8 * HOUR


def branch(counts: list[int], members: int = 20, linked: int | None = None) -> Summary:
    """A branch in which so many answered in each of the last weeks, on Monday and on Friday."""
    story = History()
    people = [
        story.join(W.start - 20 * WEEK, None if linked and n >= linked else W.start - 20 * WEEK)
        for n in range(members)
    ]
    for back, count in enumerate(reversed(counts)):
        for n, member in enumerate(people[: linked or members]):
            for day in (0, 4):
                at = MONDAY - back * WEEK + day * DAY
                delivery = story.send(member, at, question(f"w{back}d{day}"))
                if n < count:
                    story.answer(delivery, at + HOUR)
    return summarise(story.rows(), NORTH, W, W.end + 9 * HOUR)


def test_the_weeks_before_the_first_item_are_not_shown() -> None:
    summary = branch([10, 12, 11])
    assert [week.name for week in summary.weeks] == ["2026-W45", "2026-W46", "2026-W47"]
    assert [week.active.n for week in summary.weeks] == [10, 12, 11]


def test_at_most_eight_weeks_before_are_shown_and_held_against() -> None:
    summary = branch([10] * 12)
    assert len(summary.weeks) == 9
    assert summary.change and summary.change.weeks == 8


def test_a_week_like_those_before_is_no_real_change_and_a_sharp_fall_is_one() -> None:
    same, fall = branch([10] * 9), branch([16] * 8 + [5])
    assert same.change and not same.change.real
    assert fall.change and fall.change.real and fall.change.high < 0


def test_the_first_week_has_nothing_to_be_held_against() -> None:
    assert branch([10]).change is None


@pytest.mark.parametrize(
    ("counts", "linked", "deed", "n"),
    [
        ([15], 15, Deed.INVITE, 5),
        ([17], 17, Deed.THANK, 0),
        ([5, 5, 5, 5], None, Deed.HOUR, 0),
        ([10, 10, 10, 10], None, Deed.BRING, 0),
        ([15, 15, 15], None, Deed.THANK, 0),
        ([0], None, Deed.FILL, 7),
    ],
)
def test_one_act_is_asked_for_the_first_that_stands_in_the_way(
    counts: list[int], linked: int | None, deed: Deed, n: int
) -> None:
    act = branch(counts, linked=linked).act
    assert (act.deed, act.n) == (deed, n)


def test_where_items_reach_few_somebody_is_asked_to_look_why() -> None:
    story = History()
    for n, member in enumerate(story.joined(10, W.start - WEEK)):
        if n < 5:
            story.answer(story.send(member, MONDAY), MONDAY + HOUR)
    act = summarise(story.rows(), NORTH, W, W.end).act
    assert (act.deed, act.n) == (Deed.ASK_WHY, 5)


def test_where_nobody_is_on_the_roster_the_one_thing_is_to_bring_people() -> None:
    assert branch([0], members=0).act.deed is Deed.ENROL


def test_a_branch_of_four_is_told_totals_alone() -> None:
    summary = branch([3, 3], members=4)
    told = summary.measures.each()
    assert summary.small
    found = summary.measures
    assert (found.roster.value, found.sent.value, found.answers.value) == (4, 8, 6)
    for name, one in told.items():
        if name not in ("roster", "sent", "answers"):
            assert one.hidden, name
    assert all(week.counts is None and week.active.hidden for week in summary.weeks)
    assert summary.change is summary.fix is summary.bring_up is None
    assert summary.act.deed is Deed.TALK


def test_of_a_branch_of_one_not_even_the_answers_are_told() -> None:
    assert branch([1], members=1).measures.answers.value is None


def test_the_hardest_question_is_to_fix_and_the_nearest_to_half_right_to_be_argued() -> None:
    story = History()
    members = story.joined(12, W.start - WEEK)
    for name, right in (("easy", 9), ("half", 6), ("hard", 3)):
        for n, member in enumerate(members):
            delivery = story.send(member, MONDAY, question(name))
            story.answer(delivery, MONDAY + HOUR, float(n < right))
    summary = summarise(story.rows(), NORTH, W, W.end)
    assert summary.fix and (summary.fix.flaw, summary.fix.question.item) == (Flaw.HARD, "hard")
    assert summary.bring_up and summary.bring_up.item == "half"


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("members", [3, 24, 60])
def test_a_frozen_summary_comes_back_whole(seed: int, members: int) -> None:
    rows, week = seeded(seed, members=members)
    summary = summarise(rows, NORTH, week, week.end + 9 * HOUR)
    assert thaw(freeze(summary)) == summary
    assert thaw(freeze(thaw(freeze(summary)))) == summary


def test_frozen_text_of_another_shape_is_refused() -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        thaw(json.dumps({"branch": "north"}))


def test_weeks_that_were_told_stand_as_they_were_told() -> None:
    rows, week = seeded(1)
    fresh = summarise(rows, NORTH, week, week.end)
    told = [replace(old, active=Share(20, 22, 0.7, 0.98)) for old in fresh.weeks[:-1]]
    again = summarise(rows, NORTH, week, week.end, past=told)
    assert again.weeks[:-1] == tuple(told)
    assert again.weeks[-1] == fresh.weeks[-1]
    assert again.change != fresh.change


def test_weeks_told_under_other_definitions_are_counted_anew() -> None:
    rows, week = seeded(1)
    fresh = summarise(rows, NORTH, week, week.end)
    old = [replace(w, definitions=0, counts=Counts(0, 0, 0, 0)) for w in fresh.weeks]
    assert summarise(rows, NORTH, week, week.end, past=old) == fresh


def test_rows_are_wanted_from_eight_weeks_before() -> None:
    assert since(NORTH, W) == week_of(NORTH, date(2026, 9, 21)).start
    rows, week = seeded(2, weeks=14)
    begin = since(NORTH, week)
    kept = [d for d in rows.deliveries if (d.letter.closes or d.letter.due) >= begin]
    theirs = {d.id for d in kept}
    cut = replace(
        rows,
        deliveries=kept,
        answers=[a for a in rows.answers if a.received >= begin or a.delivery in theirs],
    )
    assert len(cut.answers) < len(rows.answers)
    whole = summarise(rows, NORTH, week, week.end)
    part = summarise(cut, NORTH, week, week.end)
    assert (part.weeks, part.measures.active) == (whole.weeks, whole.measures.active)
    assert part.measures.regularity == whole.measures.regularity


def test_the_summary_names_nobody() -> None:
    rows, week = seeded(3)
    text = freeze(summarise(rows, NORTH, week, week.end))
    assert not any(member.name in text for member in rows.members)


def test_a_week_still_running_says_so() -> None:
    rows, week = seeded(3)
    assert summarise(rows, NORTH, week, week.end - HOUR).so_far
    assert not summarise(rows, NORTH, week, week.end).so_far


def test_two_snapshots_that_differ_by_one_member_do_not_tell_what_they_answered() -> None:
    """K01: the member who leaves takes no number of the week before along."""
    rows, week = seeded(4)
    whole = summarise(rows, NORTH, week, week.end)
    for gone in rows.members:
        story = History(
            members=list(rows.members),
            spells=list(rows.spells),
            deliveries=list(rows.deliveries),
            answers=list(rows.answers),
        )
        story.move(gone.id, State.LEFT, week.end + HOUR)
        after = summarise(story.rows(), NORTH, week, week.end + DAY)
        assert after.questions == whole.questions
        assert after.measures == whole.measures
