"""The schema's second step: what is a member's own (`records.people.own`).

Who asked a question is in no row, and the box has no row numbers: its key is random. Who voted
and what was voted are two tables that share nothing but the cycle.
"""

from __future__ import annotations

from sqlite_utils import Database


def m002_own(db: Database) -> None:
    """Joining, consent, choices, ratings, the question box, votes, trials, outages."""
    for statement in _JOINING + _CHOICES + _SAID + _REST:
        db.conn.execute(statement)


_JOINING = (
    """
    CREATE TABLE joining (
        address TEXT PRIMARY KEY, invite TEXT NOT NULL, at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX joining_at ON joining(at)",
    "CREATE TABLE guess (id INTEGER PRIMARY KEY, who TEXT NOT NULL, at INTEGER NOT NULL) STRICT",
    "CREATE INDEX guess_at ON guess(at)",
    """
    CREATE TABLE consent (
        id INTEGER PRIMARY KEY,
        member INTEGER NOT NULL REFERENCES member(id),
        version TEXT NOT NULL,
        digest TEXT NOT NULL,
        at INTEGER NOT NULL,
        withdrawn INTEGER
    ) STRICT
    """,
    "CREATE INDEX consent_member ON consent(member)",
    "CREATE UNIQUE INDEX consent_running ON consent(member) WHERE withdrawn IS NULL",
)

_CHOICES = (
    """
    CREATE TABLE choice (
        member INTEGER PRIMARY KEY REFERENCES member(id),
        promise INTEGER CHECK (promise IN (0, 2, 3, 5)),
        days TEXT,
        reminder INTEGER NOT NULL CHECK (reminder IN (0, 1)),
        named INTEGER NOT NULL CHECK (named IN (0, 1)),
        topics TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX choice_reminder ON choice(member) WHERE reminder = 1",
    """
    CREATE TABLE expected (
        member INTEGER PRIMARY KEY REFERENCES member(id), what TEXT NOT NULL, at INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE studied (
        member INTEGER NOT NULL REFERENCES member(id),
        day TEXT NOT NULL,
        PRIMARY KEY (member, day)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE once (
        member INTEGER NOT NULL REFERENCES member(id),
        what TEXT NOT NULL,
        PRIMARY KEY (member, what)
    ) STRICT, WITHOUT ROWID
    """,
)

_SAID = (
    """
    CREATE TABLE rating (
        delivery INTEGER PRIMARY KEY REFERENCES delivery(id),
        said TEXT NOT NULL CHECK (said IN ('useful', 'unclear', 'wrong', 'outdated')),
        at INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX rating_at ON rating(at)",
    """
    CREATE TABLE box (
        id TEXT PRIMARY KEY, branch TEXT NOT NULL, day TEXT NOT NULL, text TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE vote_cast (
        cycle TEXT NOT NULL,
        member INTEGER NOT NULL REFERENCES member(id),
        PRIMARY KEY (cycle, member)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE vote_count (
        branch TEXT NOT NULL,
        cycle TEXT NOT NULL,
        topic TEXT NOT NULL,
        votes INTEGER NOT NULL,
        PRIMARY KEY (branch, cycle, topic)
    ) STRICT, WITHOUT ROWID
    """,
)

_REST = (
    """
    CREATE TABLE trial (
        delivery INTEGER PRIMARY KEY REFERENCES delivery(id),
        begun INTEGER NOT NULL,
        ask INTEGER NOT NULL,
        asked INTEGER,
        reply TEXT CHECK (reply IN ('yes', 'not yet', 'not possible'))
    ) STRICT
    """,
    "CREATE INDEX trial_open ON trial(ask) WHERE asked IS NULL AND reply IS NULL",
    "CREATE INDEX trial_asked ON trial(asked) WHERE asked IS NOT NULL",
    """
    CREATE TABLE outage (
        last INTEGER PRIMARY KEY, drained INTEGER NOT NULL CHECK (drained > last)
    ) STRICT
    """,
)
