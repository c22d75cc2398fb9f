"""Within a transaction a thing is read once, until something is written; never beyond it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from records.model import Member
from records.sqlite import SqliteStore, open_store, sqlite_note
from records.sqlite.connection import bears_two
from tests.records.two import NORTH, NOW, invite


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = open_store(tmp_path / "study.db")
    yield opened
    opened.close()


@contextmanager
def reads(store: SqliteStore) -> Iterator[list[str]]:
    """The questions that SQLite is asked meanwhile."""
    asked: list[str] = []

    def heard(sql: str) -> None:
        if sql.startswith("SELECT"):
            asked.append(sql)

    store._db.con.set_trace_callback(heard)
    yield asked
    store._db.con.set_trace_callback(None)


def ann(store: SqliteStore) -> Member:
    return store.link(invite(store, "a", NORTH), "7", "Ann", "en", NOW)


def test_asked_again_within_a_transaction_it_is_not_read_again(store: SqliteStore) -> None:
    one = ann(store)
    with reads(store) as asked, store.together():
        assert store.at("7") == store.at("7") == one
        assert store.noted("no such note") is store.noted("no such note") is None
        assert store.offices(one.id) == store.offices(one.id)
    assert len(asked) == 3


def test_what_was_written_since_is_seen(store: SqliteStore) -> None:
    one = ann(store)
    with store.together():
        assert store.history(one.id) == [] and store.noted("a") is None
        store.settings(one.id, language="zh")
        store.note("a", "1")
        found = store.at("7")
        assert found is not None and found.language == "zh" and store.noted("a") == "1"


def test_what_was_undone_is_not_remembered(store: SqliteStore) -> None:
    with store.together():
        with suppress(KeyError), store.together():
            store.note("a", "1")
            assert store.noted("a") == "1"
            raise KeyError
        assert store.noted("a") is None


@pytest.mark.skipif(not bears_two(), reason=sqlite_note())
def test_what_another_process_wrote_in_between_is_seen(store: SqliteStore, tmp_path: Path) -> None:
    with store.together():
        assert store.noted("a") is None
    other = open_store(tmp_path / "study.db")
    other.note("a", "theirs")
    other.close()
    with store.together():
        assert store.noted("a") == "theirs"
    assert store.noted("a") == "theirs"
