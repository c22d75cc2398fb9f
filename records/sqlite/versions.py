"""Items as they were sent. Rows are never changed, so each delivery shows what was sent.

The version's hash covers what answers are graded by, not the explanation, the head or the
place in the file. A row per exact content (its digest) keeps those too as the member saw them;
overwriting them at the next sending would save a few kilobytes and lose that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from content.history.version import freeze, thaw, version_of
from content.item import Item, ItemId
from records.kept import tidy
from records.model import Letter
from records.sqlite.rows import Rows

READ_ITEMS = 4096
"""So many items are kept ready in memory; they are the same ones all day."""


class Versions(Rows):
    """Keeping and reading items as sent."""

    def version(self, version: str) -> Item | None:
        row = self._row(
            "SELECT id FROM version WHERE hash = ? ORDER BY id DESC LIMIT 1", tidy(version)
        )
        return None if row is None else self._item(int(row[0]))

    def versions(self) -> Mapping[ItemId, Sequence[str]]:
        found: dict[ItemId, dict[str, None]] = {}
        for item, hash in self._rows("SELECT item, hash FROM version ORDER BY id"):
            found.setdefault(ItemId(item), {})[hash] = None
        return {item: tuple(hashes) for item, hashes in found.items()}

    def _item(self, row: int) -> Item:
        """The item of a row that exists; read and thawed once."""
        found = self._db.items.get(row)
        if found is None:
            kept = self._row("SELECT body FROM version WHERE id = ?", row)
            assert kept is not None
            found = thaw(kept[0])
            if len(self._db.items) >= READ_ITEMS:
                self._db.items.clear()
            self._db.items[row] = found
        return found

    def _keep_items(self, letters: Iterable[Letter]) -> dict[int, int]:
        """The rows of the letters' items, by the identity of the item; new ones are put in."""
        rows: dict[int, int] = {}
        for letter in letters:
            item = letter.item
            if item is not None and id(item) not in rows:
                rows[id(item)] = self._keep_item(item)
        return rows

    def _keep_item(self, item: Item) -> int:
        body = tidy(freeze(item))
        digest = sha256(body.encode()).digest()
        row = self._row("SELECT id FROM version WHERE digest = ?", digest) or self._row(
            "INSERT INTO version (digest, hash, item, lesson, form, language, title, applied,"
            " asked, body) VALUES (?,?,?,?,?,?,?,?,?,?) RETURNING id",
            digest,
            version_of(item),
            tidy(item.id),
            tidy(item.lesson),
            tidy(item.form),
            tidy(item.language),
            tidy(item.head.title),
            item.applied,
            item.asked_by_members,
            body,
        )
        assert row is not None
        return int(row[0])
