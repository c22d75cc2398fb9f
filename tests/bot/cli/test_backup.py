"""`studybot backup` and `restore`, as somebody uses them who runs a bot."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from records.keeping.erasures import Erasures
from records.keeping.lock import locked
from records.sqlite import open_store
from records.sqlite.connection import bears_two, sqlite_note
from tests.bot.cli.house import NORTH, House
from tests.bot.cli.town import NEXT, lived

pytestmark = pytest.mark.skipif(not bears_two(), reason=sqlite_note())


@pytest.fixture
def house(tmp_path: Path) -> House:
    made = House(tmp_path).configured(NORTH)
    made.data.mkdir(0o700)
    store = open_store(made.database)
    lived(store)
    store.close()
    return made


def backed_up(house: House) -> Path:
    said = house.says("backup")
    assert said.exit_code == 0, said.output
    match = re.fullmatch(r"(.+\.db) \(\d+\.\d MB, checked\)\n", said.stdout)
    assert match, said.stdout
    return Path(match[1])


def test_there_and_back(house: House) -> None:
    made = backed_up(house)
    store = open_store(house.database)
    before = store.members()
    store.enrol(before[0].branch, "Newcomer", "en", NEXT)
    store.close()
    said = house.says("restore", str(made))
    assert said.exit_code == 0, said.output
    assert said.stdout.startswith(f"Restored {made}, made at 2")
    assert "What was here before: " in said.stdout
    store = open_store(house.database)
    assert [one.name for one in store.members()] == [one.name for one in before]
    store.close()


def test_a_backup_is_made_while_the_bot_is_running_and_not_restored(house: House) -> None:
    with locked(house.data):
        made = backed_up(house)
        said = house.says("restore", str(made))
    assert (said.exit_code, said.output.count("\n")) == (75, 1)
    assert "Stop it first." in said.output


def test_to_a_file_of_ones_own(house: House) -> None:
    target = house.folder / "stick" / "copy.db"
    said = house.says("backup", "--to", str(target))
    assert said.exit_code == 0 and target.exists()
    assert not (house.data / "backups").exists()
    assert house.says("restore", str(target)).exit_code == 0


def test_who_was_erased_since_stays_erased(house: House) -> None:
    made = backed_up(house)
    store = open_store(house.database)
    gone = next(one for one in store.members() if one.address)
    assert gone.address
    at = NEXT + timedelta(days=400)
    Erasures(house.data).add(gone.address, at)
    store.erase(gone.address, at)
    store.close()
    said = house.says("restore", str(made))
    assert said.exit_code == 0, said.output
    assert "Erased again, as they asked since: 1." in said.stdout
    store = open_store(house.database)
    assert store.at(gone.address) is None
    store.close()
    assert gone.name.encode() not in house.database.read_bytes()


def test_what_can_t_be_restored_changes_nothing(house: House) -> None:
    before = house.database.read_bytes()
    for file in (house.folder / "studybot.toml", house.folder / "nowhere.db"):
        said = house.says("restore", str(file))
        assert said.exit_code == 1 and said.output.startswith("Nothing was changed. ")
    assert house.database.read_bytes() == before


def test_without_records_there_is_nothing_to_copy(tmp_path: Path) -> None:
    said = House(tmp_path).configured(NORTH).says("backup")
    assert said.exit_code == 1 and "there are no records yet" in said.output


def test_a_database_that_is_gone_is_not_begun_anew_over_its_backups(house: House) -> None:
    backed_up(house)
    house.database.unlink()
    said = house.says("invite", "north")
    assert said.exit_code == 1 and "Fix: studybot restore BACKUP." in said.output
    assert not house.database.exists()


def test_a_damaged_database_is_refused_with_a_line(house: House) -> None:
    content = bytearray(house.database.read_bytes())
    content[4096 * 3 : 4096 * 9] = b"\xa5" * 4096 * 6
    house.database.write_bytes(content)
    house.environment = {"STUDYBOT_TOKEN": "4200:canary-Tr0ub4dor-and-3"}
    said = house.apart("run")
    assert said.returncode == 1
    assert said.stderr.decode().count("\n") == 1, said.stderr.decode()
    assert b"damaged" in said.stderr and b"Fix: studybot restore BACKUP." in said.stderr
