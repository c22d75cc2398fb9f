"""Deliveries as they are found again, in SQLite: rows of the view `outgoing`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from records.kept import tidy
from records.model import Delivery, DeliveryId, Fate, Kind, Letter, MemberId
from records.sqlite.times import instant, maybe
from records.sqlite.versions import Versions


class Outgoing(Versions):
    """Reading rows of the view `outgoing`."""

    def _delivery(self, row: tuple[Any, ...]) -> Delivery:
        (
            id,
            member,
            kind,
            occasion,
            due,
            version,
            body,
            why,
            closes,
            expires,
            fresh,
            fate,
            hash,
            attempts,
            doubts,
            started,
            retry,
            sent,
            message,
            reason,
        ) = row
        letter = Letter(
            member,
            Kind(kind),
            occasion,
            instant(due),
            None if version is None else self._item(version),
            body,
            why,
            maybe(closes),
            maybe(expires),
            fresh == 1,
        )
        return Delivery(
            id,
            letter,
            Fate(fate),
            hash or "",
            attempts,
            doubts,
            maybe(started),
            maybe(retry),
            maybe(sent),
            message,
            reason,
        )

    def _deliveries(self, sql: str, *values: object) -> list[Delivery]:
        return [self._delivery(row) for row in self._rows(sql, *values)]

    def _first(self, sql: str, *values: object) -> Delivery | None:
        row = self._row(sql, *values)
        return None if row is None else self._delivery(row)


class Found(Outgoing):
    """The part of `records.deliveries.Deliveries` that finds one by what is known of it."""

    def delivery(self, delivery: DeliveryId) -> Delivery | None:
        return self._first("SELECT * FROM outgoing WHERE id = ?", delivery)

    def by_poll(self, poll: str) -> Delivery | None:
        return self._first(
            "SELECT * FROM outgoing WHERE id = (SELECT delivery FROM poll WHERE poll = ?)",
            tidy(poll),
        )

    def by_message(self, member: MemberId, message: str) -> Delivery | None:
        return self._first(
            "SELECT * FROM outgoing WHERE member = ? AND message = ? ORDER BY id DESC LIMIT 1",
            member,
            tidy(message),
        )

    def by_occasion(self, member: MemberId, occasion: str) -> Delivery | None:
        return self._first(
            "SELECT * FROM outgoing WHERE member = ? AND occasion = ?", member, tidy(occasion)
        )

    def doubtful(self, member: MemberId) -> Sequence[Delivery]:
        return self._deliveries(
            "SELECT * FROM outgoing WHERE member = ? AND (doubts > 0 OR fate = 'sending')"
            " ORDER BY id DESC LIMIT 10",
            member,
        )

    def waiting(self, member: MemberId) -> Sequence[Delivery]:
        return self._deliveries(
            "SELECT * FROM outgoing AS o WHERE member = ? AND fate = 'sent' AND version NOT NULL"
            " AND NOT EXISTS (SELECT 1 FROM answer WHERE delivery = o.id)"
            " ORDER BY id DESC LIMIT 10",
            member,
        )
