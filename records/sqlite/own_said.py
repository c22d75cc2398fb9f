"""What members said, in SQLite: ratings, the question box, votes, trials; and outages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from secrets import token_hex
from typing import Any

from content.item import ItemId
from records.kept import tidy
from records.model import BranchKey, DeliveryId, MemberId
from records.participation.reports import Reports
from records.participation.rows import FollowUp, Outage, Rating, Tried
from records.people.own import QUESTION_LENGTH, Question, Trial
from records.ports import NotThere
from records.sqlite.own import Own
from records.sqlite.times import instant, maybe, micros
from records.sqlite.weeks import Weeks


class Said(Own, Weeks):
    """The rest of `records.people.own.Own`."""

    def _need_delivery(self, delivery: DeliveryId) -> None:
        if self._row("SELECT 1 FROM delivery WHERE id = ?", delivery) is None:
            raise NotThere(f"no delivery {delivery}")

    def rate(self, delivery: DeliveryId, said: str, now: datetime) -> None:
        with self._db.writing() as con:
            self._need_delivery(delivery)
            con.execute(
                "INSERT OR REPLACE INTO rating (delivery, said, at, branch)"
                " SELECT id, ?, ?, branch FROM delivery WHERE id = ?",
                (said, micros(now), delivery),
            )

    def rated(self, delivery: DeliveryId) -> str | None:
        row = self._row("SELECT said FROM rating WHERE delivery = ?", delivery)
        return None if row is None else str(row[0])

    def ratings(self, branch: BranchKey, start: datetime, end: datetime) -> Sequence[Rating]:
        return [
            Rating(MemberId(member), ItemId(item), instant(at), said, version)
            for member, item, at, said, version in self._rows(
                "SELECT d.member, v.item, r.at, r.said, v.hash FROM rating AS r JOIN delivery AS d"
                " ON d.id = r.delivery JOIN version AS v ON v.id = d.version"
                " WHERE r.branch = ? AND r.at >= ? AND r.at < ? ORDER BY r.delivery",
                branch,
                micros(start),
                micros(end),
            )
        ]

    def said_of(self, item: ItemId, version: str) -> Reports:
        row = self._row(
            "SELECT count(DISTINCT CASE WHEN r.said <> 'useful' THEN d.member END),"
            " count(DISTINCT CASE WHEN a.delivery IS NOT NULL THEN d.member END)"
            " FROM version AS v JOIN delivery AS d ON d.version = v.id"
            " LEFT JOIN rating AS r ON r.delivery = d.id LEFT JOIN answer AS a ON a.delivery = d.id"
            " WHERE v.hash = ? AND v.item = ?",
            tidy(version),
            tidy(item),
        )
        return Reports(*row) if row else Reports(0, 0)

    def drop_in(self, branch: BranchKey, question: str, day: date) -> None:
        kept, on = tidy(question)[:QUESTION_LENGTH], day.isoformat()
        with self._db.writing() as con:
            con.execute(
                "INSERT INTO box SELECT ?, ?, ?, ? WHERE NOT EXISTS"
                " (SELECT 1 FROM box WHERE branch = ? AND day = ? AND text = ?)",
                (token_hex(16), branch, on, kept, branch, on, kept),
            )

    def questions(self, branch: BranchKey) -> Sequence[Question]:
        return [
            Question(id, date.fromisoformat(day), text)
            for id, day, text in self._rows(
                "SELECT id, day, text FROM box WHERE branch = ? ORDER BY day DESC, id", branch
            )
        ]

    def take_out(self, question: str) -> None:
        with self._db.writing() as con:
            con.execute("DELETE FROM box WHERE id = ?", (tidy(question),))

    def vote(self, member: MemberId, cycle: str, topic: str) -> bool:
        with self._db.writing() as con:
            branch = self._need(member).branch
            if not con.execute(
                "INSERT INTO vote_cast VALUES (?, ?) ON CONFLICT DO NOTHING", (tidy(cycle), member)
            ).rowcount:
                return False
            con.execute(
                "INSERT INTO vote_count VALUES (?, ?, ?, 1)"
                " ON CONFLICT DO UPDATE SET votes = votes + 1",
                (branch, tidy(cycle), tidy(topic)),
            )
            return True

    def voted(self, member: MemberId, cycle: str) -> bool:
        return (
            self._row("SELECT 1 FROM vote_cast WHERE cycle = ? AND member = ?", tidy(cycle), member)
            is not None
        )

    def votes(self, branch: BranchKey, cycle: str) -> Mapping[str, int]:
        return dict(
            self._rows(
                "SELECT topic, votes FROM vote_count WHERE branch = ? AND cycle = ?",
                branch,
                tidy(cycle),
            )
        )

    def try_out(self, delivery: DeliveryId, begun: datetime, ask: datetime) -> bool:
        with self._db.writing() as con:
            self._need_delivery(delivery)
            return (
                con.execute(
                    "INSERT INTO trial (delivery, begun, ask, branch) SELECT id, ?, ?, branch"
                    " FROM delivery WHERE id = ? ON CONFLICT DO NOTHING",
                    (micros(begun), micros(ask), delivery),
                ).rowcount
                == 1
            )

    def trial(self, delivery: DeliveryId) -> Trial | None:
        row = self._row(_TRIAL + " WHERE t.delivery = ?", delivery)
        return None if row is None else _trial(row)

    def trials_due(self, now: datetime, limit: int = 200) -> Sequence[Trial]:
        return [
            _trial(row)
            for row in self._rows(
                _TRIAL
                + " JOIN member AS m ON m.id = d.member AND m.state = 'linked' WHERE t.ask <= ?"
                " AND t.asked IS NULL AND t.reply IS NULL ORDER BY t.ask, t.delivery LIMIT ?",
                micros(now),
                limit,
            )
        ]

    def asked_about(self, delivery: DeliveryId, now: datetime) -> None:
        self._on_trial(_ASKED, micros(now), delivery)

    def turned_out(self, delivery: DeliveryId, reply: Tried) -> None:
        self._on_trial(_REPLY, reply, delivery)

    def _on_trial(self, sql: str, value: object, delivery: DeliveryId) -> None:
        with self._db.writing() as con:
            if not con.execute(sql, (value, delivery)).rowcount:
                raise NotThere(f"no trial of delivery {delivery}")

    def follow_ups(self, branch: BranchKey, start: datetime, end: datetime) -> Sequence[FollowUp]:
        return [
            FollowUp(MemberId(member), ItemId(item), instant(asked), _tried(reply))
            for member, item, asked, reply in self._rows(
                "SELECT d.member, v.item, t.asked, t.reply FROM trial AS t JOIN delivery AS d"
                " ON d.id = t.delivery JOIN version AS v ON v.id = d.version WHERE"
                " t.branch = ? AND t.asked >= ? AND t.asked < ? ORDER BY t.delivery",
                branch,
                micros(start),
                micros(end),
            )
        ]

    def outage(self, outage: Outage) -> None:
        with self._db.writing() as con:
            con.execute(
                "INSERT INTO outage VALUES (?, ?) ON CONFLICT DO UPDATE"
                " SET drained = max(drained, excluded.drained)",
                (micros(outage.last), micros(outage.drained)),
            )
            self._give_up(micros(outage.last))

    def outages(self, start: datetime, end: datetime) -> Sequence[Outage]:
        return [
            Outage(instant(last), instant(drained))
            for last, drained in self._rows(
                "SELECT last, drained FROM outage WHERE last < ? AND drained > ? ORDER BY last",
                micros(end),
                micros(start),
            )
        ]


_ASKED = "UPDATE trial SET asked = coalesce(asked, ?) WHERE delivery = ?"
_REPLY = "UPDATE trial SET reply = ? WHERE delivery = ?"
_TRIAL = (
    "SELECT t.delivery, d.member, t.begun, t.ask, t.asked, t.reply FROM trial AS t"
    " JOIN delivery AS d ON d.id = t.delivery"
)


def _trial(row: tuple[Any, ...]) -> Trial:
    delivery, member, begun, ask, asked, reply = row
    return Trial(
        DeliveryId(delivery),
        MemberId(member),
        instant(begun),
        instant(ask),
        maybe(asked),
        _tried(reply),
    )


def _tried(reply: str | None) -> Tried | None:
    return None if reply is None else Tried(reply)
