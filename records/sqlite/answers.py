"""What came in, in SQLite: one answer a delivery."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from content.history.version import freeze_reply, thaw_reply
from content.item import Done, ItemId, Reply, Written
from records.kept import is_late, tidy, tidy_reply
from records.model import Answer, DeliveryId, Fate
from records.ports import NotThere
from records.sqlite.deliveries import Deliveries
from records.sqlite.times import instant, maybe, micros
from records.sqlite.weeks import EVER


class Answers(Deliveries):
    """`records.ports.Answers`."""

    def record(
        self, delivery: DeliveryId, reply: Reply, mark: float | None, now: datetime
    ) -> tuple[Answer, bool]:
        with self._db.writing() as con:
            about = self._row(_ABOUT, delivery)
            if about is None:
                raise NotThere(f"no delivery {delivery}")
            member, item, version, branch, closes, fate = about
            answer = Answer(
                delivery,
                member,
                ItemId(item or ""),
                version or "",
                tidy_reply(reply),
                mark,
                now,
                is_late(maybe(closes), now),
            )
            new = con.execute(
                "INSERT INTO answer VALUES (?,?,?,?,?,?) ON CONFLICT DO NOTHING",
                (delivery, branch, _kept(answer.reply), mark, micros(now), answer.late),
            ).rowcount
            if fate != Fate.SENT:
                self._received(delivery, micros(now))
            return (answer, True) if new else (self._first_answer(delivery), False)

    def _first_answer(self, delivery: DeliveryId) -> Answer:
        first = self.answer(delivery)
        assert first is not None
        return first

    def answer(self, delivery: DeliveryId) -> Answer | None:
        row = self._row("SELECT * FROM answered WHERE delivery = ?", delivery)
        return None if row is None else read_answer(row)

    def take_back(self, delivery: DeliveryId, since: datetime) -> bool:
        with self._db.writing() as con:
            gone = con.execute(
                "DELETE FROM answer WHERE delivery = ? AND received >= ?"
                " RETURNING branch, received", (delivery, micros(since)),
            ).fetchone()  # fmt: skip
            if gone is not None:
                self._give_up(gone[1], gone[0])
            return gone is not None

    def answers_to(self, version: str) -> Sequence[Answer]:
        rows = self._rows("SELECT * FROM answered WHERE hash = ? ORDER BY delivery", tidy(version))
        return [read_answer(row) for row in rows]

    def revise(self, delivery: DeliveryId, mark: float | None) -> None:
        with self._db.writing() as con:
            changed = con.execute(
                "UPDATE answer SET mark = ? WHERE delivery = ? RETURNING branch", (mark, delivery)
            ).fetchone()
            if changed is None:
                raise NotThere(f"no answer to delivery {delivery}")
            self._give_up(EVER, changed[0])


_ABOUT = """
    SELECT d.member, v.item, v.hash, d.branch, d.closes, d.fate
    FROM delivery AS d LEFT JOIN version AS v ON v.id = d.version WHERE d.id = ?
"""

# Most replies are a few taps, the same again and again. Nobody's words are kept in memory.
_freeze_taps = lru_cache(maxsize=1024)(freeze_reply)
_thaw_taps = lru_cache(maxsize=1024)(thaw_reply)


def _kept(reply: Reply) -> str:
    words = isinstance(reply, Written) or (isinstance(reply, Done) and reply.text)
    return freeze_reply(reply) if words else _freeze_taps(reply)


def read_reply(kept: str) -> Reply:
    """A reply as it is kept."""
    words = '"text":' in kept and '"text":""' not in kept
    return thaw_reply(kept) if words else _thaw_taps(kept)


def read_answer(row: tuple[Any, ...]) -> Answer:
    """A row of the view `answered`."""
    delivery, member, item, version, reply, mark, received, late = row
    return Answer(
        delivery,
        member,
        ItemId(item or ""),
        version or "",
        read_reply(reply),
        mark,
        instant(received),
        late == 1,
    )
