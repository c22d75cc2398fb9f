"""The schema's eighth step: what is kept of closed weeks (`records.weeks`)."""

from __future__ import annotations

from sqlite_utils import Database


def m008_weeks(db: Database) -> None:
    """A row a member and week, in the order in which a branch's weeks are read."""
    for statement in _STATEMENTS:
        db.conn.execute(statement)


_STATEMENTS = (
    """
    CREATE TABLE past_week (
        branch TEXT NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL CHECK ("end" > start),
        stale INTEGER NOT NULL CHECK (stale IN (0, 1)),
        versions TEXT NOT NULL,
        PRIMARY KEY (branch, start)
    ) STRICT, WITHOUT ROWID
    """,
    'CREATE INDEX past_week_end ON past_week("end")',
    """
    CREATE TABLE member_week (
        branch TEXT NOT NULL,
        start INTEGER NOT NULL,
        member INTEGER NOT NULL REFERENCES member(id),
        push INTEGER,
        due INTEGER NOT NULL CHECK (due IN (0, 1)),
        sent INTEGER NOT NULL,
        answers INTEGER NOT NULL,
        closed INTEGER NOT NULL,
        in_time INTEGER NOT NULL CHECK (in_time <= closed),
        fresh TEXT NOT NULL,
        tries TEXT NOT NULL,
        PRIMARY KEY (branch, start, member)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX member_week_member ON member_week(member)",
    "INSERT INTO note VALUES ('weeks given up', '0')",
)
