"""The schema's seventh step: which answers were votes at a meeting, without reading everything.

They are in totals of their own, as answers in a group are, and no export holds their marks.
"""

from __future__ import annotations

from sqlite_utils import Database


def m007_votes(db: Database) -> None:
    """An index of the votes."""
    db.conn.execute("CREATE INDEX delivery_meeting ON delivery(id) WHERE kind = 'meeting'")
