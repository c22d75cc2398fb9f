"""A full disk still takes a `/forget`: some space is kept back for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from records.keeping.reserve import SIZE, Reserve
from records.sqlite import SqliteStore, Unwritable, open_store
from tests.records.two import NOW, letter, sent, town

PAGES = SIZE // 4096


def filled(store: SqliteStore) -> None:
    """Write until no write of a few pages passes any more."""
    for number in range(10_000):
        try:
            store.take([(number, os.urandom(3000))], NOW)
        except Unwritable:
            return
    raise AssertionError("the disk is never full")


def limit(store: SqliteStore, more: int) -> None:
    """Let the file grow by so many pages and no further, as a disk would."""
    count = store._db.con.execute("PRAGMA page_count").fetchone()[0]
    store._db.con.execute(f"PRAGMA max_page_count={count + more}")


def test_space_is_kept_back_in_blocks_and_given_up_once(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path)
    assert not reserve.held and reserve.keep() and reserve.held
    assert reserve.path.stat().st_blocks * 512 >= SIZE
    assert [path.name for path in tmp_path.iterdir()] == ["reserve"]
    reserve.let_go()
    assert not reserve.held
    reserve.let_go()


def test_on_a_full_disk_somebody_is_forgotten(tmp_path: Path) -> None:
    store = open_store(tmp_path / "studybot.db")
    ann = town(store).ann
    sent(store, letter(ann))
    assert ann.address
    reserve = Reserve(tmp_path)
    reserve.keep()

    def room() -> None:
        if reserve.held:
            reserve.let_go()
            limit(store, PAGES)

    limit(store, 8)
    filled(store)
    with pytest.raises(Unwritable):  # without anything kept back nothing helps
        store.note("bulk", "x" * 100_000)
    store.when_full(room)
    with pytest.raises(Unwritable):
        store.note("bulk", "x" * 100_000)
    assert not reserve.held
    store.erase(ann.address, NOW)
    assert store.at(ann.address) is None
    store.close()


MOUNTED = 'mount -t tmpfs -o size=8m none "$1" && exec "$2" -m tests.records.test_full_disk "$1"'


def bears_mounts(folder: Path) -> bool:
    asked = ["unshare", "-m", "sh", "-c", 'mount -t tmpfs none "$1"', "-", str(folder)]
    return (
        shutil.which("unshare") is not None
        and not subprocess.run(asked, capture_output=True, check=False).returncode
    )


def test_on_a_disk_that_is_really_full(tmp_path: Path) -> None:
    if not bears_mounts(tmp_path):
        pytest.skip("a small disk can't be mounted here")
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", MOUNTED, "-", str(tmp_path), sys.executable],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == "full, forgotten\n", done.stderr


def really(folder: Path) -> None:
    """The same on a disk of 8 MB, in a program of its own."""
    store = open_store(folder / "studybot.db")
    ann = town(store).ann
    sent(store, letter(ann))
    reserve = Reserve(folder)
    assert reserve.keep() and reserve.path.stat().st_size == 1024 * 1024
    assert not reserve.starved
    filled(store)
    assert reserve.starved
    store.when_full(reserve.let_go)
    try:
        store.note("bulk", "x" * 1_500_000)
    except Unwritable:
        print("full", end=", ")
    assert ann.address and not reserve.held
    store.erase(ann.address, NOW)
    assert store.at(ann.address) is None
    print("forgotten")


if __name__ == "__main__":
    really(Path(sys.argv[1]))
