"""What a member would rather have first, and who is asked, offered or welcomed back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from content.item import Item
from records.model import Past
from scheduler.plan import Choice, Shelves, Why, choose
from scheduler.plan.practice import to_practise
from scheduler.plan.wishes import Wish
from scheduler.unasked.absent import ignored, missed, returned
from tests.scheduler.folder import MONDAY, branch, lesson, library, member, past

DAY = timedelta(days=1)
FOLDER = library(
    lesson("a/1", "order", "single", topic="aid"), lesson("b/1", "card", "number", topic="fire")
)
ORDER, SINGLE, CARD, NUMBER = (item for one in FOLDER.lessons for item in one.items)


def chosen(wish: Wish, *had: Item, day: date = MONDAY) -> tuple[str, Why]:
    history = [past(item, MONDAY - (len(had) - n) * DAY) for n, item in enumerate(had)]
    found = choose(FOLDER, member(), branch(), history, day, wish)
    assert isinstance(found, Choice)
    return found.item.id, found.why


def besides(item: Item, day: date, mark: float) -> Past:
    """One they asked for, besides the day's."""
    return replace(past(item, day, mark), day="", fresh=False)


def test_without_a_wish_it_is_the_next_in_order() -> None:
    assert chosen(Wish()) == (ORDER.id, Why.NEXT)


def test_a_followed_topic_goes_first_and_the_others_follow() -> None:
    fire = Wish(frozenset({"fire"}))
    assert chosen(fire) == (CARD.id, Why.FOLLOWED)
    assert chosen(fire, CARD) == (NUMBER.id, Why.FOLLOWED)
    assert chosen(fire, CARD, NUMBER) == (ORDER.id, Why.NEXT)


def test_a_topic_that_is_no_more_changes_nothing() -> None:
    assert chosen(Wish(frozenset({"gone"}))) == (ORDER.id, Why.NEXT)


def test_a_newcomer_begins_with_what_takes_a_tap_until_the_ramp_is_over() -> None:
    ramp = Wish(easy_until=MONDAY + 7 * DAY)
    assert chosen(ramp) == (SINGLE.id, Why.EASY)
    assert chosen(ramp, day=MONDAY + 6 * DAY) == (SINGLE.id, Why.EASY)
    assert chosen(ramp, day=MONDAY + 7 * DAY) == (ORDER.id, Why.NEXT)


def test_a_wish_never_brings_the_same_form_twice_running() -> None:
    folder = library(lesson("a/1", "single", "single", topic="fire"), lesson("b/1", "card"))
    first, _ = folder.lessons[0].items
    found = choose(folder, member(), branch(), [past(first, MONDAY - DAY)], MONDAY,
                   Wish(frozenset({"fire"})))  # fmt: skip
    assert isinstance(found, Choice) and found.item.form == "card"


def test_three_ignored_days_in_a_row_and_not_one_less() -> None:
    items = [ORDER, SINGLE, CARD]
    history = [past(item, MONDAY + n * DAY) for n, item in enumerate(items)]
    assert ignored(history, MONDAY + 3 * DAY) == MONDAY
    assert ignored(history[:2], MONDAY + 3 * DAY) is None
    assert ignored(history, MONDAY + 2 * DAY) is None
    answered = [*history[:2], past(CARD, MONDAY + 2 * DAY, 0.0)]
    assert ignored(answered, MONDAY + 3 * DAY) is None
    asked = besides(NUMBER, MONDAY + 2 * DAY, 1.0)
    assert ignored([*history, asked], MONDAY + 3 * DAY) is None


def test_sunday_offers_three_of_the_weeks_core_items_that_are_still_open() -> None:
    sunday = MONDAY + 6 * DAY
    forms = ("single", "card", "task", "order", "number", "match")
    items = lesson("c/1", *forms).items
    week = [past(item, MONDAY + n * DAY) for n, item in enumerate(items)]
    before = past(ORDER, MONDAY - DAY)
    offered = [one.form for one in missed([before, *week], sunday)]
    assert offered == ["order", "number", "match"]
    done_later = besides(items[4], MONDAY + 5 * DAY, 1.0)
    assert "number" not in [one.form for one in missed([*week, done_later], sunday)]


def test_the_first_answer_after_three_silent_days_is_a_return() -> None:
    silent = [past(item, MONDAY + n * DAY) for n, item in enumerate((ORDER, SINGLE, CARD))]
    back = past(NUMBER, MONDAY + 3 * DAY, 1.0)
    assert returned([*silent, back]) == "the beginning"
    assert returned([*silent[1:], back]) == ""
    assert returned(silent) == ""
    once_more = besides(ORDER, MONDAY + 4 * DAY, 1.0)
    assert returned([*silent, back, once_more]) == ""


def test_practice_takes_what_was_wrong_the_longest_ago_but_not_twice_a_day() -> None:
    shelf = Shelves(FOLDER).shelf(member(), branch())
    history = [past(ORDER, MONDAY, 1.0), past(NUMBER, MONDAY + DAY, 0.0),
               past(CARD, MONDAY + 2 * DAY, 0.0)]  # fmt: skip
    found = to_practise(shelf, history, MONDAY + 3 * DAY)
    assert found is not None and found.id == NUMBER.id
    history.append(besides(NUMBER, MONDAY + 3 * DAY, 1.0))
    found = to_practise(shelf, history, MONDAY + 3 * DAY)
    assert found is not None and found.id == CARD.id
    history.append(besides(CARD, MONDAY + 3 * DAY, 0.0))
    assert to_practise(shelf, history, MONDAY + 3 * DAY) is None
    far = to_practise(shelf, history, MONDAY + 60 * DAY)
    assert far is not None
