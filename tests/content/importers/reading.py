"""What a file holds, in words short enough for a test; and written files read by the loader."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from content.folder.library import Library
from content.folder.loader import load
from content.importers import Import, Source, imported, told
from content.item import Item


def loaded(files: Mapping[str, bytes], folder: Path) -> Library:
    """The library of a folder that holds these files."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return load(folder)


def taken(text: str | bytes, name: str) -> Import:
    """What an importer makes of a file of that name."""
    return imported(Source(name, text.encode() if isinstance(text, str) else text))


def items(result: Import) -> list[Item]:
    return [item for lesson in result.lessons for item in lesson.items]


def shown(item: Item) -> str:
    """An item on one line: its form, its question, what is right (in brackets) and wrong."""
    options = [f"[{one.text}]" if one.right else one.text for one in item.options]
    pairs = [f"{left}={right}" for left, right in item.pairs]
    reach = f"±{item.tolerance}" if item.tolerance is not None else ""
    answers = [f"{answer}{reach}" for answer in item.answers]
    rest = " ".join([*options, *pairs, *answers])
    return f"{item.form}: {item.text}" + (f" | {rest}" if rest else "")


def asked(text: str | bytes, name: str) -> list[str]:
    """The questions of a file, each on one line."""
    return [shown(item) for item in items(taken(text, name))]


def left(result: Import) -> list[str]:
    """What was left out, as organizers are told."""
    return [told(said, "en", result.unit) for said in result.left_out]


def notes(result: Import) -> list[str]:
    return [said.code for said in result.notes]
