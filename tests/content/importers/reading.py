"""Written files read back by the loader, as an organizer's folder would be."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from content.library import Library
from content.loader import load


def loaded(files: Mapping[str, bytes], folder: Path) -> Library:
    """The library of a folder that holds these files."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return load(folder)
