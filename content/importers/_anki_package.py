"""An Anki package opened: its collection, of whichever generation is the real one, and media.

A package of today holds three collections: `collection.anki21b` (zstd) is the real one, and
`collection.anki2` is a stub with one note that asks to update Anki. The newest is read.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping

import zstandard

from content.importers._model import Refused
from content.importers._zip import LARGEST_UNPACKED, Archive

GENERATIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""Names of the collection, the newest first."""

ZSTD = b"\x28\xb5\x2f\xfd"


class Package:
    """The parts of an .apkg or .colpkg."""

    def __init__(self, data: bytes) -> None:
        self._archive = Archive(data)
        self._media: Mapping[str, str] | None = None

    def collection(self) -> bytes:
        """The SQLite file of the newest generation there is."""
        found = next((name for name in GENERATIONS if name in self._archive), None)
        if found is None:
            raise Refused("anki-no-collection")
        return unpacked(self._archive.read(found))

    def media(self, name: str) -> bytes | None:
        """A media file by the name that notes call it; None where it did not come along."""
        if self._media is None:
            self._media = self._named()
        entry = self._media.get(name)
        if entry is None or entry not in self._archive:
            return None
        return unpacked(self._archive.read(entry))

    def _named(self) -> Mapping[str, str]:
        """Names of media files to the entries that hold them."""
        if "media" not in self._archive:
            return {}
        listed = self._archive.read("media")
        if listed.startswith(ZSTD):
            names = entry_names(unpacked(listed))
            return {name: str(at) for at, name in enumerate(names)}
        try:
            known = json.loads(listed)
        except (ValueError, RecursionError):
            return {}
        return {str(name): str(at) for at, name in known.items()} if isinstance(known, dict) else {}


def unpacked(data: bytes) -> bytes:
    """The bytes, unpacked where they are zstd, and never more than the cap."""
    if not data.startswith(ZSTD):
        return data
    try:
        with zstandard.ZstdDecompressor(max_window_size=2**27).stream_reader(
            io.BytesIO(data)
        ) as stream:
            plain = stream.read(LARGEST_UNPACKED + 1)
    except (zstandard.ZstdError, MemoryError) as error:
        raise Refused("broken", reason="zstd") from error
    if len(plain) > LARGEST_UNPACKED:
        raise Refused("zip-bomb")
    return plain


def entry_names(message: bytes) -> Iterator[str]:
    """Names in a `MediaEntries` message (Anki, import_export.proto): field 1 holds the entries,
    and field 1 of each its name."""
    for number, value in fields(message):
        if number == 1 and isinstance(value, bytes):
            inner = dict(fields(value))
            name = inner.get(1, b"")
            yield name.decode(errors="replace") if isinstance(name, bytes) else ""


def fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Number and value of each field of a protobuf message; stops where it is broken."""
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        kind, number = tag & 7, tag >> 3
        if kind == 0:
            value, at = _varint(message, at)
            yield number, value
        elif kind == 2:
            size, at = _varint(message, at)
            yield number, message[at : at + size]
            at += size
        elif kind in (1, 5):
            at += 8 if kind == 1 else 4
        else:
            return


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(message) and shift < 70:
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at
    return value, len(message)
