"""The schema's fourth step: groups, and what is posted there (`records.group`).

No column says who answered: an answer in the group is a delivery and an answer of its member.
"""

from __future__ import annotations

from sqlite_utils import Database


def m004_group(db: Database) -> None:
    """Groups the bot is in, and their outbox."""
    for statement in _STATEMENTS:
        db.conn.execute(statement)


_STATEMENTS = (
    """
    CREATE TABLE gathering (
        chat TEXT PRIMARY KEY,
        since INTEGER NOT NULL,
        branch TEXT UNIQUE,
        language TEXT NOT NULL,
        thread INTEGER,
        daily INTEGER NOT NULL CHECK (daily IN (0, 1)),
        next_at INTEGER,
        silent TEXT NOT NULL CHECK (silent IN ('', 'removed', 'muted', 'topic', 'public')),
        by TEXT NOT NULL,
        CHECK (branch IS NULL OR by = '')
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE posting (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        chat TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('question', 'totals', 'farewell')),
        occasion TEXT NOT NULL UNIQUE,
        due INTEGER NOT NULL,
        branch TEXT,
        version INTEGER REFERENCES version(id),
        body TEXT NOT NULL,
        expires INTEGER,
        closes INTEGER,
        closed INTEGER,
        fate TEXT NOT NULL CHECK (fate IN ('pending', 'sending', 'sent', 'failed', 'unknown')),
        attempts INTEGER NOT NULL,
        retry INTEGER,
        sent INTEGER,
        message TEXT,
        reason TEXT NOT NULL,
        CHECK (fate <> 'sent' OR sent IS NOT NULL)
    ) STRICT
    """,
    "CREATE INDEX posting_due ON posting(due) WHERE fate = 'pending'",
    "CREATE INDEX posting_closes ON posting(closes) WHERE closes IS NOT NULL AND closed IS NULL",
    "CREATE INDEX posting_branch ON posting(branch)",
    "CREATE INDEX delivery_group ON delivery(id) WHERE kind = 'group'",
)
