"""The schema's ninth step: from a version to what was sent of it, without reading everything.

Answers to a version are looked for at every edit and at the start of the program, and letters
of an edited item that are not sent yet at every edit.
"""

from __future__ import annotations

from sqlite_utils import Database


def m009_quality(db: Database) -> None:
    """An index from a version to its deliveries."""
    db.conn.execute("CREATE INDEX delivery_version ON delivery(version) WHERE version IS NOT NULL")
