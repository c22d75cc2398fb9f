"""What `studybot doctor` says about the records: whole, backed up, encrypted or not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.doctor import Level, backups, integrity
from records.keeping.backup import Backups
from records.sqlite import open_store
from records.sqlite.connection import bears_two, sqlite_note
from tests.bot.cli.house import NORTH, House

pytestmark = pytest.mark.skipif(not bears_two(), reason=sqlite_note())
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def lived_in(house: House) -> House:
    house.configured(NORTH).data.mkdir(0o700)
    store = open_store(house.database)
    store.note("bulk", "x" * 100_000)
    store.close()
    return house


def line(house: House, name: str) -> str:
    return next(one for one in house.says("doctor").stdout.splitlines() if f" {name}: " in one)


def test_whole_without_a_backup_and_in_plain(lived_in: House) -> None:
    assert line(lived_in, "Integrity") == "ok       Integrity: whole; 0 MB in its log."
    assert line(lived_in, "Backups").startswith("warning  Backups: there is none. Fix: studybot")
    assert line(lived_in, "Encryption").startswith("ok       Encryption: none;")


def test_a_backup_of_last_night_and_one_of_the_night_before(lived_in: House) -> None:
    made = Backups(lived_in.data)
    made.make(NOW)
    fresh, old = (backups.judged(made, NOW + hours * HOUR) for hours in (26, 27))
    assert (fresh.level, fresh.what) == (Level.OK, "the newest is 26 h old")
    assert (old.level, old.what) == (Level.WARNING, "the newest is 27 h old")


def test_damage_is_found_and_says_the_way_back(lived_in: House) -> None:
    content = bytearray(lived_in.database.read_bytes())
    content[4096 * 3 : 4096 * 9] = b"\xa5" * 4096 * 6
    lived_in.database.write_bytes(content)
    found = line(lived_in, "Integrity")
    assert found.startswith("error") and "Fix: studybot restore BACKUP." in found


def test_a_log_that_only_grows() -> None:
    assert integrity.logged(integrity.LOG).level is Level.OK
    assert integrity.logged(integrity.LOG + 2**20).fix


def test_a_key_that_can_t_be_used_is_an_error(lived_in: House, tmp_path: Path) -> None:
    lived_in.environment = {"STUDYBOT_KEY_FILE": str(tmp_path / "nowhere")}
    assert line(lived_in, "Encryption").startswith("error    Encryption: STUDYBOT_KEY_FILE")
