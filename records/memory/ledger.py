"""Raw rows for reports, what has been published, and small facts, in dicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from content.item import Item, ItemId
from records.kept import tidy
from records.memory.tables import Tables
from records.model import Answer, BranchKey, Delivery


class Ledger(Tables):
    """`records.ports.Ledger`."""

    def deliveries(
        self, branch: BranchKey | None, start: datetime, end: datetime
    ) -> Sequence[Delivery]:
        return [
            d
            for d in self._t.deliveries.values()
            if d.letter.item
            and branch in (None, self._t.homes[d.id])
            and any(at and start <= at < end for at in (d.letter.due, d.sent, d.letter.closes))
        ]

    def answers(self, branch: BranchKey | None, start: datetime, end: datetime) -> Sequence[Answer]:
        asked = {d.id for d in self.deliveries(branch, start, end)}
        return [
            a
            for id, a in sorted(self._t.answers.items())
            if branch in (None, self._t.homes[id]) and (id in asked or start <= a.received < end)
        ]

    def counted(
        self, branch: BranchKey, start: datetime, end: datetime
    ) -> tuple[Sequence[Delivery], Sequence[Answer]]:
        answers = self.answers(branch, start, end)
        ids = {d.id for d in self.deliveries(branch, start, end)} | {a.delivery for a in answers}
        return [self._t.deliveries[id] for id in sorted(ids)], answers

    def each_delivery(self) -> Iterator[Delivery]:
        yield from [d for d in self._t.deliveries.values() if d.letter.item]

    def each_answer(self) -> Iterator[Answer]:
        yield from [answer for _, answer in sorted(self._t.answers.items())]

    def publish(self, key: str, body: str, now: datetime) -> str:
        return self._t.published.setdefault(tidy(key), tidy(body))

    def published(self, key: str) -> str | None:
        return self._t.published.get(tidy(key))

    def note(self, key: str, value: str) -> None:
        self._t.notes[tidy(key)] = tidy(value)

    def noted(self, key: str) -> str | None:
        return self._t.notes.get(tidy(key))

    def notes(self, beginning: str) -> Mapping[str, str]:
        found = self._t.notes.items()
        return {key[len(beginning) :]: told for key, told in found if key.startswith(beginning)}

    def version(self, version: str) -> Item | None:
        same = [item for item, hash in self._t.versions.items() if hash == tidy(version)]
        return same[-1] if same else None

    def versions(self) -> Mapping[ItemId, Sequence[str]]:
        found: dict[ItemId, dict[str, None]] = {}
        for item, hash in self._t.versions.items():
            found.setdefault(item.id, {})[hash] = None
        return {item: tuple(hashes) for item, hashes in found.items()}
