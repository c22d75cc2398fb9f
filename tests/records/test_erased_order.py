"""Who goes and who stays follows from the order of erasing and joining, whatever the clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from records.keeping.erasures import LIST, Erasures, apply_erasures, forget, pending
from records.model import BranchKey, Invite, Member, Role
from records.people.own import Joining
from records.ports import Store
from records.sqlite import open_store
from tests.records.two import DAY, HOUR, NOW, code

DB = "studybot.db"


def linked(store: Store, at: datetime) -> Member:
    way = Invite(code("a"), BranchKey("north"), Role.MEMBER, at)
    store.invite(way)
    return store.link(way, "7001", "Ann", "en", at)


@pytest.mark.parametrize("behind", [HOUR, DAY, 40 * DAY])
def test_who_joined_anew_stays_also_where_the_clock_was_put_back(
    store: Store, tmp_path: Path, behind: timedelta
) -> None:
    ledger = Erasures(tmp_path)
    apply_erasures(store, ledger, NOW)
    linked(store, NOW)
    assert forget(store, ledger, "7001", NOW)
    again = linked(store, NOW - behind)
    for _ in range(2):
        assert apply_erasures(store, ledger, NOW - behind) == 0
    assert store.at("7001") == again


@pytest.mark.parametrize("ahead", [timedelta(0), HOUR, 40 * DAY])
@pytest.mark.parametrize("started", [True, False], ids=["list begun after", "list begun before"])
def test_an_old_backup_brings_nobody_back_however_far_ahead_its_clock_was(
    tmp_path: Path, ahead: timedelta, started: bool
) -> None:
    """Who was linked by a clock that ran ahead is later, by their row, than their erasure."""
    ledger, store = Erasures(tmp_path), open_store(tmp_path / DB)
    if not started:
        ledger.add("7003", NOW)
    apply_erasures(store, ledger, NOW)
    linked(store, NOW + ahead)
    store._db.con.execute("VACUUM INTO ?", (str(tmp_path / "backup.db"),))
    assert forget(store, ledger, "7001", NOW)
    again = linked(store, NOW + HOUR)
    store._db.con.execute("VACUUM INTO ?", (str(tmp_path / "later.db"),))
    store.close()
    for backup, left in (("backup.db", None), ("later.db", again)):
        (tmp_path / backup).replace(tmp_path / DB)
        store = open_store(tmp_path / DB)
        assert apply_erasures(store, ledger, NOW) == (left is None)
        assert store.at("7001") == left
        store.close()


def test_what_one_erasure_left_undone_the_next_one_does(store: Store, tmp_path: Path) -> None:
    """The disk was full between the list and the records; then somebody else is forgotten."""
    ledger = Erasures(tmp_path)
    apply_erasures(store, ledger, NOW)
    linked(store, NOW)
    store.knock(Joining("8001", "x", NOW))
    ledger.add("7001", NOW - DAY)
    assert forget(store, ledger, "8001", NOW)
    assert store.at("7001") is None and store.knocked("8001") is None
    assert pending(store, ledger).entries == {}


def test_a_list_older_than_the_records_erases_by_time_alone(store: Store, tmp_path: Path) -> None:
    """Somebody put back an old copy of the list: what it was last is not in it."""
    ledger = Erasures(tmp_path)
    ledger.add("7001", NOW)
    ledger.add("7002", NOW + HOUR)
    old = (tmp_path / LIST).read_text().splitlines(keepends=True)[0]
    apply_erasures(store, ledger, NOW + HOUR)
    (tmp_path / LIST).write_text(old)
    again = linked(store, NOW + DAY)
    assert apply_erasures(store, ledger, NOW + DAY) == 0 and store.at("7001") == again


def test_without_its_list_a_store_keeps_the_place_it_had_come_to(
    store: Store, tmp_path: Path
) -> None:
    ledger = Erasures(tmp_path)
    ledger.add("7001", NOW)
    apply_erasures(store, ledger, NOW)
    aside = (tmp_path / LIST).rename(tmp_path / "aside")
    again = linked(store, NOW - HOUR)
    assert apply_erasures(store, ledger, NOW) == 0
    aside.rename(tmp_path / LIST)
    assert apply_erasures(store, ledger, NOW) == 0 and store.at("7001") == again
