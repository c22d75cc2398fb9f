"""The schema's thirteenth step: a branch's week is read by ranges of its own rows alone.

What members said of items had no branch of its own, so that a branch's week of it was looked for
among all its deliveries. Closed weeks name versions by their places (`records.weeks.Try`).
"""

from __future__ import annotations

from sqlite_utils import Database


def m013_scale(db: Database) -> None:
    """Ratings and trials get their delivery's branch; kept weeks of the old form are given up."""
    for table, at in (("rating", "at"), ("trial", "asked")):
        db.conn.execute(f"ALTER TABLE {table} ADD COLUMN branch TEXT NOT NULL DEFAULT ''")
        db.conn.execute(
            f"UPDATE {table} SET branch = (SELECT branch FROM delivery WHERE id = {table}.delivery)"  # noqa: S608 of constants alone
        )
        db.conn.execute(f"DROP INDEX {table}_{at}")
        db.conn.execute(f"CREATE INDEX {table}_branch ON {table}(branch, {at})")
    db.conn.execute("UPDATE past_week SET stale = 1")
