"""The pictures of an item on their way into a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from content.exporters._texts import texts
from content.importers._form import Shape, with_texts
from content.item import Item

PICTURE = re.compile(r"!\[(?P<alt>[^\[\]]{0,300})\]\((?P<to>[^\s()<>]{1,2000})\)")


def carried(item: Item) -> Mapping[str, Path] | None:
    """Where its pictures lie, by the addresses in its texts; None where one is not there."""
    lie = [Path(picture.path) for picture in item.all_pictures]
    found: dict[str, Path] = {}
    for text in texts(item):
        named = [match["to"] for match in PICTURE.finditer(text)]
        if len(named) != text.count("!["):
            return None
        for to in named:
            place = next((path for path in lie if _is(path, to)), None)
            if place is None or not place.is_file():
                return None
            found[to] = place
    return found


def readdressed(item: Item, addresses: Mapping[str, str]) -> Item:
    """The item with other addresses for its pictures."""

    def change(text: str) -> str:
        return PICTURE.sub(lambda found: _named(found, addresses), text)

    shape = Shape(item.form, item.text, item.options, (), None, item.pairs, item.back,
                  item.explanation)  # fmt: skip
    moved = with_texts(shape, change)
    return replace(item, text=moved.text, options=moved.options, pairs=moved.pairs,
                   back=moved.back, explanation=moved.explanation)  # fmt: skip


def packed(item: Item, before: str = "") -> tuple[Item, Mapping[str, bytes]]:
    """The item with its pictures named by their content, so that none is there twice and no two
    share a name, and the pictures by these names. `before` stands before each name in the texts.
    OSError where one cannot be read."""
    places = carried(item) or {}
    data = {to: place.read_bytes() for to, place in places.items()}
    names = {to: f"{sha256(data[to]).hexdigest()[:16]}{places[to].suffix.lower()}" for to in places}
    moved = readdressed(item, {to: f"{before}{name}" for to, name in names.items()})
    return moved, {names[to]: data[to] for to in places}


def _is(path: Path, to: str) -> bool:
    """Whether an address in a text is that of a picture of its item."""
    name = PurePosixPath(unquote(to).replace("\\", "/").split("../")[-1].lstrip("/"))
    parts = [part for part in name.parts if part != "."]
    return bool(parts) and list(path.parts[-len(parts) :]) == parts


def _named(found: re.Match[str], addresses: Mapping[str, str]) -> str:
    return f"![{found['alt']}]({addresses.get(found['to'], found['to'])})"
