"""What a branch's group gets: rules without a store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from content.folder.loader import load
from content.forms import FORMS
from content.item import Choose, Chosen, Deadline, Item, ItemId, Lesson, Picture
from records.group import Group
from records.participation.totals import Side, Totals
from scheduler.due import GRACE
from scheduler.group.crowd import (
    LONGEST,
    OPEN,
    choose_for_all,
    counted,
    crowd,
    farewell,
    fits,
    freeze,
    over,
    question,
    right_in,
    standing_for_all,
    thaw,
)
from scheduler.plan.shelf import Shelf
from tests.records.histories import NORTH
from tests.records.histories import question as made

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
DAY = date(2026, 11, 24)
GROUP = Group("-4001", NOW, NORTH.key)


def shelf(*items: Item) -> Shelf:
    return Shelf([Lesson(item.head, (item,)) for item in items], NORTH)


def test_the_first_in_order_that_never_stood_there() -> None:
    one, two, three = (made(name) for name in ("a", "b", "c"))
    assert choose_for_all(shelf(one, two, three), [], DAY, {}) == one
    assert choose_for_all(shelf(one, two, three), [one], DAY, {}) == two
    assert choose_for_all(shelf(one, two), [two, one], DAY, {}) is None


def test_another_form_than_the_last_where_there_is_one() -> None:
    one, two, other = made("a"), made("b"), made("c", form="truefalse")
    assert choose_for_all(shelf(one, two, other), [one], DAY, {}) == other
    assert choose_for_all(shelf(one, two, other), [one, other], DAY, {}) == two
    assert choose_for_all(shelf(one, two), [one], DAY, {}) == two


def test_of_two_the_one_that_fewer_members_had_by_themselves() -> None:
    one, two = made("a"), made("b")
    assert choose_for_all(shelf(one, two), [], DAY, {ItemId("a"): 7, ItemId("b"): 2}) == two
    assert choose_for_all(shelf(one, two), [], DAY, {ItemId("a"): 2, ItemId("b"): 2}) == one


def test_not_before_its_day_nor_after_its_last() -> None:
    early = made("a")
    early = replace(early, head=replace(early.head, opens=date(2026, 12, 1)))
    late = made("b")
    late = replace(late, head=replace(late.head, until=date(2026, 11, 1)))
    assert choose_for_all(shelf(early, late), [], DAY, {}) is None


@pytest.mark.parametrize("name", FORMS)
def test_only_what_one_tap_answers_stands_in_a_group(name: str, tmp_path: Path) -> None:
    folder = tmp_path
    (folder / "x.en.md").write_text(FORMS[name].example["en"], "utf-8")
    items = list(load(folder).items())
    assert {fits(item) for item in items if item.form == name} == {
        name in ("single", "truefalse", "survey", "case") and any(
            len(item.options) > 1 and sum(option.right for option in item.options) < 2
            for item in items if item.form == name
        )
    }  # fmt: skip


def test_too_long_for_one_message_it_does_not_stand_there() -> None:
    item = made("a")
    assert fits(item)
    assert not fits(replace(item, text="x" * LONGEST))
    assert not fits(replace(item, text="x" * 800, pictures=(Picture("/x.jpg"),)))
    assert not fits(replace(item, options=item.options[:1]))


def test_a_question_goes_within_grace_and_is_over_by_the_next_day() -> None:
    posting = question(GROUP, NORTH, made("a"), DAY, NOW)
    assert posting.occasion == "day:north:2026-11-24"
    assert (posting.expires, posting.closes) == (NOW + GRACE, NOW + OPEN)


@pytest.mark.parametrize(
    ("deadline", "closes"),
    [
        (Deadline(after=timedelta(days=3)), NOW + timedelta(days=3)),
        (Deadline(on=date(2026, 11, 25)), datetime(2026, 11, 25, 23, 0, tzinfo=UTC)),
        (Deadline(at_meeting=True), datetime(2026, 12, 3, 18, 0, tzinfo=UTC)),
    ],
)
def test_an_author_s_deadline_counts(deadline: Deadline, closes: datetime) -> None:
    item = made("a")
    dated = replace(item, head=replace(item.head, deadline=deadline))
    assert over(dated, NORTH, NOW) == closes


def test_totals_come_back_from_what_is_kept() -> None:
    for told in (
        Totals(None, Side.FEW_ANSWERS),
        Totals(14, Side.UNTOLD, ((0, 9), (1, 5))),
        Totals(20, Side.ALL_BUT_FEWER_THAN_K, most=2),
    ):
        assert thaw(freeze(told)) == told


def test_a_corrected_key_counts_for_the_totals() -> None:
    item = made("a")
    ask = FORMS[item.form].ask(item)
    assert isinstance(ask, Choose)
    first, second, third = item.options
    key = replace(item, options=(replace(first, right=False), replace(second, right=True), third))
    assert (right_in(ask, None), right_in(ask, key)) == (0, 1)
    replies = [Chosen((1,))] * 5
    assert counted(item, replies).side is Side.HALF_AT_MOST
    assert counted(item, replies, key).side is Side.OVER_HALF


def test_what_stands_open_counts_as_had_for_the_day() -> None:
    [past] = standing_for_all([question(GROUP, NORTH, made("a"), DAY, NOW)])
    assert (past.item, past.day, past.answered) == ("a", "", None)


def test_a_group_is_left_once_each_time_the_bot_came() -> None:
    one, again = farewell(GROUP, NOW), farewell(GROUP, NOW + OPEN)
    assert one.occasion == again.occasion
    assert farewell(replace(GROUP, since=NOW + OPEN), NOW).occasion != one.occasion
    assert crowd(NORTH, "zh").push is None
