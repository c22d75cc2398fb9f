"""The doctor says whether what is to go goes, and whether the list of who looked is whole."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot.doctor import Level
from bot.doctor.privacy import chain, erasures, retention
from records.keeping.erasures import KEY, Erasures
from records.model import BranchKey
from records.people.record import EXPORT, View
from records.sqlite import open_store
from scheduler.jobs.retention import DONE

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def test_retention_that_is_late(tmp_path: Path) -> None:
    store = open_store(tmp_path / "study.db")
    assert retention(store, NOW).level is Level.OK
    store.note(DONE, "2026-11-23")
    assert retention(store, NOW).level is Level.OK
    store.note(DONE, "2026-11-20")
    found = retention(store, NOW)
    assert (found.level, found.what) == (Level.WARNING, "retention is 4 days late")
    store.close()


def test_a_list_of_who_looked_that_was_changed(tmp_path: Path) -> None:
    store = open_store(tmp_path / "study.db")
    store.saw(View(NOW, BranchKey("north"), "host", EXPORT))
    assert chain(store).level is Level.OK
    store._db.con.execute("DROP TRIGGER seen_stays")
    store._db.con.execute("UPDATE seen SET role = 'organizer'")
    assert chain(store).level is Level.ERROR
    store.close()


def test_a_list_of_erasures_without_its_key(tmp_path: Path) -> None:
    assert erasures(tmp_path).level is Level.OK
    Erasures(tmp_path).add("7001", NOW)
    (tmp_path / KEY).unlink()
    found = erasures(tmp_path)
    assert found.level is Level.ERROR and found.fix.startswith("put it back")
