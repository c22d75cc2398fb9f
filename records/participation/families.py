"""Which versions of an item are one question, and by which key their answers are graded now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from content.history.family import families
from content.history.version import version_of
from content.item import Item, ItemId
from records.participation.rows import Keys

Family = tuple[ItemId, int]
"""A question: the item, and the number of the meaning it had (0: the first that was sent)."""


@dataclass(frozen=True, slots=True)
class _Version:
    family: Family
    hash: str
    key: Item


class Families:
    """The versions among some items as they were sent, the first sent first, as far as they are
    one question.

    Items are told apart by their hash once, and found again by what they are in memory: the
    store hands out the same object for all deliveries of a version.
    """

    def __init__(self, items: Iterable[Item | None], keys: Keys) -> None:
        self._seen: dict[int, Item] = {}
        self._of: dict[int, _Version] = {}
        self._by_hash: dict[tuple[ItemId, str], _Version] = {}
        sent: dict[ItemId, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
        for item in items:
            if item is not None and id(item) not in self._seen:
                self._seen[id(item)] = item
                sent[item.id][version_of(item)].append(item)
        for item_id, versions in sent.items():
            self._number(item_id, versions, keys)

    def _number(self, item: ItemId, versions: Mapping[str, Sequence[Item]], keys: Keys) -> None:
        in_force = [keys.get((item, hash), those[-1]) for hash, those in versions.items()]
        for place, (hash, those), key in zip(
            families(in_force), versions.items(), in_force, strict=True
        ):
            version = _Version((item, place), hash, key)
            self._by_hash[item, hash] = version
            self._of.update((id(one), version) for one in those)

    def of(self, item: Item) -> Family:
        """The question that an item among the deliveries is a version of."""
        return self._of[id(item)].family

    def key(self, item: Item) -> Item:
        """The item with the key by which its answers are graded now."""
        return self._of[id(item)].key

    def of_version(self, item: ItemId, version: str) -> Family | None:
        """The question that a version by its hash belongs to; None for one not among them."""
        found = self._by_hash.get((item, version))
        return found.family if found else None
