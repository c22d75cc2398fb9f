"""Raw updates, in a dict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from records.kept import tidy
from records.memory.tables import Tables, Update
from records.model import Arrived


class Inbox(Tables):
    """`records.ports.Inbox`."""

    def take(self, updates: Iterable[tuple[int, bytes]], now: datetime) -> int:
        before = len(self._t.updates)
        for id, body in updates:
            self._t.updates.setdefault(id, Update(Arrived(id, body, now)))
        return len(self._t.updates) - before

    def unhandled(self, now: datetime, limit: int = 1000) -> Sequence[Arrived]:
        waiting = (kept.arrived for kept in self._t.updates.values() if kept.waits)
        return [u for u in waiting if u.retry is None or u.retry <= now][:limit]

    def handled(self, updates: Sequence[int], now: datetime) -> None:
        for id in updates:
            kept = self._t.updates.get(id)
            if kept is not None and kept.handled is None:
                empty = replace(kept.arrived, body=b"", retry=None)
                self._t.updates[id] = Update(empty, handled=now)

    def put_back(self, update: int, retry: datetime | None, reason: str) -> None:
        kept = self._t.updates.get(update)
        if kept is not None and kept.handled is None:
            tried = replace(kept.arrived, tries=kept.arrived.tries + 1, retry=retry)
            self._t.updates[update] = Update(tried, tidy(reason) if retry is None else None)

    def sweep(self, before: datetime) -> int:
        old = [id for id, kept in self._t.updates.items() if kept.handled and kept.handled < before]
        for id in old:
            del self._t.updates[id]
        return len(old)

    def parked(self) -> int:
        return sum(kept.parked is not None for kept in self._t.updates.values())
