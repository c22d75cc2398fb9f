"""The schema's fifth step: offices, who is who on a roster, and in which branch a spell was.

`listed` holds keyed hashes; the key is beside the database, never in it. `spell.branch` keeps a
member who moves to another branch counted where they were.
"""

from __future__ import annotations

from sqlite_utils import Database


def m005_roster(db: Database) -> None:
    """Rights in a table of their own; an invite for an administrator; moves between branches."""
    for statement in _STATEMENTS:
        db.conn.execute(statement)


_STATEMENTS = (
    """
    CREATE TABLE office (
        member INTEGER NOT NULL REFERENCES member(id),
        role TEXT NOT NULL CHECK (role IN ('organizer', 'administrator')),
        branch TEXT NOT NULL CHECK (branch <> '' OR role = 'administrator'),
        since INTEGER NOT NULL,
        by INTEGER REFERENCES member(id) ON DELETE SET NULL,
        PRIMARY KEY (member, role, branch)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX office_held ON office(role, branch)",
    "CREATE INDEX office_by ON office(by) WHERE by IS NOT NULL",
    "INSERT INTO office SELECT id, 'organizer', branch, coalesce(linked, joined), NULL"
    " FROM member WHERE role = 'organizer'",
    """
    CREATE TABLE listed (
        digest TEXT PRIMARY KEY CHECK (length(digest) = 64),
        member INTEGER NOT NULL REFERENCES member(id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX listed_member ON listed(member)",
    """
    CREATE TABLE inviting (
        code TEXT PRIMARY KEY,
        branch TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('member', 'organizer', 'administrator')),
        made INTEGER NOT NULL,
        expires INTEGER,
        uses_left INTEGER CHECK (uses_left >= 0),
        member INTEGER REFERENCES member(id)
    ) STRICT, WITHOUT ROWID
    """,
    "INSERT INTO inviting SELECT code, branch, role, made, expires, uses_left, member FROM invite",
    "DROP TABLE invite",
    "ALTER TABLE inviting RENAME TO invite",
    "CREATE INDEX invite_member ON invite(member) WHERE member IS NOT NULL",
    "ALTER TABLE spell ADD COLUMN branch TEXT NOT NULL DEFAULT ''",
    "UPDATE spell SET branch = (SELECT m.branch FROM member AS m WHERE m.id = spell.member)",
    "CREATE INDEX spell_branch ON spell(branch)",
)
