"""Notes, their kinds and their decks out of an Anki collection of either schema.

The database is somebody else's: it is opened in memory, cannot be written, and a statement that
takes too long is broken off.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

from content.importers._anki_package import fields
from content.importers._model import MOST_QUESTIONS, Refused

STEPS = 20_000_000
"""Instructions of SQLite's machine that reading may take in all; a large deck takes a fifth."""
_SEPARATOR = "\x1f"
_WAL = b"\x01\x01"


@dataclass(frozen=True, slots=True)
class NoteKind:
    """A note type: its name, its fields, and the first card's two sides as templates."""

    name: str
    fields: tuple[str, ...]
    front: str = ""
    back: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its lasting id, the values of its fields, where its first card lies."""

    guid: str
    kind: NoteKind
    values: tuple[str, ...]
    tags: tuple[str, ...]
    deck: str


def notes_of(collection: bytes) -> Iterator[Note]:
    """Every note, in the order it was added. Raises Refused for what is no collection."""
    if not collection.startswith(b"SQLite format 3\0"):
        raise Refused("broken", reason="collection")
    try:
        with closing(_opened(collection)) as db:
            yield from _notes(db)
    except (
        sqlite3.Error,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        RecursionError,
    ) as error:
        raise Refused("broken", reason="collection") from error


def _opened(collection: bytes) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    # A file in WAL mode has no log beside it here; as a plain file it is the same pages.
    db.deserialize(collection[:18] + _WAL + collection[20:])
    db.execute("PRAGMA trusted_schema=OFF")
    db.execute("PRAGMA query_only=ON")
    db.create_collation("unicase", lambda one, other: (one > other) - (one < other))
    db.text_factory = lambda data: data.decode(errors="replace")
    left = [STEPS // 10_000]

    def tick() -> int:
        left[0] -= 1
        return left[0] < 0

    db.set_progress_handler(tick, 10_000)
    return db


def _notes(db: sqlite3.Connection) -> Iterator[Note]:
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type='table'")}
    if not {"notes", "cards"} <= tables:
        raise Refused("broken", reason="collection")
    modern = "notetypes" in tables
    kinds = _new_kinds(db) if modern else _old_kinds(db)
    decks = _new_decks(db) if modern else _old_decks(db)
    homes = dict(db.execute("SELECT nid, did FROM cards ORDER BY ord DESC, id DESC"))
    query = "SELECT id, guid, mid, tags, flds FROM notes ORDER BY id LIMIT ?"
    for number, guid, kind, tags, values in db.execute(query, (MOST_QUESTIONS + 1,)):
        yield Note(
            str(guid),
            kinds.get(kind, NoteKind("", ())),
            tuple(str(values).split(_SEPARATOR)),
            tuple(str(tags or "").split()),
            decks.get(homes.get(number, 0), ""),
        )


def _old_kinds(db: sqlite3.Connection) -> Mapping[int, NoteKind]:
    """Before schema 18 note types and decks are JSON in the one row of `col`."""
    kinds = {}
    for number, kind in json.loads(_only(db, "SELECT models FROM col")).items():
        sides = kind["tmpls"][0] if kind.get("tmpls") else {}
        names = tuple(str(one["name"]) for one in kind["flds"])
        front, back = str(sides.get("qfmt", "")), str(sides.get("afmt", ""))
        kinds[int(number)] = NoteKind(str(kind["name"]), names, front, back)
    return kinds


def _old_decks(db: sqlite3.Connection) -> Mapping[int, str]:
    decks = json.loads(_only(db, "SELECT decks FROM col"))
    return {int(number): str(deck["name"]) for number, deck in decks.items()}


def _only(db: sqlite3.Connection, query: str) -> str:
    row = db.execute(query).fetchone()
    return str(row[0]) if row else "{}"


def _new_kinds(db: sqlite3.Connection) -> Mapping[int, NoteKind]:
    names: dict[int, list[str]] = {}
    for kind, name in db.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        names.setdefault(kind, []).append(str(name))
    sides: dict[int, tuple[str, str]] = {}
    for kind, config in db.execute("SELECT ntid, config FROM templates ORDER BY ntid, ord DESC"):
        said = dict(fields(bytes(config)))  # Template.Config: 1 is the front, 2 the back
        sides[kind] = (_text(said.get(1)), _text(said.get(2)))
    return {
        number: NoteKind(str(name), tuple(names.get(number, ())), *sides.get(number, ("", "")))
        for number, name in db.execute("SELECT id, name FROM notetypes")
    }


def _new_decks(db: sqlite3.Connection) -> Mapping[int, str]:
    rows = db.execute("SELECT id, name FROM decks")
    return {number: str(name).replace(_SEPARATOR, "::") for number, name in rows}


def _text(value: int | bytes | None) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else ""
