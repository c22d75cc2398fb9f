"""What came in, in dicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from content.item import ItemId, Reply
from records.kept import is_late, tidy, tidy_reply
from records.memory.deliveries import Deliveries
from records.memory.weeks import EVER
from records.model import Answer, DeliveryId
from records.ports import NotThere


class Answers(Deliveries):
    """`records.ports.Answers`."""

    def record(
        self, delivery: DeliveryId, reply: Reply, mark: float | None, now: datetime
    ) -> tuple[Answer, bool]:
        d = self._delivery(delivery)
        self._received(delivery, now)
        if (first := self._t.answers.get(delivery)) is not None:
            return first, False
        item = d.letter.item.id if d.letter.item else ItemId("")
        self._t.answers[delivery] = answer = Answer(
            delivery,
            d.member,
            item,
            d.version,
            tidy_reply(reply),
            mark,
            now,
            is_late(d.letter.closes, now),
        )
        return answer, True

    def answer(self, delivery: DeliveryId) -> Answer | None:
        return self._t.answers.get(delivery)

    def take_back(self, delivery: DeliveryId, since: datetime) -> bool:
        answer = self._t.answers.get(delivery)
        if answer is None or answer.received < since:
            return False
        del self._t.answers[delivery]
        self._give_up(answer.received, self._t.homes[delivery])
        return True

    def answers_to(self, version: str) -> Sequence[Answer]:
        return [a for _, a in sorted(self._t.answers.items()) if a.version == tidy(version) != ""]

    def revise(self, delivery: DeliveryId, mark: float | None) -> None:
        if delivery not in self._t.answers:
            raise NotThere(f"no answer to delivery {delivery}")
        answer = self._t.answers[delivery]
        self._t.answers[delivery] = replace(answer, mark=mark)
        self._give_up(EVER, self._t.homes[delivery])
