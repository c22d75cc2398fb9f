"""Imported lesson files into a folder: what would change, and writing them whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Change:
    """What writing files would do, by their paths: make, replace, or leave as they are."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    same: tuple[str, ...] = ()


class Outside(Exception):
    """A file would be written outside the folder, or through a link or onto a folder."""


def compare(files: Mapping[str, bytes], folder: Path) -> Change:
    """What `write` would do. Raises Outside where a path leads out of the folder."""
    places = {path: _place(folder, path) for path in files}
    new = tuple(path for path in files if not places[path].exists())
    same = tuple(
        path
        for path, data in files.items()
        if path not in new and places[path].read_bytes() == data
    )
    changed = tuple(path for path in files if path not in new and path not in same)
    return Change(new, changed, same)


def write(files: Mapping[str, bytes], folder: Path) -> Change:
    """Write what is new or changed. All files are on disk before the first one is put in place,
    so an error, such as a full disk, leaves the folder as it was. Raises OSError or Outside."""
    change = compare(files, folder)
    parts: dict[Path, Path] = {}
    try:
        for path in (*change.new, *change.changed):
            place = _place(folder, path)
            place.parent.mkdir(parents=True, exist_ok=True)
            parts[place] = _part(place, files[path])
            _put(parts[place], files[path])
        for place, part in parts.items():
            part.replace(place)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)
    return change


def _part(place: Path, data: bytes) -> Path:
    """Where a file stands until it is put in place: the same at each try, so that one which a crash
    left behind is written over and moved, and stays nowhere."""
    mark = sha256(place.name.encode() + b"\0" + data).hexdigest()[:32]
    return place.with_name(f".{mark}.part")


def _put(part: Path, data: bytes) -> None:
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _place(folder: Path, path: str) -> Path:
    place = folder / path
    inside = folder.resolve()
    if not place.resolve().is_relative_to(inside) or place.is_symlink() or place.is_dir():
        raise Outside(path)
    return place
