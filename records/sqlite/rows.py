"""Reading rows, for every part of the store."""

from __future__ import annotations

from typing import Any

from records.sqlite.connection import Connection


class Rows:
    """What the parts of the store share: the one connection."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self._db.con.execute(sql, values).fetchall()

    def _row(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._db.con.execute(sql, values).fetchone()
        return row
