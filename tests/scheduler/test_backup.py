"""When the nightly copy is made."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from content.folder.library import Library
from records.branch import Branch
from records.keeping.backup import Backups
from records.model import BranchKey
from records.sqlite import open_store
from records.sqlite.connection import bears_two, sqlite_note
from scheduler.desk import Desk
from scheduler.jobs.backup import AGAIN, is_due, last_night, run

BERLIN = Branch(BranchKey("north"), "North", "Europe/Berlin")
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("now", "night"),
    [
        (datetime(2026, 11, 24, 1, 59, tzinfo=UTC), datetime(2026, 11, 23, 2, 0, tzinfo=UTC)),
        (datetime(2026, 11, 24, 2, 0, tzinfo=UTC), datetime(2026, 11, 24, 2, 0, tzinfo=UTC)),
        (datetime(2026, 7, 1, 23, 0, tzinfo=UTC), datetime(2026, 7, 1, 1, 0, tzinfo=UTC)),
        # 2026-03-29: the clocks go from 02:00 to 03:00
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
    ],
)
def test_the_night_is_the_branchs(now: datetime, night: datetime) -> None:
    assert last_night({BERLIN.key: BERLIN}, now) == night


def test_without_a_branch_it_is_utcs() -> None:
    assert last_night({}, NOW) == datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


@pytest.mark.skipif(not bears_two(), reason=sqlite_note())
def test_one_a_night_and_in_the_morning_where_the_night_was_missed(tmp_path: Path) -> None:
    store = open_store(tmp_path / "studybot.db")
    backups = Backups(tmp_path)
    desk = Desk(store, {BERLIN.key: BERLIN}, Library(()))
    desk.backups = backups
    made = []
    for hours in range(0, 72, 1):
        assert run(desk, NOW + hours * HOUR) == 0
        backups.wait(20)
        made.append(sum(1 for _ in backups.all()))
    store.close()
    nights = [NOW + at * HOUR for at in range(1, 72) if made[at] > made[at - 1]]
    assert made[0] == 1
    assert nights == [datetime(2026, 11, day, 2, 0, tzinfo=UTC) for day in (25, 26, 27)]


def test_one_that_failed_is_tried_again_after_an_hour(tmp_path: Path) -> None:
    backups = Backups(tmp_path, tried=NOW)
    assert not is_due(backups, NOW - DAY, NOW + AGAIN - timedelta(seconds=1))
    assert is_due(backups, NOW - DAY, NOW + AGAIN)
    assert is_due(replace(backups, tried=None), NOW - DAY, NOW)


def test_where_there_are_to_be_none_none_is_made(tmp_path: Path) -> None:
    store = open_store(tmp_path / "studybot.db")
    desk = Desk(store, {}, Library(()))
    assert run(desk, NOW) == 0
    store.close()
    assert not (tmp_path / "backups").exists()
