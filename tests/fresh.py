"""A new database in a moment: the steps to today's schema are taken once, and copied.

What the steps themselves do, from each schema on, is in `tests/records/test_store_file.py` and
the campaign `migrations`.
"""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from secrets import token_hex

from records.export import KEY
from records.sqlite import SqliteStore, open_store


def fresh_store(path: Path) -> SqliteStore:
    """As `open_store` makes one where there is none; what is drawn at random is drawn anew."""
    path.write_bytes(_made())
    store = open_store(path)
    store.note(KEY, token_hex(32))
    return store


@cache
def _made() -> bytes:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "studybot.db"
        open_store(path).close()
        return path.read_bytes()
