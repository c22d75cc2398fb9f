"""The schema's eleventh step: who waits to be let in (`records.people.waiting`)."""

from __future__ import annotations

from sqlite_utils import Database


def m011_waiting(db: Database) -> None:
    """One row a person, gone when they are let in, or after a week."""
    db.conn.execute(
        """
        CREATE TABLE waiting (
            address TEXT PRIMARY KEY,
            branch TEXT NOT NULL,
            name TEXT NOT NULL,
            language TEXT NOT NULL,
            version TEXT NOT NULL,
            digest TEXT NOT NULL,
            at INTEGER NOT NULL,
            refused INTEGER NOT NULL CHECK (refused IN (0, 1))
        ) STRICT, WITHOUT ROWID
        """
    )
