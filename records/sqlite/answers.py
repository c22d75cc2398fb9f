"""What came in, in SQLite: one answer a delivery."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from content.item import ItemId, Reply
from content.version import freeze_reply, thaw_reply
from records.kept import is_late, tidy_reply
from records.model import Answer, DeliveryId
from records.ports import NotThere
from records.sqlite.deliveries import Deliveries
from records.sqlite.times import instant, maybe, micros


class Answers(Deliveries):
    """`records.ports.Answers`."""

    def record(self, delivery: DeliveryId, reply: Reply, mark: float | None,
               now: datetime) -> tuple[Answer, bool]:
        with self._db.writing() as con:
            about = self._row("SELECT branch, closes FROM delivery WHERE id = ?", delivery)
            if about is None:
                raise NotThere(f"no delivery {delivery}")
            branch, closes = about
            new = con.execute(
                "INSERT INTO answer VALUES (?,?,?,?,?,?) ON CONFLICT DO NOTHING",
                (delivery, branch, freeze_reply(tidy_reply(reply)), mark, micros(now),
                 is_late(maybe(closes), now)),
            ).rowcount
            self._received(delivery, micros(now))
            answer = self.answer(delivery)
            assert answer is not None
            return answer, bool(new)

    def answer(self, delivery: DeliveryId) -> Answer | None:
        row = self._row("SELECT * FROM answered WHERE delivery = ?", delivery)
        return None if row is None else read_answer(row)

    def revise(self, delivery: DeliveryId, mark: float | None) -> None:
        with self._db.writing() as con:
            if not con.execute(
                "UPDATE answer SET mark = ? WHERE delivery = ?", (mark, delivery)
            ).rowcount:
                raise NotThere(f"no answer to delivery {delivery}")


def read_answer(row: tuple[Any, ...]) -> Answer:
    """A row of the view `answered`."""
    delivery, member, item, version, reply, mark, received, late = row
    return Answer(
        delivery, member, ItemId(item or ""), version or "", thaw_reply(reply), mark,
        instant(received), late == 1,
    )
