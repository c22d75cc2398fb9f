"""The schema's twelfth step: word of a changed meeting may be posted in a group.

The table is made anew, as its words are checked; numbers of rows that are gone are not given again.
"""

from __future__ import annotations

from sqlite_utils import Database


def m012_word_in_group(db: Database) -> None:
    """The same rows under a wider check."""
    for statement in _STATEMENTS:
        db.conn.execute(statement)


_STATEMENTS = (
    """
    CREATE TABLE posting_wider (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        chat TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('question', 'totals', 'farewell', 'meeting')),
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
    """
    INSERT INTO posting_wider (id, chat, kind, occasion, due, branch, version, body, expires,
        closes, closed, fate, attempts, retry, sent, message, reason)
    SELECT id, chat, kind, occasion, due, branch, version, body, expires,
        closes, closed, fate, attempts, retry, sent, message, reason FROM posting ORDER BY id
    """,
    "DELETE FROM sqlite_sequence WHERE name = 'posting_wider'",
    "INSERT INTO sqlite_sequence (name, seq)"
    " SELECT 'posting_wider', seq FROM sqlite_sequence WHERE name = 'posting'",
    "DROP TABLE posting",
    "ALTER TABLE posting_wider RENAME TO posting",
    "CREATE INDEX posting_due ON posting(due) WHERE fate = 'pending'",
    "CREATE INDEX posting_closes ON posting(closes) WHERE closes IS NOT NULL AND closed IS NULL",
    "CREATE INDEX posting_branch ON posting(branch)",
)
