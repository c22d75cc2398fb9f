"""The lessons' folder, and the examples to begin with, as archives to send."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from content.folder.files import find, read_bytes
from content.folder.loader import Loaded
from content.problem import Problem

LARGEST = 50 * 1024 * 1024
"""Bytes of a file that a bot may send (Bot API, sendDocument)."""
_STILL = (1980, 1, 1, 0, 0, 0)
"""The same files make the same archive."""


def folder_zip(folder: Path, loaded: Loaded) -> bytes:
    """The lesson files of a folder and the pictures that they show; links are not followed."""
    inside = folder.resolve()
    pictures = {
        Path(picture.path).resolve()
        for item in loaded.library.items() for picture in item.all_pictures
    }  # fmt: skip
    texts = ((path, read_bytes(folder, path)) for path in find(folder).files)
    files = [(path, data) for path, data in texts if not isinstance(data, Problem)]
    files += [
        (place.relative_to(inside).as_posix(), place.read_bytes())
        for place in sorted(pictures)
        if place.is_relative_to(inside) and place.is_file()
    ]
    return zipped(files)


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive of these files by their paths."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files:
            entry = zipfile.ZipInfo(path, _STILL)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return made.getvalue()
