"""What a restored database must not do again, and how an unfinished restore is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from records.ports import StoreError
from records.sqlite.connection import Connection
from records.sqlite.copying import MADE
from records.sqlite.times import micros

REASON = "restored"


class Unfinished(StoreError):
    """A restore was interrupted between two names; doing it again finishes it."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What was kept from being sent again."""

    letters: int
    """Letters due before now that had not arrived when the backup was made: they failed."""
    members: int
    """Members whose item was due before now: their next one is the next to come."""


def unfinished(database: Path) -> Path:
    """The name under which a copy that is to take this one's place lies ready."""
    return database.with_name(database.name + "-restoring")


def expect_finished(database: Path) -> None:
    """Raise where a restore was begun and not ended."""
    if unfinished(database).exists():
        raise Unfinished(
            f"{database}: a restore was interrupted. Fix: do it again, studybot restore BACKUP."
        )


def marked(db: Connection, now: datetime) -> Marked:
    """Fail what was due, and move on who was due.

    Not only what was due before the backup was made: what came due since may have been sent by
    the database that is lost. An item too few does no harm, an old one again does.
    """
    at = micros(now)
    with db.writing() as con:
        letters = con.execute(
            "UPDATE delivery SET fate = 'failed', reason = ?, retry = NULL, ready = NULL"
            " WHERE due <= ? AND (ready IS NOT NULL OR fate = 'sending')",
            (REASON, at),
        ).rowcount
        members = con.execute("UPDATE member SET next_at = NULL WHERE next_at <= ?", (at,)).rowcount
        con.execute("DELETE FROM note WHERE key = ?", (MADE,))
        con.execute("INSERT OR REPLACE INTO note VALUES ('restored', ?)", (now.isoformat(),))
    db.con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Marked(letters, members)
