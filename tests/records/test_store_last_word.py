"""What is owed to the erased: the same in every store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import orjson

from records.keeping.erasures import Erasures, apply_erasures, forget
from records.people.last_word import LastWord
from records.ports import Store
from tests.records.two import DAY, HOUR, NOW, Town

ANN = LastWord("9001", "en", NOW - HOUR)
BO = LastWord("9002", "", NOW - 2 * HOUR)


def test_what_is_owed_stays_until_it_is_said(store: Store) -> None:
    for one in (ANN, BO, replace(ANN, tries=1)):
        store.owe(one)
    assert store.owed() == [BO, replace(ANN, tries=1)]
    store.said("9002")
    store.said("9009")
    assert store.owed() == [replace(ANN, tries=1)]


def test_after_a_day_nothing_is_owed(store: Store) -> None:
    store.owe(ANN)
    assert store.expire("last_word", ANN.at) == 0
    assert store.expire("last_word", NOW) == 1
    assert store.owed() == []


def test_what_is_owed_is_shown_and_goes_with_who_is_forgotten(store: Store, town: Town) -> None:
    address = town.ann.address or ""
    store.owe(replace(ANN, address=address))
    assert address not in [one.address for one in store.owed() if one.at > NOW]
    assert store.erase(address, NOW)
    assert store.owed() == []


def test_an_erasure_and_its_word_come_together(store: Store, town: Town, tmp_path: Path) -> None:
    address = town.ann.address or ""
    assert forget(store, Erasures(tmp_path), address, NOW, "zh")
    assert store.owed() == [LastWord(address, "zh", NOW)]
    assert not forget(store, Erasures(tmp_path), address, NOW + HOUR, "en")
    assert store.owed() == [LastWord(address, "zh", NOW)]


def test_a_crash_between_the_list_and_the_erasure_leaves_it_owed(
    store: Store, town: Town, tmp_path: Path
) -> None:
    """What they asked is still unhandled then; in a backup brought back later it is not."""
    ledger, ann, bo = Erasures(tmp_path), town.ann.address or "", town.bo.address or ""
    tap = {"update_id": 1, "callback_query": {"from": {"id": int(ann)}}}
    store.take([(1, orjson.dumps(tap))], NOW + DAY)
    for address in (ann, bo):
        ledger.add(address, NOW + DAY)
    assert store.asks(ann) and not store.asks(bo)
    assert apply_erasures(store, ledger, NOW + DAY + HOUR) == 2
    assert store.owed() == [LastWord(ann, town.ann.language, NOW + DAY + HOUR)]
    assert not store.asks(ann)
