"""What members' reports have paused: versions of items that are not sent, under one note.

A version, not an item: whoever edits the item sends another one. An organizer who finds the
reports wrong lets that very version go on, for good.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256

from content.folder.library import Library
from content.history.version import version_of
from content.item import Item, ItemId
from records.ports import Ledger

NOTE = "paused items"


@dataclass(frozen=True, slots=True)
class Stopped:
    """A version of an item that enough members reported."""

    item: ItemId
    version: str
    since: str
    """ISO 8601, UTC."""
    goes_on: bool = False
    """An organizer has looked and lets it go on."""

    @property
    def code(self) -> str:
        """A name of 16 hex digits."""
        said = repr((self.item, self.version))
        return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def stopped(store: Ledger) -> Sequence[Stopped]:
    """Every version that was ever paused, the first paused first."""
    rows = json.loads(store.noted(NOTE) or "[]")
    return [Stopped(ItemId(row["item"]), row["version"], row["since"], row["goes_on"])
            for row in rows]  # fmt: skip


def paused(store: Ledger) -> frozenset[tuple[ItemId, str]]:
    """The items and versions that are not sent now."""
    return frozenset((one.item, one.version) for one in stopped(store) if not one.goes_on)


def without(library: Library, paused: frozenset[tuple[ItemId, str]]) -> Library:
    """The lessons without what is paused: what there is to be sent."""
    ids = {item for item, _ in paused}
    if not ids:
        return library
    lessons = (
        replace(lesson, items=tuple(one for one in lesson.items if not _in(one, ids, paused)))
        if any(one.id in ids for one in lesson.items)
        else lesson
        for lesson in library.lessons
    )
    return replace(library, lessons=tuple(lessons))


def _in(item: Item, ids: Iterable[ItemId], paused: frozenset[tuple[ItemId, str]]) -> bool:
    return item.id in ids and (item.id, version_of(item)) in paused


def keep(store: Ledger, rows: Iterable[Stopped]) -> None:
    """Write down what is paused."""
    store.note(NOTE, json.dumps([asdict(one) for one in rows]))
