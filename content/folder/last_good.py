"""The last lessons without errors of files that are broken now, kept so that a restart of the
program does not take them away: `.studybot/good.json` inside the content folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from content.folder.notes import read_note, write_note
from content.history.version import freeze, thaw
from content.item import Lesson

PLACE = ".studybot/good.json"

Good = Mapping[str, Lesson]
"""By the file's path inside the folder."""


def recall_good(folder: Path) -> Good:
    """What was kept; nothing where there is none, or none that can be read: then what is left of
    a broken file is used, as for a file that never was without errors."""
    try:
        kept = json.loads(read_note(folder, PLACE))["lessons"]
        return {str(path): _lesson(items) for path, items in kept.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
        return {}


def keep_good(folder: Path, good: Good) -> bool:
    """Write them, the others away; False where the folder cannot be written to."""
    if not good and not (folder / PLACE).exists():
        return True
    lessons = {path: [freeze(item) for item in good[path].items] for path in sorted(good)}
    return write_note(folder, PLACE, json.dumps({"version": 1, "lessons": lessons}, indent=0))


def _lesson(items: list[str]) -> Lesson:
    thawed = tuple(map(thaw, items))
    return Lesson(thawed[0].head, thawed)
