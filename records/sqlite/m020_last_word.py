"""The schema's twentieth step: what is owed to the erased (`records.people.last_word`)."""

from __future__ import annotations

from sqlite_utils import Database


def m020_last_word(db: Database) -> None:
    """One row a person, gone when it was said or refused, or after a day."""
    db.conn.execute(
        """
        CREATE TABLE last_word (
            address TEXT PRIMARY KEY,
            language TEXT NOT NULL,
            at INTEGER NOT NULL,
            tries INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
        """
    )
