"""Archives opened with distrust: caps on entries, size and ratio before anything is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from content.importers._model import Refused

MOST_ENTRIES = 10_000
LARGEST_UNPACKED = 200 * 1024 * 1024
"""Bytes of all entries together."""
HIGHEST_RATIO = 300
"""Unpacked to packed size of one entry over a megabyte; text of documents packs up to 1:100."""
_SMALL = 1024 * 1024
_ENCRYPTED = 0x1


class Archive:
    """The entries of a zip by name; `read` unpacks one and never more than was declared."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
            raise Refused("not-a-zip") from error
        self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        _capped(self._zip.infolist())

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    @property
    def names(self) -> tuple[str, ...]:
        """Of files alone; an entry called `.` or nothing is none."""
        named = (name for name in self._entries if PurePosixPath(name).parts)
        return tuple(name for name in named if not name.endswith("/"))

    def read(self, name: str) -> bytes:
        """The bytes of an entry. KeyError where there is none; Refused where it is broken."""
        entry = self._entries[name]
        try:
            with self._zip.open(entry) as file:
                return file.read(entry.file_size)
        except _BROKEN as error:
            raise Refused("broken", reason=name) from error


_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)


def _capped(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > LARGEST_UNPACKED:
        raise Refused("zip-bomb")
    for entry in entries:
        if entry.file_size > max(_SMALL, entry.compress_size * HIGHEST_RATIO):
            raise Refused("zip-bomb")
        if _unsafe(entry.filename) or entry.flag_bits & _ENCRYPTED:
            raise Refused("zip-name", name=entry.filename)


def _unsafe(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name or "\x00" in name
