"""The ledger: raw rows of a period, what was published once, small facts."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from content.item import Chosen
from records.model import Kind
from records.ports import Store
from tests.records.two import BURNS, DAY, HOUR, NORTH, NOW, SOUTH, Town, letter, post, sent, there

START, END = NOW, NOW + 7 * DAY
MICRO = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("due", "at", "closes", "counts"),
    [
        (START, START, None, True),
        (START - MICRO, START - 2 * MICRO - timedelta(seconds=1), None, False),
        (START - DAY, START, None, True),
        (START - DAY, START - DAY, START, True),
        (START - DAY, START - DAY, END - MICRO, True),
        (START - DAY, START - DAY, END, False),
        (END, END, None, False),
        (END - MICRO, END, END + DAY, True),
    ],
)
def test_deliveries_due_sent_or_closing_in_the_period(
    store: Store, town: Town, due: datetime, at: datetime, closes: datetime | None, counts: bool
) -> None:
    id = sent(store, letter(town.ann, due=due, closes=closes), at=at)
    expected = [there(store, id)] if counts else []
    assert store.deliveries(NORTH, START, END) == store.deliveries(None, START, END) == expected
    assert store.deliveries(SOUTH, START, END) == []


def test_deliveries_of_items_only_by_id_once_each(store: Store, town: Town) -> None:
    second = post(store, letter(town.bo, due=NOW + DAY))
    first = sent(store, letter(town.ann, item=BURNS))
    sent(store, letter(town.ann, "nudge:1", None, Kind.NUDGE))
    assert store.deliveries(None, START, END) == [there(store, second), there(store, first)]
    assert store.deliveries(NORTH, START, END) == [there(store, first)]


def test_answers_in_the_period_and_to_what_belongs_to_it(store: Store, town: Town) -> None:
    before = sent(store, letter(town.ann, "day:1", due=START - 9 * DAY, closes=None))
    within = sent(store, letter(town.ann, "day:2"))
    older = sent(store, letter(town.ann, "day:3", due=START - 9 * DAY, closes=START - DAY))
    others = sent(store, letter(town.bo))
    late = [
        store.record(before, Chosen((0,)), 1.0, START + HOUR)[0],
        store.record(within, Chosen((1,)), 0.0, END + DAY)[0],
        store.record(older, Chosen((0,)), 1.0, START - DAY)[0],
        store.record(others, Chosen((0,)), 1.0, NOW)[0],
    ]
    assert store.answers(NORTH, START, END) == late[:2]
    assert store.answers(SOUTH, START, END) == late[3:]
    assert store.answers(None, START, END) == [late[0], late[1], late[3]]
    assert store.answers(NORTH, START + HOUR + MICRO, END) == late[1:2]


def test_all_of_them_page_by_page(store: Store, town: Town) -> None:
    letters = [
        letter(town.ann, f"day:{n}", item=None if n % 7 == 3 else BURNS) for n in range(1203)
    ]
    ids = store.post(letters)
    for id in reversed(ids[:1100]):
        store.record(id, Chosen((0,)), 1.0, NOW)
    with_item = [id for id, letter in zip(ids, letters, strict=True) if letter.item]
    assert [delivery.id for delivery in store.each_delivery()] == with_item
    assert [answer.delivery for answer in store.each_answer()] == ids[:1100]


def test_a_report_freezes_the_first_time(store: Store) -> None:
    assert store.published("week:2026-W48:north") is None
    assert store.publish("week:2026-W48:north", "7 of 9", NOW) == "7 of 9"
    assert store.publish("week:2026-W48:south", "1 of 3", NOW) == "1 of 3"
    assert store.publish("week:2026-W48:north", "8 of 9", NOW + DAY) == "7 of 9"
    assert store.published("week:2026-W48:north") == "7 of 9"


def test_a_small_fact_is_the_last_one_noted(store: Store) -> None:
    store.note("last poll", "1")
    store.note("last beat", "2")
    store.note("last poll", "3")
    assert [store.noted(key) for key in ("last poll", "last beat", "x")] == ["3", "2", None]


def test_facts_are_found_by_how_their_keys_begin(store: Store) -> None:
    for key in ("menu", "menu:7", "menu:12", "menu_:3", "speaks:7", "menv:1"):
        store.note(key, key.upper())
    assert store.notes("menu:") == {"7": "MENU:7", "12": "MENU:12"}
    assert store.notes("%") == {}
