"""What the program keeps for itself inside a content folder, under `.studybot/`: whoever copies
the folder copies it too."""

from __future__ import annotations

import os
from pathlib import Path

LARGEST = 64 * 1024 * 1024
"""Bytes of one such file."""


def read_note(folder: Path, place: str) -> bytes:
    """A file of the program's own. Raises OSError, of a link or a pipe too; ValueError where it
    is larger than LARGEST."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with os.fdopen(os.open(folder / place, flags), "rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ValueError(f"{place} is too large")
    return data


def write_note(folder: Path, place: str, text: str) -> bool:
    """Write it whole or not at all; False where the folder cannot be written to."""
    target = folder / place
    part = target.with_suffix(".part")
    try:
        target.parent.mkdir(exist_ok=True)
        with part.open("w", encoding="utf-8", errors="surrogatepass") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError:
        return False
    return True
