"""Deliveries as they are found again, in dicts."""

from __future__ import annotations

from collections.abc import Sequence

from records.kept import tidy
from records.memory.tables import Tables
from records.model import Delivery, DeliveryId, Fate, MemberId


class Found(Tables):
    """The part of `records.deliveries.Deliveries` that finds one by what is known of it."""

    def delivery(self, delivery: DeliveryId) -> Delivery | None:
        return self._t.deliveries.get(delivery)

    def by_poll(self, poll: str) -> Delivery | None:
        id = self._t.polls.get(tidy(poll))
        return None if id is None else self._t.deliveries[id]

    def by_message(self, member: MemberId, message: str) -> Delivery | None:
        return next((d for d in self._newest(member) if d.message == tidy(message)), None)

    def by_occasion(self, member: MemberId, occasion: str) -> Delivery | None:
        return next((d for d in self._newest(member) if d.letter.occasion == tidy(occasion)), None)

    def doubtful(self, member: MemberId) -> Sequence[Delivery]:
        open_ = [d for d in self._newest(member) if d.doubts or d.fate is Fate.SENDING]
        return open_[:10]

    def waiting(self, member: MemberId) -> Sequence[Delivery]:
        return [
            d
            for d in self._newest(member)
            if d.fate is Fate.SENT and d.letter.item and d.id not in self._t.answers
        ][:10]

    def _newest(self, member: MemberId) -> list[Delivery]:
        return [d for d in reversed(self._t.deliveries.values()) if d.member == member]
