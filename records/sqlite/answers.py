"""What came in, in SQLite: one answer a delivery."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, assert_never

from content.item import Chosen, Done, ItemId, Recalled, Reply, Written
from records.kept import is_late, tidy
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
                (delivery, branch, _written(reply), mark, micros(now),
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
        delivery, member, ItemId(item or ""), version or "", _read(reply), mark,
        instant(received), late == 1,
    )


def _written(reply: Reply) -> str:
    """A reply as one line of JSON: what it is, then what it holds."""
    match reply:
        case Chosen(places):
            held: list[object] = ["chosen", *places]
        case Written(text):
            held = ["written", tidy(text)]
        case Recalled(knew):
            held = ["recalled", knew]
        case Done(proof, text):
            held = ["done", tidy(proof), tidy(text)]
        case _:
            assert_never(reply)
    return json.dumps(held, ensure_ascii=False)


def _read(kept: str) -> Reply:
    match json.loads(kept):
        case ["chosen", *places]:
            return Chosen(tuple(places))
        case ["written", str(text)]:
            return Written(text)
        case ["recalled", bool(knew)]:
            return Recalled(knew)
        case ["done", str(proof), str(text)]:
            return Done(proof, text)
        case other:
            raise ValueError(f"not a reply: {other!r}")
