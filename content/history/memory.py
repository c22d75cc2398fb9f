"""What is remembered of a content folder's items, so that a changed or moved one is known again.

Kept in `.studybot/ids.json` inside the content folder: whoever copies the folder copies it too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from content.folder.notes import read_note, write_note
from content.item import ItemId, LessonId

PLACE = ".studybot/ids.json"


class Remembered(NamedTuple):
    """One item as it was last seen in its lesson: enough to know it again."""

    id: ItemId
    language: str
    place: int
    form: str
    text: str


Memory = Mapping[LessonId, tuple[Remembered, ...]]
"""What is remembered of each lesson's items, of vanished ones too."""


def recall(folder: Path) -> Memory | None:
    """The memory kept in a content folder, empty where there is none, None where it is broken."""
    try:
        return _parsed(read_note(folder, PLACE))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _parsed(data: bytes) -> Memory:
    kept = json.loads(data)["lessons"]
    return {
        LessonId(str(lesson)): tuple(
            Remembered(ItemId(str(a)), str(b), int(c), str(d), str(e)) for a, b, c, d, e in rows
        )
        for lesson, rows in kept.items()
    }


def keep(folder: Path, memory: Memory) -> bool:
    """Write the memory whole or not at all; False where the folder cannot be written to."""
    lessons = {lesson: list(map(list, some)) for lesson, some in sorted(memory.items())}
    text = json.dumps({"version": 1, "lessons": lessons}, ensure_ascii=False, indent=0)
    return write_note(folder, PLACE, text)
