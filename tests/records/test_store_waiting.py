"""Who waits to be let in: the same in every store."""

from __future__ import annotations

from dataclasses import replace

from records.people.waiting import Waiting
from records.ports import Store
from tests.records.two import DAY, HOUR, NORTH, NOW, SOUTH

ANN = Waiting("9001", NORTH, "Ann", "en", "2026-11", "f" * 64, NOW - HOUR)
BO = Waiting("9002", NORTH, "Bo", "zh", "2026-11", "e" * 64, NOW - 2 * HOUR)
SVEN = Waiting("9003", SOUTH, "Sven", "en", "2026-11", "d" * 64, NOW)


def test_who_waits_is_shown_to_their_branch_alone_the_longest_first(store: Store) -> None:
    assert all(store.wait(one) for one in (ANN, BO, SVEN))
    assert not store.wait(replace(ANN, at=NOW))
    assert store.at_the_door(NORTH) == [BO, ANN] and store.at_the_door(SOUTH) == [SVEN]
    assert store.waiting_at("9001") == ANN and store.waiting_at("9009") is None


def test_the_first_to_decide_decides(store: Store) -> None:
    store.wait(ANN)
    store.wait(BO)
    assert store.take_in("9001") == ANN
    assert store.take_in("9001") is None and store.refuse("9001") is None
    assert store.refuse("9002") == replace(BO, refused=True)
    assert store.refuse("9002") is None and store.take_in("9002") is None
    assert store.at_the_door(NORTH) == []


def test_who_was_refused_asks_nobody_again_until_the_week_is_over(store: Store) -> None:
    store.wait(ANN)
    store.refuse("9001")
    assert not store.wait(replace(ANN, at=NOW))
    assert store.sweep_waiting(NOW - HOUR) == 0
    assert store.sweep_waiting(NOW) == 1
    assert store.wait(replace(ANN, at=NOW))


def test_who_waits_can_be_forgotten_and_stays_so_in_a_restored_backup(store: Store) -> None:
    store.wait(ANN)
    assert store.addresses()["9001"] == ANN.at
    assert "waiting" in store.about("9001")
    assert store.erase("9001", NOW + DAY)
    assert store.waiting_at("9001") is None and "9001" not in store.addresses()
