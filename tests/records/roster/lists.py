"""Lists of two branches, as a file says and as the records know them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta

from content.format.tables import Source
from records.branch import Branch
from records.memory import MemoryStore
from records.model import BranchKey, Member, MemberId, Role
from records.people.own import CONSENT
from records.pieces import at_once
from records.ports import Store
from records.roster import Diff, Keys, Listing, Places, Scope, apply, compare, read

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
WEEK = timedelta(days=7)
NORTH, SOUTH = BranchKey("north"), BranchKey("south")
BRANCHES = {
    key: Branch(key, name, "Europe/Berlin", time(9)) for key, name in ((NORTH, "North"),
                                                                       (SOUTH, "南区"))
}  # fmt: skip
PLACES = Places(BRANCHES, ("en", "zh"))
KEYS = Keys(b"k" * 32)


def listing(text: str, places: Places = PLACES, name: str = "list.csv") -> Listing:
    """A table as an organizer types it, columns between `|`."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    data = "\n".join("\t".join(row) for row in rows).encode()
    return read(Source(name, data), places, KEYS)


@dataclass
class Office:
    """Somebody's desk: the records, and lists put in force one after the other."""

    store: Store = field(default_factory=MemoryStore)
    keeps: Collection[BranchKey] = (NORTH, SOUTH)
    names: Collection[BranchKey] = (NORTH, SOUTH)
    guarded: Collection[MemberId] = ()
    me: MemberId | None = None
    now: datetime = NOW

    def scope(self) -> Scope:
        store, people = self.store, self.store.members()
        digests = [KEYS.of_name(one.name, one.branch) for one in people]
        known = dict(store.known_as(digests)) | self._known()
        return Scope(
            people, known, store.listed(NORTH) | store.listed(SOUTH),
            {key: {one.id for one in store.holders(Role.ORGANIZER, key)} for key in BRANCHES},
            store.agreed([one.id for one in people], CONSENT),
            self.keeps, self.names, self.guarded, self.me,
        )  # fmt: skip

    def _known(self) -> dict[str, MemberId]:
        assert isinstance(self.store, MemoryStore)
        return dict(self.store._t.listed)

    def diff(self, text: str, places: Places = PLACES) -> Diff:
        return compare(listing(text, places), self.scope())

    def apply(self, text: str) -> Diff:
        made = self.diff(text)
        at_once(apply(self.store, made, "en", self.now))
        return made

    def named(self, name: str) -> Member:
        [found] = [one for one in self.store.members() if one.name == name]
        return found


def told(diff: Diff) -> dict[str, list[str]]:
    """Names by what happens to them."""
    found: dict[str, list[str]] = {}
    for one in diff.changes:
        found.setdefault(one.what.value, []).append(one.name)
    return found


def codes(diff: Diff) -> list[tuple[int, str]]:
    return [(one.row, one.code) for one in diff.remarks]


__all__ = [
    "BRANCHES",
    "KEYS",
    "NORTH",
    "NOW",
    "PLACES",
    "SOUTH",
    "WEEK",
    "Office",
    "codes",
    "listing",
    "replace",
    "told",
]
