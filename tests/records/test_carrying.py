"""The write-ahead log is carried into the database beside the writer, who does none of it."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import pytest

from records.sqlite import open_store
from records.sqlite.connection import bears_two, sqlite_note
from records.sqlite.store import SqliteStore

pytestmark = pytest.mark.skipif(not bears_two(), reason=sqlite_note())
NOTE = "x" * 40_000


def fill(store: SqliteStore, notes: int) -> None:
    """Write so many notes of ten pages, each in a commit of its own."""
    for n in range(notes):
        store.note(f"n{n}", NOTE)


def test_the_writer_carries_nothing_and_another_does_while_it_writes(tmp_path: Path) -> None:
    file = tmp_path / "studybot.db"
    store = open_store(file)
    carry = store.carried_elsewhere()
    before = file.stat().st_size
    fill(store, 200)
    assert file.stat().st_size == before, "over a thousand pages, and all of them in the log"
    with store.together():
        store.note("meanwhile", NOTE)
        thread = Thread(target=carry)
        thread.start()
        thread.join(20)
        assert not thread.is_alive(), "it waits for no writer"
        assert file.stat().st_size > before + 150 * len(NOTE)
    log = Path(f"{file}-wal").stat().st_size
    carry()
    fill(store, 200)
    assert Path(f"{file}-wal").stat().st_size < 1.2 * log, "the log is begun anew once carried"
    assert (store.noted("n7"), store.noted("meanwhile")) == (NOTE, NOTE)
    store.close()


def test_without_it_the_writer_carries_as_before(tmp_path: Path) -> None:
    file = tmp_path / "studybot.db"
    store = open_store(file)
    before = file.stat().st_size
    fill(store, 200)
    assert file.stat().st_size > before
    store.close()
