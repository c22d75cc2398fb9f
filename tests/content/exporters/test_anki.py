"""A deck that members learn from for months, while its lessons go on changing."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import datetime, timedelta

from content.item import Lesson
from tests.content.exporters.giving import NOW, given, lesson

TEXT = """---
title: Meetings
tags: board, general meeting
---

# Question: Who leads?

- [ ] The cook
- [x] The *chair*

Id: leads

# Card: Who keeps the accounts?

The treasurer.
"""


def notes(one: Lesson, now: datetime = NOW) -> dict[str, tuple[int, str, str]]:
    """Time of change, tags and fields of each note, by its guid."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(_entry(one, now, "collection.anki2"))
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = db.execute("SELECT guid, mod, tags, flds FROM notes ORDER BY id").fetchall()
        cards = db.execute("SELECT count(*) FROM cards WHERE nid IN (SELECT id FROM notes)")
        assert cards.fetchone() == (len(rows),)
    return {guid: (mod, tags, fields) for guid, mod, tags, fields in rows}


def _entry(one: Lesson, now: datetime, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(given("anki", [one], now))) as archive:
        return archive.read(name)


def test_an_edition_of_later_is_newer_and_has_the_same_notes() -> None:
    first = notes(lesson(TEXT))
    later = notes(lesson(TEXT.replace("Who leads?", "Who leads us?")), NOW + timedelta(days=30))
    assert first.keys() == later.keys() and len(first) == 2
    assert {mod for mod, _, _ in first.values()} == {int(NOW.timestamp())}
    assert {mod for mod, _, _ in later.values()} == {int(NOW.timestamp()) + 30 * 86_400}
    assert sum("Who leads us?" in fields for _, _, fields in later.values()) == 1


def test_two_languages_of_one_item_are_two_notes() -> None:
    chinese = "---\n标题：会议\n---\n\n# 卡片：谁管账？\n\n司库。\n\n编号：leads\n"
    assert not notes(lesson(TEXT)).keys() & notes(lesson(chinese, "zh")).keys()


def test_decks_and_kinds_of_note_keep_their_numbers() -> None:
    def numbers(one: Lesson, now: datetime) -> tuple[set[str], set[str]]:
        with closing(sqlite3.connect(":memory:")) as db:
            db.deserialize(_entry(one, now, "collection.anki2"))
            decks, kinds = db.execute("SELECT decks, models FROM col").fetchone()
        return set(json.loads(decks)), set(json.loads(kinds))

    renamed = lesson(TEXT.replace("title: Meetings", "title: Our meetings"))
    assert numbers(lesson(TEXT), NOW) == numbers(renamed, NOW + timedelta(days=1))


def test_tags_have_no_blanks_and_texts_are_html() -> None:
    [leads, _] = notes(lesson(TEXT)).values()
    assert leads[1].split() == ["board", "general-meeting"]
    assert "<em>chair</em>" in leads[2] and "\x1f0 1\x1f" in leads[2]
