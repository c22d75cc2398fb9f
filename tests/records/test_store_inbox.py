"""Raw updates: kept once, handled in order, tried again, parked, forgotten in time."""

from __future__ import annotations

from records.model import Arrived
from records.ports import Store
from tests.records.two import DAY, HOUR, NOW


def arrived(store: Store) -> list[int]:
    return [update.id for update in store.unhandled(NOW)]


def test_updates_are_kept_as_they_came(store: Store) -> None:
    assert store.take([(7, b'{"a": "\xe9\x95\xbf\\u0000"}'), (9, b"\x00\xff")], NOW) == 2
    assert store.unhandled(NOW) == [
        Arrived(7, b'{"a": "\xe9\x95\xbf\\u0000"}', NOW),
        Arrived(9, b"\x00\xff", NOW),
    ]


def test_an_update_delivered_twice_is_kept_once(store: Store) -> None:
    store.take([(7, b"first")], NOW)
    assert store.take([(7, b"again"), (8, b"new"), (8, b"twice")], NOW + HOUR) == 1
    assert [(u.id, u.body) for u in store.unhandled(NOW)] == [(7, b"first"), (8, b"new")]
    assert store.take([], NOW) == 0


def test_they_are_handled_in_the_order_of_arrival_even_if_ids_start_again(store: Store) -> None:
    store.take([(900, b""), (901, b"")], NOW)
    store.take([(5, b""), (2**52, b"")], NOW)
    assert arrived(store) == [900, 901, 5, 2**52]
    assert [u.id for u in store.unhandled(NOW, limit=3)] == [900, 901, 5]


def test_what_is_handled_is_known_but_not_shown_again(store: Store) -> None:
    store.take([(7, b"a"), (8, b"b"), (9, b"c")], NOW)
    store.handled([7, 9, 1000], NOW)
    assert arrived(store) == [8]
    assert store.take([(7, b"a")], NOW) == 0 and arrived(store) == [8]


def test_one_that_failed_comes_again_at_its_time_in_its_place(store: Store) -> None:
    store.take([(7, b"a"), (8, b"b")], NOW)
    store.put_back(7, NOW + HOUR, "KeyError")
    assert arrived(store) == [8]
    first, _ = store.unhandled(NOW + HOUR)
    assert first == Arrived(7, b"a", NOW, tries=1, retry=NOW + HOUR)
    store.put_back(7, NOW + 2 * HOUR, "KeyError")
    assert store.unhandled(NOW + 2 * HOUR)[0].tries == 2


def test_one_that_cannot_be_handled_is_parked(store: Store) -> None:
    store.take([(7, b"a"), (8, b"b")], NOW)
    store.put_back(7, None, "TypeError")
    assert arrived(store) == [8] and store.parked() == 1
    assert store.take([(7, b"a")], NOW) == 0
    store.put_back(7, NOW, "after a new version")
    assert arrived(store) == [7, 8] and store.parked() == 0


def test_what_is_handled_is_not_put_back(store: Store) -> None:
    store.take([(7, b"a")], NOW)
    store.handled([7], NOW)
    store.put_back(7, NOW, "late")
    store.put_back(8, None, "unknown")
    assert arrived(store) == [] and store.parked() == 0


def test_ids_are_forgotten_in_time_others_never(store: Store) -> None:
    store.take([(6, b""), (7, b""), (8, b""), (9, b"")], NOW)
    store.handled([6], NOW)
    store.handled([7], NOW + DAY)
    store.handled([6], NOW + 5 * DAY)
    store.put_back(9, None, "parked")
    assert store.sweep(NOW + DAY) == 1
    assert store.take([(6, b""), (7, b"")], NOW) == 1
    assert sorted(arrived(store)) == [6, 8] and store.parked() == 1
