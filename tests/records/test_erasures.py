"""Who asked to be forgotten stays forgotten: after a crash at any step, and after a restore."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from pathlib import Path

import pytest

from records.keeping.erasures import KEY, LIST, TO_SCRUB, Erasures, apply_erasures, forget
from records.model import BranchKey, Invite, Role
from records.people.own import Joining
from records.people.record import View
from records.ports import Store, StoreError
from records.sqlite import open_store, reader
from tests.records.canary import CANARY, files_with, fill
from tests.records.two import DAY, HOUR, NOW, Town, code

DB = "studybot.db"


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a member of canaries, in the database and in its write-ahead log."""
    folder = tmp_path_factory.mktemp("lived")
    store = open_store(folder / DB)
    ann = fill(store)
    store.scrub()
    store.settings(ann.id, name=f"Ann {CANARY} again")
    copy = tmp_path_factory.mktemp("copy") / "data"
    shutil.copytree(folder, copy)
    assert len(files_with(copy, CANARY)) == 2, "the database and its log"
    store.close()
    return copy


def crashed(folder: Path, step: int) -> int:
    """Forget in a process that is killed before its step-th statement; how it ended."""
    pid = os.fork()
    if pid == 0:
        die_forgetting(folder, step)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def die_forgetting(folder: Path, step: int) -> None:
    """In the child: never returns."""
    count = 0

    def traced(_: str) -> None:
        nonlocal count
        count += 1
        if count > step:
            os.kill(os.getpid(), signal.SIGKILL)

    code = 1
    try:
        store = open_store(folder / DB)
        store._db.con.set_trace_callback(traced)
        code = 0 if forget(store, Erasures(folder), "7001", NOW) else 2
    finally:
        os._exit(code)


def started(folder: Path) -> int:
    """What every start does; how many were erased by it. They are told, and nothing is owed."""
    store = open_store(folder / DB)
    try:
        erased = apply_erasures(store, Erasures(folder), NOW + HOUR)
        for word in store.owed():
            store.said(word.address)
        assert store.scrub()
        return erased
    finally:
        store.close()


def test_killed_at_any_step_everything_is_there_or_nothing_is(lived: Path, tmp_path: Path) -> None:
    step, ended, whole, half = 0, -signal.SIGKILL, 0, 0
    while ended == -signal.SIGKILL:
        folder = tmp_path / str(step)
        shutil.copytree(lived, folder)
        ended = crashed(folder, step)
        wanted = (folder / LIST).exists()
        half += started(folder)
        assert (files_with(folder, CANARY) == []) == wanted, step
        whole += not wanted
        shutil.rmtree(folder)
        step += 1
    assert ended == 0 and step > 25, "the last one came through"
    assert whole >= 1 and half >= 20, "before it was written down, and from then to the commit"


def test_a_restored_backup_does_not_bring_them_back(lived: Path, tmp_path: Path) -> None:
    store = open_store(tmp_path / DB)
    fill(store)
    store._db.con.execute("VACUUM INTO ?", (str(tmp_path / "backup.db"),))
    assert forget(store, Erasures(tmp_path), "7001", NOW)
    store.close()
    (tmp_path / "backup.db").replace(tmp_path / DB)
    assert started(tmp_path) == 1
    assert files_with(tmp_path, CANARY) == []
    assert started(tmp_path) == 0


def test_who_joined_anew_after_it_stays_also_at_later_starts(store: Store, tmp_path: Path) -> None:
    ledger, way = Erasures(tmp_path), Invite(code("a"), BranchKey("north"), Role.MEMBER, NOW)
    store.invite(way)
    first = store.link(way, "7001", "Ann", "en", NOW)
    assert forget(store, ledger, "7001", NOW + HOUR)
    again = store.link(way, "7001", "Ann", "en", NOW + DAY)
    assert again.id != first.id
    assert store.history(again.id) == []
    assert apply_erasures(store, ledger, NOW + 2 * DAY) == 0
    assert store.at("7001") == again


def test_forgetting_twice_says_that_there_was_nothing(store: Store, tmp_path: Path) -> None:
    ledger = Erasures(tmp_path)
    store.knock(Joining("7001", "x", NOW))
    assert forget(store, ledger, "7001", NOW)
    assert not forget(store, ledger, "7001", NOW)
    assert not forget(store, ledger, "nobody", NOW)
    assert len((tmp_path / LIST).read_text().splitlines()) == 1


def test_the_list_names_nobody_and_only_its_key_tells(tmp_path: Path) -> None:
    ledger = Erasures(tmp_path)
    ledger.add("7001", NOW)
    ledger.add("7002", NOW)
    assert "7001" not in (tmp_path / LIST).read_text()
    assert (tmp_path / KEY).stat().st_mode & 0o077 == 0
    covered = ledger.pending(None)
    assert covered("7001", NOW) and covered("7002", NOW - DAY) and not covered("7003", NOW - DAY)
    (tmp_path / KEY).write_bytes(b"another key of thirty-two bytes!")
    assert not ledger.pending(None)("7001", NOW)


def test_a_list_without_its_key_is_told_of_and_not_passed_over(tmp_path: Path) -> None:
    ledger = Erasures(tmp_path)
    ledger.add("7001", NOW)
    (tmp_path / KEY).unlink()
    with pytest.raises(StoreError, match="Fix: put it back"):
        ledger.pending(None)
    with pytest.raises(StoreError, match="Fix: put it back"):
        ledger.add("7002", NOW)


def test_a_line_cut_short_by_a_crash_costs_no_other(tmp_path: Path) -> None:
    ledger = Erasures(tmp_path)
    ledger.add("7001", NOW)
    whole = (tmp_path / LIST).read_text()
    (tmp_path / LIST).write_text(whole + whole[:40])
    ledger.add("7002", NOW)
    covered = ledger.pending(None)
    assert covered("7001", NOW) and covered("7002", NOW)


def test_while_somebody_reads_it_is_noted_that_the_files_are_still_to_be_scrubbed(
    tmp_path: Path,
) -> None:
    store = open_store(tmp_path / DB)
    fill(store)
    other = reader(tmp_path / DB)
    with other.still():
        assert other.at("7001") is not None
        assert forget(store, Erasures(tmp_path), "7001", NOW)
        assert store.noted(TO_SCRUB) == "1"
    other.close()
    assert store.scrub()
    assert files_with(tmp_path, CANARY) == []
    store.close()


def test_who_looked_is_chained_and_erasure_does_not_break_the_chain(tmp_path: Path) -> None:
    store = open_store(tmp_path / DB)
    ann = fill(store)
    bo = store.at("7002")
    assert bo is not None
    for about, by in ((ann.id, bo.id), (bo.id, ann.id), (None, bo.id)):
        store.saw(View(NOW, ann.branch, "organizer", "who took part, by name", about, by))
    assert store.chained()
    assert [view.about for view in store.seen(bo.id)][:2] == [None, bo.id]
    store.erase("7001", NOW)
    assert store.chained()
    assert all(view.by is None or view.by == bo.id for view in store.seen(bo.id))
    store.close()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE seen SET at = at + 1", "UPDATE seen SET role = 'host'",
        "UPDATE seen SET about = 99", "DELETE FROM seen WHERE id = 2", "UPDATE seen SET whole = 1",
    ],
)  # fmt: skip
def test_who_looked_can_be_neither_changed_nor_taken_out(tmp_path: Path, change: str) -> None:
    store = open_store(tmp_path / DB)
    fill(store)
    for n in range(3):
        store.saw(View(NOW + n * HOUR, BranchKey("north"), "organizer", "names"))
    store.close()
    raw = sqlite3.connect(tmp_path / DB)
    with pytest.raises(sqlite3.IntegrityError, match="only added to"):
        raw.execute(change)
    for trigger in ("seen_stays", "seen_kept"):
        raw.execute(f"DROP TRIGGER {trigger}")
    raw.execute(change)
    raw.commit()
    raw.close()
    store = open_store(tmp_path / DB)
    assert not store.chained()
    store.close()


def test_members_see_who_looked_at_them_and_at_their_whole_branch(town: Town, store: Store) -> None:
    host = View(NOW, BranchKey("north"), "host", "an export of raw rows, without names")
    named = View(NOW + HOUR, town.ann.branch, "organizer", "names", town.ann.id, town.olga.id)
    before = View(NOW - 40 * DAY, BranchKey("north"), "host", "an export")
    for view in (before, host, named):
        store.saw(view)
    assert store.seen(town.ann.id) == [named, host]
    assert store.seen(town.olga.id) == [host]
    assert store.seen(town.bo.id) == []
    assert store.chained()
