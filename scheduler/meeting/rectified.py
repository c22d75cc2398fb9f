"""What was corrected after a period froze. No frozen number changes; it is said beside it."""

from __future__ import annotations

from dataclasses import replace

from content.history.version import version_of
from content.item import ItemId
from records.participation.pack import Pack
from records.ports import Store
from scheduler.amends.corrected import graded_by


def rectified(store: Store, frozen: Pack) -> Pack:
    """The pack with the questions marked whose answers were graded by another key since."""
    told = [(one.item, one.version) for one in frozen.questions]
    told += [(one.item, one.version) for one in frozen.discussions]
    found = {item for item, version in told if version and _overtaken(store, item, version)}
    return replace(frozen, corrected=frozenset(found))


def _overtaken(store: Store, item: ItemId, version: str) -> bool:
    """Whether no version that was sent is graded by this key any more."""
    keys = [(sent, graded_by(store, item, sent)) for sent in store.versions().get(item, ())]
    return bool(keys) and all(version != (version_of(key) if key else sent) for sent, key in keys)
