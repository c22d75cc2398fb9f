"""The schema's sixth step: meetings that were changed, codes at the door, who came.

`planned` names a meeting for good. A member has one row a meeting, which says neither when they
came nor why they could not.
"""

from __future__ import annotations

from sqlite_utils import Database


def m006_meetings(db: Database) -> None:
    """Changes of meetings, doors, presence; whether a member wants word of meetings."""
    for statement in _STATEMENTS:
        db.conn.execute(statement)


_STATEMENTS = (
    """
    CREATE TABLE meeting (
        branch TEXT NOT NULL,
        planned INTEGER NOT NULL,
        at INTEGER,
        sequence INTEGER NOT NULL CHECK (sequence > 0),
        made INTEGER NOT NULL,
        PRIMARY KEY (branch, planned)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE door (
        branch TEXT NOT NULL,
        planned INTEGER NOT NULL,
        code TEXT NOT NULL,
        opened INTEGER NOT NULL,
        PRIMARY KEY (branch, planned)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE presence (
        planned INTEGER NOT NULL,
        member INTEGER NOT NULL REFERENCES member(id),
        said TEXT NOT NULL CHECK (said IN ('came', 'cannot')),
        PRIMARY KEY (planned, member)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX presence_member ON presence(member)",
    "ALTER TABLE choice ADD COLUMN meetings INTEGER NOT NULL DEFAULT 1 CHECK (meetings IN (0, 1))",
)
