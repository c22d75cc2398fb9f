"""The outbox in SQLite: what is to be sent, is being sent, was sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from content.item import Item
from records.kept import goes_first, tidy
from records.model import Delivery, DeliveryId, Fate, Letter, MemberId
from records.ports import NotThere
from records.sqlite.connection import IntegrityError
from records.sqlite.outgoing import Found
from records.sqlite.past import Pasts
from records.sqlite.times import micros
from records.sqlite.weeks import Weeks

FINAL = (Fate.FAILED, Fate.CANCELLED)
"""Fates that only the proof of arrival changes."""


class Deliveries(Found, Pasts, Weeks):
    """`records.deliveries.Deliveries`."""

    def post(
        self, letters: Sequence[Letter], due: Mapping[MemberId, datetime | None] | None = None
    ) -> Sequence[DeliveryId]:
        if not letters and not due:
            return []  # most beats of most jobs: no commit for nothing
        with self._db.writing() as con:
            items = self._keep_items(letters)
            before = self._row("SELECT coalesce(max(id), 0) FROM delivery")
            assert before is not None
            try:
                con.executemany(_POST, (_values(letter, items) for letter in letters))
            except IntegrityError as error:  # the only rule a letter can break
                raise NotThere("a letter to somebody who is not a member") from error
            con.executemany(
                "UPDATE member SET next_at = ? WHERE id = ? AND state = 'linked'",
                ((micros(at), member) for member, at in (due or {}).items()),
            )
            return [
                DeliveryId(id)
                for (id,) in self._rows(
                    "SELECT id FROM delivery WHERE id > ? ORDER BY id", before[0]
                )
            ]

    def pending(self, now: datetime, limit: int = 100) -> Sequence[Delivery]:
        found: list[Delivery] = []
        for first in (1, 0):
            found += self._deliveries(
                "SELECT * FROM outgoing WHERE id IN (SELECT id FROM delivery WHERE first = ?"
                " AND ready <= ? ORDER BY ready, id LIMIT ?)"
                " ORDER BY max(due, coalesce(retry, due)), id",
                first,
                micros(now),
                limit - len(found),
            )
        return found

    def begin(self, deliveries: Sequence[DeliveryId], now: datetime) -> Sequence[DeliveryId]:
        at = micros(now)
        with self._db.writing() as con:
            return [
                delivery
                for delivery in deliveries
                if con.execute(
                    "UPDATE delivery SET fate = 'sending', attempts = attempts + 1, started = ?,"
                    " retry = NULL, ready = NULL WHERE id = ? AND fate IN ('pending', 'unknown')",
                    (at, delivery),
                ).rowcount
            ]

    def settle(
        self,
        delivery: DeliveryId,
        fate: Fate,
        now: datetime,
        *,
        message: str | None = None,
        poll: str | None = None,
        reason: str = "",
        retry: datetime | None = None,
    ) -> None:
        with self._db.writing():
            had = self._fate(delivery)
            self._keep_poll(poll, delivery)
            if fate is Fate.SENT:
                self._sent(delivery, micros(now), message, reason)
            elif had is not Fate.SENT and had not in FINAL:
                doubt = fate is Fate.UNKNOWN and had is not Fate.UNKNOWN
                self._open_or_over(delivery, fate, doubt, message, reason, micros(retry))

    def _fate(self, delivery: DeliveryId) -> Fate:
        row = self._row("SELECT fate FROM delivery WHERE id = ?", delivery)
        if row is None:
            raise NotThere(f"no delivery {delivery}")
        return Fate(row[0])

    def _keep_poll(self, poll: str | None, delivery: DeliveryId) -> None:
        if poll is not None:
            self._db.con.execute(
                "INSERT INTO poll VALUES (?, ?) ON CONFLICT DO NOTHING", (tidy(poll), delivery)
            )

    def _sent(self, delivery: DeliveryId, at: int, message: str | None, reason: str) -> None:
        self._db.con.execute(
            "UPDATE delivery SET fate = 'sent', sent = coalesce(sent, ?), retry = NULL,"
            " ready = NULL, message = coalesce(?, message), reason = ? WHERE id = ?",
            (at, None if message is None else tidy(message), tidy(reason), delivery),
        )

    def _open_or_over(
        self,
        delivery: DeliveryId,
        fate: Fate,
        doubt: bool,
        message: str | None,
        reason: str,
        retry: int | None,
    ) -> None:
        again = fate is Fate.PENDING or (fate is Fate.UNKNOWN and retry is not None)
        self._db.con.execute(
            "UPDATE delivery SET fate = ?1, doubts = doubts + ?2, message = coalesce(?3, message),"
            " reason = ?4, retry = ?5, ready = CASE WHEN ?6 THEN max(due, coalesce(?5, due)) END"
            " WHERE id = ?7",
            (
                fate,
                doubt,
                None if message is None else tidy(message),
                tidy(reason),
                retry if again else None,
                again,
                delivery,
            ),
        )

    def _received(self, delivery: DeliveryId, now: int) -> None:
        """Something proved that it arrived: sent, since when its sending began."""
        for branch, sent in self._db.con.execute(
            "UPDATE delivery SET fate = 'sent', sent = coalesce(started, ?), retry = NULL,"
            " ready = NULL WHERE id = ? AND fate <> 'sent' RETURNING branch, sent",
            (now, delivery),
        ).fetchall():
            if sent < now:
                self._give_up(sent, branch)

    def interrupted(self, now: datetime) -> Sequence[Delivery]:
        with self._db.writing() as con:
            con.execute(
                "UPDATE delivery SET fate = 'unknown', doubts = doubts + 1 WHERE fate = 'sending'"
            )
        return self._deliveries("SELECT * FROM outgoing WHERE fate = 'unknown' ORDER BY id")

    def adopt(self, delivery: DeliveryId, poll: str, now: datetime) -> None:
        with self._db.writing():
            self._fate(delivery)
            self._keep_poll(poll, delivery)
            self._received(delivery, micros(now))

    def reword(self, items: Iterable[Item]) -> int:
        with self._db.writing() as con:
            held = self._rows(_UNSENT)
            now = {(tidy(one.id), tidy(one.language)): one for one in items} if held else {}
            changed = 0
            for row, item, language in held:
                if (item, language) in now:
                    new = self._keep_item(now[item, language])
                    changed += sum(con.execute(sql, (new, row, new)).rowcount for sql in _REWORD)
            return changed

    def cancel(self, member: MemberId, reason: str, now: datetime) -> int:
        with self._db.writing() as con:
            return con.execute(
                "UPDATE delivery SET fate = 'cancelled', reason = ?, retry = NULL, ready = NULL"
                " WHERE member = ? AND fate IN ('pending', 'unknown')",
                (tidy(reason), member),
            ).rowcount

    def file(self, key: str) -> str | None:
        row = self._row("SELECT file_id FROM file WHERE key = ?", tidy(key))
        return None if row is None else str(row[0])

    def keep_file(self, key: str, file_id: str) -> None:
        with self._db.writing() as con:
            con.execute("INSERT OR REPLACE INTO file VALUES (?, ?)", (tidy(key), tidy(file_id)))


_POST = """
    INSERT INTO delivery (member, branch, kind, first, occasion, version, body, why, fresh, due,
        closes, expires, fate, ready)
    VALUES (?1, (SELECT branch FROM member WHERE id = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,
        ?11, 'pending', ?9)
    ON CONFLICT (member, occasion) DO NOTHING
"""

_UNSENT = """
    SELECT v.id, v.item, v.language FROM version AS v WHERE v.id IN (
        SELECT version FROM delivery WHERE ready IS NOT NULL AND fate = 'pending' AND doubts = 0
        UNION SELECT version FROM posting WHERE fate = 'pending' AND kind = 'question'
    ) ORDER BY v.id
"""
_REWORD = (
    "UPDATE delivery SET version = ? WHERE version = ? AND version <> ?"
    " AND fate = 'pending' AND doubts = 0",
    "UPDATE posting SET version = ? WHERE version = ? AND version <> ?"
    " AND fate = 'pending' AND kind = 'question'",
)


def _values(letter: Letter, items: Mapping[int, int]) -> tuple[object, ...]:
    return (
        letter.member,
        letter.kind,
        goes_first(letter.kind),
        tidy(letter.occasion),
        None if letter.item is None else items[id(letter.item)],
        tidy(letter.body),
        tidy(letter.why),
        letter.fresh,
        micros(letter.due),
        micros(letter.closes),
        micros(letter.expires),
    )
