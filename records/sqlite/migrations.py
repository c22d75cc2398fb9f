"""The schema, as steps that are only ever added to. Each runs once, all in one transaction.

A step is a file here, `mNNN_what.py`, with a function of that name; they run in order of number.

Times are whole microseconds since 1970 UTC. Tables are STRICT; state words are checked.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from sqlite_utils import Database, Migrations

from records.ports import StoreError
from records.sqlite.connection import APPLICATION_ID, Connection
from records.sqlite.copying import copy_of

MIGRATIONS = Migrations("studybot")


class NewerSchema(StoreError):
    """The database was written by a newer program."""


class OlderSchema(StoreError):
    """The database has yet to be brought up to this program."""


def migrate(db: Connection, *, copy: bool = True) -> None:
    """Bring the file up to this program; old or new after a crash, never between. What is there
    already is copied to `backups/before-STEP.db` first. Raises StoreError."""
    database = _database(db)
    missing = _missing(db, database)
    if not missing:
        return
    if copy and MIGRATIONS.applied(database):
        copy_of(db, db.path.parent / "backups" / f"before-{missing[0]}.db", None)
    with db.writing() as con:
        con.execute(f"PRAGMA application_id={APPLICATION_ID}")
        MIGRATIONS.apply(database)


def expect_current(db: Connection) -> None:
    """For a reader, which changes nothing: raise unless the schema is this program's."""
    if missing := _missing(db, _database(db)):
        raise OlderSchema(
            f"{db.path}: the database lacks {', '.join(missing)}. Fix: start `studybot run` once."
        )


def _database(db: Connection) -> Database:
    return Database(db.con, strict=True, execute_plugins=False)


def _missing(db: Connection, database: Database) -> list[str]:
    known = {step.name for step in MIGRATIONS.pending(database)}
    applied = {step.name for step in MIGRATIONS.applied(database)}
    ours = {step.name for step in MIGRATIONS._migrations}
    if unknown := sorted(applied - ours):
        raise NewerSchema(
            f"{db.path}: written by a newer Studybot (it has {', '.join(unknown)}). "
            "Fix: install that version, or restore a backup made before it."
        )
    return sorted(known)


@MIGRATIONS()
def m001_initial(db: Database) -> None:
    """Members, what they were sent, what they answered, what came in, what was published."""
    for statement in _PEOPLE + _OUTBOX + _ANSWERS + _REST:
        db.conn.execute(statement)


for _step in sorted(file.stem for file in Path(__file__).parent.glob("m[0-9][0-9][0-9]_*.py")):
    MIGRATIONS()(getattr(import_module(f"records.sqlite.{_step}"), _step))


_PEOPLE = (
    """
    CREATE TABLE member (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        branch TEXT NOT NULL,
        name TEXT NOT NULL,
        language TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN
            ('invited', 'linked', 'paused', 'excused', 'blocked', 'left')),
        role TEXT NOT NULL CHECK (role IN ('member', 'organizer')),
        address TEXT UNIQUE,
        zone TEXT,
        push TEXT CHECK (push LIKE '__:__'),
        joined INTEGER NOT NULL,
        linked INTEGER,
        next_at INTEGER,
        until INTEGER,
        CHECK (next_at IS NULL OR state = 'linked'),
        CHECK (until IS NULL OR state IN ('paused', 'excused'))
    ) STRICT
    """,
    "CREATE INDEX member_branch ON member(branch)",
    "CREATE INDEX member_due ON member(next_at) WHERE next_at IS NOT NULL",
    "CREATE INDEX member_unscheduled ON member(id) WHERE state = 'linked' AND next_at IS NULL",
    "CREATE INDEX member_lapsed ON member(until) WHERE until IS NOT NULL",
    """
    CREATE TABLE spell (
        id INTEGER PRIMARY KEY,
        member INTEGER NOT NULL REFERENCES member(id),
        state TEXT NOT NULL CHECK (state IN
            ('invited', 'linked', 'paused', 'excused', 'blocked', 'left')),
        since INTEGER NOT NULL,
        until INTEGER CHECK (until >= since),
        noted INTEGER NOT NULL,
        reason TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX spell_member ON spell(member)",
    "CREATE UNIQUE INDEX spell_running ON spell(member) WHERE until IS NULL",
    """
    CREATE TABLE invite (
        code TEXT PRIMARY KEY,
        branch TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('member', 'organizer')),
        made INTEGER NOT NULL,
        expires INTEGER,
        uses_left INTEGER CHECK (uses_left >= 0),
        member INTEGER REFERENCES member(id)
    ) STRICT, WITHOUT ROWID
    """,
)

# `version` is never changed: a row is what was sent, to the letter (`digest`); `hash` is the
# part of it that answers are graded by, so one hash may have several rows.
_OUTBOX = (
    """
    CREATE TABLE version (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        digest BLOB NOT NULL UNIQUE,
        hash TEXT NOT NULL,
        item TEXT NOT NULL,
        lesson TEXT NOT NULL,
        form TEXT NOT NULL,
        language TEXT NOT NULL,
        title TEXT NOT NULL,
        applied INTEGER NOT NULL CHECK (applied IN (0, 1)),
        asked INTEGER NOT NULL CHECK (asked IN (0, 1)),
        body TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX version_hash ON version(hash)",
    """
    CREATE TABLE delivery (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        member INTEGER NOT NULL REFERENCES member(id),
        branch TEXT NOT NULL,
        kind TEXT NOT NULL,
        occasion TEXT NOT NULL,
        version INTEGER REFERENCES version(id),
        body TEXT NOT NULL,
        why TEXT NOT NULL,
        fresh INTEGER NOT NULL CHECK (fresh IN (0, 1)),
        due INTEGER NOT NULL,
        closes INTEGER,
        expires INTEGER,
        fate TEXT NOT NULL CHECK (fate IN
            ('pending', 'sending', 'sent', 'failed', 'unknown', 'cancelled')),
        first INTEGER NOT NULL CHECK (first IN (0, 1)),
        ready INTEGER,
        attempts INTEGER NOT NULL DEFAULT 0,
        doubts INTEGER NOT NULL DEFAULT 0,
        started INTEGER,
        retry INTEGER,
        sent INTEGER,
        message TEXT,
        reason TEXT NOT NULL DEFAULT '',
        UNIQUE (member, occasion),
        CHECK (fate <> 'sent' OR sent IS NOT NULL),
        CHECK ((ready IS NOT NULL) = (fate = 'pending' OR (fate = 'unknown' AND retry NOT NULL)))
    ) STRICT
    """,
    "CREATE INDEX delivery_member ON delivery(member)",
    "CREATE INDEX delivery_ready ON delivery(first, ready) WHERE ready IS NOT NULL",
    "CREATE INDEX delivery_sending ON delivery(fate) WHERE fate = 'sending'",
    "CREATE INDEX delivery_unknown ON delivery(fate) WHERE fate = 'unknown'",
    "CREATE INDEX delivery_doubted ON delivery(member) WHERE doubts > 0",
    "CREATE INDEX delivery_due ON delivery(branch, due) WHERE version IS NOT NULL",
    "CREATE INDEX delivery_sent ON delivery(branch, sent)"
    " WHERE version IS NOT NULL AND sent IS NOT NULL",
    "CREATE INDEX delivery_closes ON delivery(branch, closes)"
    " WHERE version IS NOT NULL AND closes IS NOT NULL",
    """
    CREATE VIEW outgoing AS SELECT
        d.id, d.member, d.kind, d.occasion, d.due, d.version, d.body, d.why, d.closes, d.expires,
        d.fresh, d.fate, v.hash, d.attempts, d.doubts, d.started, d.retry, d.sent, d.message,
        d.reason
    FROM delivery AS d LEFT JOIN version AS v ON v.id = d.version
    """,
    """
    CREATE TABLE poll (
        poll TEXT PRIMARY KEY,
        delivery INTEGER NOT NULL REFERENCES delivery(id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX poll_delivery ON poll(delivery)",
    "CREATE TABLE file (key TEXT PRIMARY KEY, file_id TEXT NOT NULL) STRICT, WITHOUT ROWID",
)

_ANSWERS = (
    """
    CREATE TABLE answer (
        delivery INTEGER PRIMARY KEY REFERENCES delivery(id),
        branch TEXT NOT NULL,
        reply TEXT NOT NULL,
        mark REAL CHECK (mark BETWEEN 0 AND 1),
        received INTEGER NOT NULL,
        late INTEGER NOT NULL CHECK (late IN (0, 1))
    ) STRICT
    """,
    "CREATE INDEX answer_received ON answer(branch, received)",
    """
    CREATE VIEW answered AS SELECT
        a.delivery, d.member, v.item, v.hash, a.reply, a.mark, a.received, a.late
    FROM answer AS a JOIN delivery AS d ON d.id = a.delivery
    LEFT JOIN version AS v ON v.id = d.version
    """,
)

_REST = (
    """
    CREATE TABLE arrived (
        place INTEGER PRIMARY KEY AUTOINCREMENT,
        id INTEGER NOT NULL UNIQUE,
        body BLOB NOT NULL,
        received INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'handled', 'parked')),
        tries INTEGER NOT NULL DEFAULT 0,
        retry INTEGER,
        handled INTEGER,
        reason TEXT NOT NULL DEFAULT '',
        CHECK ((handled IS NOT NULL) = (state = 'handled'))
    ) STRICT
    """,
    "CREATE INDEX arrived_waiting ON arrived(state) WHERE state = 'waiting'",
    "CREATE INDEX arrived_parked ON arrived(state) WHERE state = 'parked'",
    "CREATE INDEX arrived_handled ON arrived(handled) WHERE handled IS NOT NULL",
    """
    CREATE TABLE published (
        key TEXT PRIMARY KEY, body TEXT NOT NULL, at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE TABLE note (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "INSERT INTO note VALUES ('export key', lower(hex(randomblob(32))))",
)
