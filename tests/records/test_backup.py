"""Backups: whole or not there, whatever happens meanwhile; and what comes back from one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from records.keeping.backup import KEPT, Backups
from records.keeping.restore import restore
from records.model import Fate, Kind, Letter, State
from records.ports import StoreError
from records.sqlite import NotOurs, SqliteStore, open_store
from records.sqlite.connection import (
    APPLICATION_ID,
    Connection,
    bears_two,
    opened,
    sqlite_note,
)
from records.sqlite.copying import Damaged, copy, expect_sound, made_at
from records.sqlite.migrations import MIGRATIONS
from records.sqlite.restoring import Unfinished, unfinished
from tests.records.two import NORTH, NOW, QUORUM, letter, post, sent, town

pytestmark = pytest.mark.skipif(not bears_two(), reason=sqlite_note())

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path


def begun(data: Path) -> SqliteStore:
    return open_store(data / "studybot.db")


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything in a database, but for the note that says when a copy was made."""
    con = opened(path, "ro")
    names = [name for name, in con.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )]  # fmt: skip
    found = {name: con.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}  # noqa: S608
    con.close()
    found["note"] = [row for row in found["note"] if row[0] != "backup made"]
    return found


def nothing(store: SqliteStore) -> int:
    return 0


# --- Making one ------------------------------------------------------------------------------


def test_a_backup_holds_all_and_says_when_it_was_made(data: Path) -> None:
    store = begun(data)
    sent(store, letter(town(store).ann))
    made = Backups(data).make(NOW)
    store.close()
    assert made == data / "backups" / f"studybot-{NOW:%Y%m%dT%H%M%S}Z.db"
    assert made_at(made) == NOW
    assert rows(made) == rows(data / "studybot.db")


def test_a_backup_is_nobody_elses_to_read(data: Path) -> None:
    begun(data).close()
    made = Backups(data).make(NOW)
    assert (made.stat().st_mode & 0o777, made.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_fourteen_are_kept_and_what_is_older_goes(data: Path) -> None:
    begun(data).close()
    backups = Backups(data)
    backups.folder.mkdir()
    odd = backups.folder / "before-m002.db"
    odd.write_bytes(b"")
    os.utime(odd, (0, 0))
    for night in range(KEPT + 2):
        backups.make(NOW + night * DAY)
    left = sorted(path.name for path in backups.folder.iterdir())
    assert len(left) == KEPT and not odd.exists()
    first = NOW.replace(microsecond=0)
    assert backups.newest() == first + (KEPT + 1) * DAY
    assert min(at for at, _ in backups.all()) == first + 2 * DAY


def test_one_that_fails_leaves_nothing_and_the_one_before(data: Path) -> None:
    begun(data).close()
    target = data / "kept.db"
    copy(data / "studybot.db", target, NOW)
    before = target.read_bytes()
    (data / "studybot.db").write_bytes(before[:4096] + os.urandom(len(before) - 4096))
    with pytest.raises(StoreError):
        copy(data / "studybot.db", target, NOW)
    assert target.read_bytes() == before
    assert not list(data.glob(".*"))


def test_one_made_in_a_thread_says_why_it_failed(data: Path) -> None:
    backups = Backups(data)
    backups.begin(NOW)
    backups.wait(10)
    assert "there is no database" in backups.failed and not backups.busy


def test_the_database_is_copied_before_it_is_changed_to_a_newer_form(data: Path) -> None:
    path = data / "studybot.db"
    before = older(path)
    open_store(path).close()
    [copied] = (data / "backups").iterdir()
    assert copied.name.startswith("before-m0") and rows(copied) == before


def older(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Make a database that lacks the last step of the schema; what it holds."""
    steps = Migrations("studybot")
    for step in MIGRATIONS._migrations[:-1]:
        steps(name=step.name)(step.fn)
    db = Connection(path, create=True)
    db.con.execute(f"PRAGMA application_id={APPLICATION_ID}")
    steps.apply(Database(db.con, strict=True))
    db.close()
    return rows(path)


def test_killed_while_it_is_made_there_is_no_half_one(data: Path) -> None:
    store = begun(data)
    town(store)
    store.note("bulk", "x" * 6_000_000)
    store.close()
    whole = killed = 0
    for number in range(12):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.records.backing", str(data), str(number)],
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        process.stdout.readline()
        try:
            process.wait(0.004 * number)
        except subprocess.TimeoutExpired:
            killed += 1
            process.send_signal(signal.SIGKILL)
            process.wait()
        process.stdout.close()
    for _, path in Backups(data).all():
        expect_sound(path)
        whole += 1
    assert killed and whole + killed >= 12


# --- Restoring one ---------------------------------------------------------------------------


def test_what_is_restored_is_what_was_backed_up(data: Path) -> None:
    store = begun(data)
    id = sent(store, letter(town(store).ann))
    made = Backups(data).make(NOW)
    store.cancel(store.members()[0].id, "", NOW)
    store.enrol(NORTH, "Newcomer", "en", NOW)
    store.close()
    report = restore(made, data, NOW, nothing)
    back = begun(data)
    assert "Newcomer" not in {one.name for one in back.members()}
    kept = back.delivery(id)
    assert kept is not None and kept.fate is Fate.SENT
    assert report.made == NOW and report.members == len(back.members())
    back.close()


def test_nothing_that_was_due_before_is_sent_again(data: Path) -> None:
    store = begun(data)
    ann = town(store).ann.id
    store.move(ann, State.PAUSED, NOW)
    store.move(ann, State.LINKED, NOW)
    store.schedule({ann: NOW + HOUR})
    old = post(store, Letter(ann, Kind.STUDY, "day:1", NOW, QUORUM))
    begun_one = post(store, Letter(ann, Kind.STUDY, "day:2", NOW, QUORUM))
    store.begin([begun_one], NOW)
    coming = post(store, Letter(ann, Kind.NUDGE, "later", NOW + DAY))
    made = Backups(data).make(NOW)
    store.close()
    report = restore(made, data, NOW + 2 * HOUR, nothing)
    back = begun(data)
    fates = [(found.fate, found.reason) for one in (old, begun_one, coming)
             if (found := back.delivery(one))]  # fmt: skip
    assert fates[:2] == [(Fate.FAILED, "restored")] * 2 and fates[2][0] is Fate.PENDING
    assert [one.id for one in back.pending(NOW + 2 * DAY)] == [coming]
    assert ann in {one.id for one in back.unscheduled()}
    assert (report.marked.letters, report.marked.members) == (2, 1)
    back.close()


def test_what_was_there_is_kept_aside_with_what_stood_in_its_log(data: Path) -> None:
    store = begun(data)
    made = Backups(data).make(NOW)
    store.enrol(NORTH, "Ann", "en", NOW)
    before = rows(data / "studybot.db")
    log = data / "studybot.db-wal"
    assert log.stat().st_size > 0
    report = restore(made, data, NOW, nothing)
    store.close()
    assert report.replaced is not None and rows(report.replaced) == before


@pytest.mark.parametrize("harm", ["cut", "noise", "other"])
def test_what_is_no_whole_backup_is_refused_and_nothing_changes(data: Path, harm: str) -> None:
    store = begun(data)
    town(store)
    store.note("bulk", "x" * 200_000)
    made = Backups(data).make(NOW)
    store.close()
    content = made.read_bytes()
    harmed = {"cut": content[: len(content) // 2], "other": b"# A lesson\n" * 900,
              "noise": content[:8192] + os.urandom(8192) + content[16384:]}[harm]  # fmt: skip
    made.write_bytes(harmed)
    before = rows(data / "studybot.db")
    with pytest.raises((Damaged, NotOurs)):
        restore(made, data, NOW, nothing)
    assert rows(data / "studybot.db") == before
    assert not unfinished(data / "studybot.db").exists()


def test_erasures_are_applied_before_anything_is_placed(data: Path) -> None:
    store = begun(data)
    made = Backups(data).make(NOW)
    store.close()

    def fails(_: SqliteStore) -> int:
        raise StoreError("the list of erasures cannot be read")

    before = (data / "studybot.db").read_bytes()
    with pytest.raises(StoreError, match="list of erasures"):
        restore(made, data, NOW, fails)
    assert (data / "studybot.db").read_bytes() == before


def test_a_restore_cut_short_is_seen_and_done_again(data: Path) -> None:
    store = begun(data)
    made = Backups(data).make(NOW)
    store.close()
    unfinished(data / "studybot.db").write_bytes(made.read_bytes())
    with pytest.raises(Unfinished, match="studybot restore BACKUP"):
        begun(data)
    restore(made, data, NOW, nothing)
    begun(data).close()


def test_twenty_rounds_under_load_come_back_the_same(data: Path, tmp_path: Path) -> None:
    """Each round: a writer goes on while a copy is made; what the copy holds is a moment of it."""
    for number in range(20):
        source, target = tmp_path / f"s{number}", tmp_path / f"t{number}"
        source.mkdir()
        target.mkdir()
        store = begun(source)
        stop = threading.Event()
        written: list[int] = []
        writer = threading.Thread(target=write, args=(store, stop, written))
        writer.start()
        while len(written) < 5:
            stop.wait(0.001)
        low = len(written)
        made = Backups(source).make(NOW)
        high = len(written) + 1
        stop.set()
        writer.join()
        store.close()
        restore(made, target, NOW, nothing)
        back, whole = rows(target / "studybot.db"), rows(made)
        count = len(back["arrived"])
        assert low <= count <= high
        assert back["arrived"] == rows(source / "studybot.db")["arrived"][:count]
        back["note"] = [row for row in back["note"] if row[0] != "restored"]
        assert back == whole


def write(store: SqliteStore, stop: threading.Event, written: list[int]) -> None:
    """One update after another, each durable."""
    number = 0
    while not stop.is_set():
        number += 1
        store.take([(number, b"vote" * 50)], NOW)
        written.append(number)
