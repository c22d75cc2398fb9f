"""Raw updates in SQLite, kept before the platform is told that we have them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from records.kept import tidy
from records.model import Arrived
from records.sqlite.rows import Rows
from records.sqlite.times import instant, maybe, micros


class Inbox(Rows):
    """`records.ports.Inbox`."""

    def take(self, updates: Iterable[tuple[int, bytes]], now: datetime) -> int:
        at = micros(now)
        with self._db.writing() as con:
            return con.executemany(
                "INSERT INTO arrived (id, body, received, state) VALUES (?, ?, ?, 'waiting')"
                " ON CONFLICT (id) DO NOTHING",
                ((id, body, at) for id, body in updates),
            ).rowcount

    def unhandled(self, now: datetime, limit: int = 1000) -> Sequence[Arrived]:
        return [
            Arrived(id, body, instant(received), tries, maybe(retry))
            for id, body, received, tries, retry in self._rows(
                "SELECT id, body, received, tries, retry FROM arrived WHERE state = 'waiting'"
                " AND coalesce(retry <= ?, 1) ORDER BY place LIMIT ?",
                micros(now),
                limit,
            )
        ]

    def handled(self, updates: Sequence[int], now: datetime) -> None:
        at = micros(now)
        with self._db.writing() as con:
            con.executemany(
                "UPDATE arrived SET state = 'handled', body = x'', retry = NULL, handled = ?,"
                " reason = '' WHERE id = ? AND state <> 'handled'",
                ((at, id) for id in updates),
            )

    def put_back(self, update: int, retry: datetime | None, reason: str) -> None:
        with self._db.writing() as con:
            con.execute(
                "UPDATE arrived SET state = ?, tries = tries + 1, retry = ?, reason = ?"
                " WHERE id = ? AND state <> 'handled'",
                ("parked" if retry is None else "waiting", micros(retry), tidy(reason), update),
            )

    def sweep(self, before: datetime) -> int:
        with self._db.writing() as con:
            return con.execute("DELETE FROM arrived WHERE handled < ?", (micros(before),)).rowcount

    def parked(self) -> int:
        return len(self._rows("SELECT 1 FROM arrived WHERE state = 'parked'"))
