"""Who waits to be let in, in SQLite."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from records.kept import tidy, tidy_name
from records.model import BranchKey
from records.people.waiting import Waiting
from records.sqlite.rows import Rows
from records.sqlite.times import instant, micros


class Door(Rows):
    """`records.people.waiting.Door`."""

    def wait(self, waiting: Waiting) -> bool:
        with self._db.writing() as con:
            return bool(
                con.execute(
                    "INSERT OR IGNORE INTO waiting VALUES (?,?,?,?,?,?,?,?)",
                    (
                        tidy(waiting.address),
                        tidy(waiting.branch),
                        tidy_name(waiting.name),
                        tidy(waiting.language),
                        tidy(waiting.version),
                        tidy(waiting.digest),
                        micros(waiting.at),
                        waiting.refused,
                    ),
                ).rowcount
            )

    def waiting_at(self, address: str) -> Waiting | None:
        row = self._row("SELECT * FROM waiting WHERE address = ?", tidy(address))
        return None if row is None else _waiting(row)

    def at_the_door(self, branch: BranchKey) -> Sequence[Waiting]:
        rows = self._rows(
            "SELECT * FROM waiting WHERE branch = ? AND NOT refused ORDER BY at, address", branch
        )
        return [_waiting(row) for row in rows]

    def take_in(self, address: str) -> Waiting | None:
        return self._decided(
            "DELETE FROM waiting WHERE address = ? AND NOT refused RETURNING *", address
        )

    def refuse(self, address: str) -> Waiting | None:
        return self._decided(
            "UPDATE waiting SET refused = 1 WHERE address = ? AND NOT refused RETURNING *", address
        )

    def _decided(self, statement: str, address: str) -> Waiting | None:
        with self._db.writing():
            row = self._row(statement, tidy(address))
        return None if row is None else _waiting(row)

    def sweep_waiting(self, before: datetime) -> int:
        with self._db.writing() as con:
            return con.execute("DELETE FROM waiting WHERE at < ?", (micros(before),)).rowcount


def _waiting(row: tuple[Any, ...]) -> Waiting:
    address, branch, name, language, version, digest, at, refused = row
    return Waiting(address, branch, name, language, version, digest, instant(at), bool(refused))
