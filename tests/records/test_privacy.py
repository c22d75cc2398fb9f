"""Every column is declared, and what is declared is what happens."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from records.privacy import Erased, Holds, limits, tables
from records.privacy.document import document
from records.sqlite import SqliteStore, open_store
from tests.records.canary import CANARY, CANARY_TABLES, files_with, fill, member_of
from tests.records.two import DAY, NOW


def columns(store: SqliteStore) -> Mapping[str, set[str]]:
    """What the database really holds; SQLite's own tables hold nothing of anybody."""
    con = store._db.con
    names = con.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        " AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    ).fetchall()
    return {
        name: {row[1] for row in con.execute(f"PRAGMA table_xinfo({name})")} for (name,) in names
    }


def test_every_column_of_every_table_is_declared_and_none_that_is_gone(tmp_path: Path) -> None:
    store = open_store(tmp_path / "study.db")
    declared = {one.name: {column.name for column in one.columns} for one in tables().values()}
    assert declared == columns(store)
    store.close()


@pytest.mark.parametrize("name", tables())
def test_a_declaration_says_what_why_how_long_and_how_it_ends(name: str) -> None:
    table = tables()[name]
    assert table.what and table.why.endswith(".") and table.kept
    assert (table.erased is Erased.NOT_PERSONAL) == (not table.personal) == bool(table.stays)
    assert len({column.name for column in table.columns}) == len(table.columns)
    for column in table.columns:
        assert column.what[0].islower() or column.what.startswith("Telegram"), column


def test_limits_have_names_of_their_own_and_end_something(tmp_path: Path) -> None:
    names = [limit.name for limit in limits()]
    assert len(set(names)) == len(names)
    store = open_store(tmp_path / "study.db")
    for limit in limits():
        assert limit.steps and limit.days > 0
        assert store.expire(limit.name, NOW, None) == 0
    store.close()


def test_a_members_canaries_are_whole_in_their_record_and_gone_from_every_file(
    tmp_path: Path,
) -> None:
    store = open_store(tmp_path / "study.db")
    fill(store)
    told = store.about(member_of(store))
    for table, column in CANARY_TABLES:
        assert any(CANARY in str(line.get(column)) for line in told[table]), (table, column)
    assert files_with(tmp_path, CANARY)
    assert store.erase(member_of(store), NOW)
    assert store.scrub()
    assert store.about("7001") == {}
    assert files_with(tmp_path, CANARY) == []
    assert not store.erase("7001", NOW)
    store.close()
    assert files_with(tmp_path, CANARY) == []


def test_the_canary_stands_in_every_text_column_that_is_a_members(tmp_path: Path) -> None:
    """So that a new column of words cannot be left out of the test above. Rows that stay without
    the person hold none of their words: the program alone writes them."""
    words = {
        (table.name, column.name)
        for table in tables().values() if table.erased in (Erased.DELETED, Erased.EMPTIED)
        for column in table.columns
        if column.holds in (Holds.TEXT, Holds.JSON, Holds.BYTES) and column.exported
    }  # fmt: skip
    assert words == set(CANARY_TABLES) | FIXED


FIXED = {
    *(("member", name) for name in ("state", "role", "address", "push")),
    ("spell", "state"), ("invite", "role"), ("office", "role"),
    ("delivery", "fate"), ("delivery", "kind"), ("joining", "address"), ("rating", "said"),
    ("trial", "reply"), ("waiting", "address"), ("last_word", "address"), ("presence", "said"),
    ("guess", "who"),
    ("arrived", "state"), ("studied", "day"), ("learned", "day"), ("choice", "days"),
    ("note", "key"), ("arrived", "reason"),
}  # fmt: skip
"""Columns that hold one of a few words, a number, an hour or a date."""


def test_what_is_erased_leaves_others_as_they_were(tmp_path: Path) -> None:
    store = open_store(tmp_path / "study.db")
    fill(store)
    before = store.about("7002")
    assert before
    store.erase("7001", NOW)
    assert store.about("7002") == before
    assert not store._db.con.execute("PRAGMA foreign_key_check").fetchall()
    store.close()


def test_nothing_about_others_is_in_a_members_record(tmp_path: Path) -> None:
    store = open_store(tmp_path / "study.db")
    fill(store)
    other = str(store.about("7002"))
    assert CANARY not in other and not re.search(r"\b7001\b", other)
    store.close()


def test_a_deliverys_number_is_never_used_again(tmp_path: Path) -> None:
    store = open_store(tmp_path / "study.db")
    fill(store)
    highest = max(one.id for one in store.each_delivery())
    store.erase("7001", NOW)
    store.close()
    store = open_store(tmp_path / "study.db")
    fill(store, address="7009", at=NOW + DAY)
    assert min(line["id"] for line in store.about("7009")["delivery"]) > highest  # type: ignore[operator, type-var]
    store.close()


def test_the_document_is_made_of_the_registry() -> None:
    """Where this fails: `python -m records.privacy > docs/privacy.md`."""
    assert (Path(__file__).parents[2] / "docs" / "privacy.md").read_text("utf-8") == document()
