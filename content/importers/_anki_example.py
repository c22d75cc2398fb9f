"""A small Anki package of the older generation, made in memory: the importer's own example."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from functools import cache

KIND, DECK = 1001, 1
_KIND = {
    "name": "Basic",
    "flds": [{"name": "Front"}, {"name": "Back"}],
    "tmpls": [{"qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}],
}
_NOTES = (
    ("quorum", "What is a <b>quorum</b>?\x1fThe number of members who must be there"),
    ("chair", "Who leads a meeting?\x1fThe chair"),
)


@cache
def example() -> bytes:
    """Two cards of one deck."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(zipfile.ZipInfo("collection.anki2"), _collection())
        archive.writestr(zipfile.ZipInfo("media"), "{}")
    return made.getvalue()


def _collection() -> bytes:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE TABLE col (models TEXT, decks TEXT)")
        db.execute("CREATE TABLE notes (id, guid, mid, tags, flds)")
        db.execute("CREATE TABLE cards (id, nid, did, ord)")
        decks = json.dumps({str(DECK): {"name": "Meetings"}})
        db.execute("INSERT INTO col VALUES (?, ?)", (json.dumps({str(KIND): _KIND}), decks))
        for number, (guid, values) in enumerate(_NOTES, start=1):
            db.execute("INSERT INTO notes VALUES (?, ?, ?, '', ?)", (number, guid, KIND, values))
            db.execute("INSERT INTO cards VALUES (?, ?, ?, 0)", (number, number, DECK))
        db.commit()
        return db.serialize()
