"""Raw rows for reports, what has been published, and small facts, in SQLite."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from records.kept import tidy
from records.model import Answer, BranchKey, Delivery, Fate, Kind
from records.participation.rows import CountedAnswer, CountedDelivery, CountedLetter
from records.sqlite.answers import read_answer, read_reply
from records.sqlite.outgoing import Outgoing
from records.sqlite.times import instant, maybe, micros

PAGE = 500
"""Rows read at a time where all are gone through."""


class Ledger(Outgoing):
    """`records.ports.Ledger`."""

    def deliveries(
        self, branch: BranchKey | None, start: datetime, end: datetime
    ) -> Sequence[Delivery]:
        return [
            self._delivery(row)
            for row in self._db.con.execute(
                _DELIVERIES, {"branch": branch, "start": micros(start), "end": micros(end)}
            )
        ]

    def answers(self, branch: BranchKey | None, start: datetime, end: datetime) -> Sequence[Answer]:
        return [
            read_answer(row)
            for row in self._db.con.execute(
                _ANSWERS, {"branch": branch, "start": micros(start), "end": micros(end)}
            )
        ]

    def counted(
        self, branch: BranchKey, start: datetime, end: datetime
    ) -> tuple[Sequence[CountedDelivery], Sequence[CountedAnswer]]:
        within = {"branch": branch, "start": micros(start), "end": micros(end)}
        rows = self._db.con.execute(_COUNTED, within).fetchall()
        letters = {key: self._letter(*key) for key in {row[:5] for row in rows}}
        deliveries: list[CountedDelivery] = []
        answers: list[CountedAnswer] = []
        for (
            kind,
            due,
            version,
            closes,
            fresh,
            id,
            member,
            fate,
            started,
            sent,
            reply,
            mark,
            received,
        ) in rows:
            letter, hash = letters[kind, due, version, closes, fresh]
            deliveries.append(
                CountedDelivery(id, member, letter, _FATES[fate], hash, maybe(started), maybe(sent))
            )
            if received is not None:
                answers.append(
                    CountedAnswer(
                        id, member, letter.item.id, read_reply(reply), mark, instant(received)
                    )
                )
        return deliveries, answers

    def _letter(
        self, kind: str, due: int, version: int, closes: int | None, fresh: int
    ) -> tuple[CountedLetter, str]:
        """What all who got it at one time got alike, and the hash of its version."""
        row = self._row("SELECT hash FROM version WHERE id = ?", version)
        assert row is not None
        letter = CountedLetter(
            _KINDS[kind], instant(due), self._item(version), maybe(closes), fresh == 1
        )
        return letter, str(row[0])

    def each_delivery(self) -> Iterator[Delivery]:
        last = 0
        while page := self._deliveries(
            "SELECT * FROM outgoing WHERE id > ? AND version NOT NULL ORDER BY id LIMIT ?",
            last,
            PAGE,
        ):
            yield from page
            last = page[-1].id

    def each_answer(self) -> Iterator[Answer]:
        last = 0
        while page := [
            read_answer(row)
            for row in self._rows(
                "SELECT * FROM answered WHERE delivery > ? ORDER BY delivery LIMIT ?", last, PAGE
            )
        ]:
            yield from page
            last = page[-1].delivery

    def publish(self, key: str, body: str, now: datetime) -> str:
        with self._db.writing() as con:
            con.execute(
                "INSERT INTO published VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (tidy(key), tidy(body), micros(now)),
            )
        return self.published(key) or ""

    def published(self, key: str) -> str | None:
        return self._text("SELECT body FROM published WHERE key = ?", key)

    def note(self, key: str, value: str) -> None:
        with self._db.writing() as con:
            con.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (tidy(key), tidy(value)))

    def noted(self, key: str) -> str | None:
        return self._db.remembered(
            ("note", key), lambda: self._text("SELECT value FROM note WHERE key = ?", key)
        )

    def notes(self, beginning: str) -> Mapping[str, str]:
        found = self._rows(
            "SELECT key, value FROM note WHERE key >= ? AND substr(key, 1, ?) = ?",
            beginning, len(beginning), beginning,
        )  # fmt: skip
        return {str(key)[len(beginning) :]: str(value) for key, value in found}

    def _text(self, sql: str, key: str) -> str | None:
        row = self._row(sql, tidy(key))
        return None if row is None else str(row[0])


_KINDS = {kind.value: kind for kind in Kind}
_FATES = {fate.value: fate for fate in Fate}

_COUNTED = """
    SELECT d.kind, d.due, d.version, d.closes, d.fresh, d.id, d.member, d.fate,
        CASE WHEN d.sent IS NULL THEN d.started END, d.sent, a.reply, a.mark, a.received
    FROM delivery AS d LEFT JOIN answer AS a ON a.delivery = d.id
    WHERE d.version IS NOT NULL AND d.id IN (
        SELECT id FROM delivery WHERE version IS NOT NULL
            AND branch = :branch AND due >= :start AND due < :end
        UNION ALL SELECT id FROM delivery WHERE version IS NOT NULL AND sent IS NOT NULL
            AND branch = :branch AND sent >= :start AND sent < :end
        UNION ALL SELECT id FROM delivery WHERE version IS NOT NULL AND closes IS NOT NULL
            AND branch = :branch AND closes >= :start AND closes < :end
        UNION ALL SELECT delivery FROM answer
            WHERE branch = :branch AND received >= :start AND received < :end
    ) ORDER BY d.id
"""

# Each arm is one range of one index per branch, so a branch's week costs what it holds.
_DELIVERIES = """
    WITH asked AS (SELECT DISTINCT branch FROM member WHERE :branch IS NULL OR branch = :branch)
    SELECT * FROM outgoing WHERE id IN (
        SELECT id FROM delivery WHERE version IS NOT NULL
            AND branch IN asked AND due >= :start AND due < :end
        UNION ALL SELECT id FROM delivery WHERE version IS NOT NULL AND sent IS NOT NULL
            AND branch IN asked AND sent >= :start AND sent < :end
        UNION ALL SELECT id FROM delivery WHERE version IS NOT NULL AND closes IS NOT NULL
            AND branch IN asked AND closes >= :start AND closes < :end
    ) ORDER BY id
"""

_ANSWERS = """
    WITH asked AS (SELECT DISTINCT branch FROM member WHERE :branch IS NULL OR branch = :branch)
    SELECT * FROM answered WHERE delivery IN (
        SELECT id FROM delivery WHERE version IS NOT NULL
            AND branch IN asked AND due >= :start AND due < :end
        UNION ALL SELECT id FROM delivery WHERE version IS NOT NULL AND sent IS NOT NULL
            AND branch IN asked AND sent >= :start AND sent < :end
        UNION ALL SELECT id FROM delivery WHERE version IS NOT NULL AND closes IS NOT NULL
            AND branch IN asked AND closes >= :start AND closes < :end
        UNION ALL SELECT delivery FROM answer
            WHERE branch IN asked AND received >= :start AND received < :end
    ) ORDER BY delivery
"""
