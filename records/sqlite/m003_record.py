"""The schema's third step: what stays when answers go (`records.privacy`), and who looked.

`seen` is only added to. A row's hash covers the hash of the row before and two marks, SHA-256
of a random salt and a member's number; the numbers and salts stand beside it. Who is erased
loses both, so that the chain holds on and nobody can tell any more whom the mark was of.
"""

from __future__ import annotations

from sqlite_utils import Database


def m003_record(db: Database) -> None:
    """Items a member has had, counts of an item's answers, and who opened named data."""
    for statement in _STATEMENTS:
        db.conn.execute(statement)


_STATEMENTS = (
    """
    CREATE TABLE learned (
        id INTEGER PRIMARY KEY,
        member INTEGER NOT NULL REFERENCES member(id),
        item TEXT NOT NULL,
        lesson TEXT NOT NULL,
        form TEXT NOT NULL,
        applied INTEGER NOT NULL CHECK (applied IN (0, 1)),
        day TEXT NOT NULL,
        sent INTEGER NOT NULL,
        answered INTEGER,
        mark REAL CHECK (mark BETWEEN 0 AND 1),
        fresh INTEGER NOT NULL CHECK (fresh IN (0, 1))
    ) STRICT
    """,
    "CREATE INDEX learned_member ON learned(member)",
    """
    CREATE TABLE tally (
        branch TEXT NOT NULL,
        item TEXT NOT NULL,
        hash TEXT NOT NULL,
        sent INTEGER NOT NULL,
        answered INTEGER NOT NULL,
        marked INTEGER NOT NULL,
        marks REAL NOT NULL,
        first_marked INTEGER NOT NULL,
        first_marks REAL NOT NULL,
        useful INTEGER NOT NULL,
        unclear INTEGER NOT NULL,
        wrong INTEGER NOT NULL,
        outdated INTEGER NOT NULL,
        PRIMARY KEY (branch, item, hash)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE seen (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        branch TEXT NOT NULL,
        role TEXT NOT NULL,
        what TEXT NOT NULL,
        whole INTEGER NOT NULL CHECK (whole IN (0, 1)),
        about INTEGER,
        by INTEGER,
        about_salt BLOB,
        by_salt BLOB,
        about_mark BLOB NOT NULL,
        by_mark BLOB NOT NULL,
        before BLOB NOT NULL,
        hash BLOB NOT NULL UNIQUE
    ) STRICT
    """,
    "CREATE INDEX seen_about ON seen(about) WHERE about IS NOT NULL",
    "CREATE INDEX seen_by ON seen(by) WHERE by IS NOT NULL",
    "CREATE INDEX seen_whole ON seen(branch) WHERE whole = 1",
    """
    CREATE TRIGGER seen_stays BEFORE UPDATE ON seen WHEN NOT (
        NEW.id = OLD.id AND NEW.at = OLD.at AND NEW.branch = OLD.branch AND NEW.role = OLD.role
        AND NEW.what = OLD.what AND NEW.whole = OLD.whole AND NEW.about_mark = OLD.about_mark
        AND NEW.by_mark = OLD.by_mark AND NEW.before = OLD.before AND NEW.hash = OLD.hash
        AND (NEW.about IS OLD.about OR NEW.about IS NULL)
        AND (NEW.by IS OLD.by OR NEW.by IS NULL)
        AND (NEW.about_salt IS OLD.about_salt OR NEW.about_salt IS NULL)
        AND (NEW.by_salt IS OLD.by_salt OR NEW.by_salt IS NULL)
    ) BEGIN SELECT raise(ABORT, 'seen is only added to'); END
    """,
    """
    CREATE TRIGGER seen_kept BEFORE DELETE ON seen WHEN OLD.at >= coalesce(
        (SELECT CAST(value AS INTEGER) FROM note WHERE key = 'seen kept since'), 0
    ) BEGIN SELECT raise(ABORT, 'seen is only added to'); END
    """,
    "CREATE INDEX answer_words ON answer(received) WHERE json_extract(reply, '$.of.text') <> ''",
    "CREATE INDEX delivery_letter ON delivery(due) WHERE version IS NULL",
    "CREATE INDEX studied_day ON studied(day)",
)
