"""Who waits to be let in, in dicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from records.kept import tidy, tidy_name
from records.memory.tables import Tables
from records.model import BranchKey
from records.people.waiting import Waiting


class Door(Tables):
    """`records.people.waiting.Door`."""

    def wait(self, waiting: Waiting) -> bool:
        kept = replace(
            waiting, address=tidy(waiting.address), name=tidy_name(waiting.name),
            language=tidy(waiting.language),
        )  # fmt: skip
        return self._t.waiting.setdefault(kept.address, kept) is kept

    def waiting_at(self, address: str) -> Waiting | None:
        return self._t.waiting.get(tidy(address))

    def at_the_door(self, branch: BranchKey) -> Sequence[Waiting]:
        found = [w for w in self._t.waiting.values() if w.branch == branch and not w.refused]
        return sorted(found, key=lambda w: (w.at, w.address))

    def take_in(self, address: str) -> Waiting | None:
        found = self._open(address)
        return None if found is None else self._t.waiting.pop(found.address)

    def refuse(self, address: str) -> Waiting | None:
        found = self._open(address)
        if found is None:
            return None
        self._t.waiting[found.address] = replace(found, refused=True)
        return self._t.waiting[found.address]

    def _open(self, address: str) -> Waiting | None:
        found = self.waiting_at(address)
        return None if found is None or found.refused else found

    def sweep_waiting(self, before: datetime) -> int:
        old = [address for address, one in self._t.waiting.items() if one.at < before]
        for address in old:
            del self._t.waiting[address]
        return len(old)
