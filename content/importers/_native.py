"""An import as lesson files: written by the forms, named so that importing again updates them."""

from __future__ import annotations

from collections.abc import Mapping

from content.format.keys import HEADER
from content.format.keys import written as key_in
from content.forms import FORMS
from content.importers._model import Import
from content.item import Head, Lesson

INBOX = "inbox"
"""The folder below the lessons that imports go to."""


def native_files(result: Import, folder: str = INBOX) -> Mapping[str, bytes]:
    """The files of an import by their path below the content folder, with `/`."""
    written = {one.head.path: lesson_text(one).encode() for one in result.lessons}
    everything = result.whole or {**written, **result.pictures}
    prefix = f"{folder.strip('/')}/" if folder.strip("/") else ""
    return {f"{prefix}{path}": data for path, data in everything.items()}


def lesson_text(lesson: Lesson) -> str:
    """One lesson as its author would write it."""
    parts = [FORMS[item.form].write(item, lesson.head.language) for item in lesson.items]
    return "\n".join([_header(lesson.head), *parts])


def _header(head: Head) -> str:
    said = {
        "title": head.title,
        "topic": head.topic,
        "tags": ", ".join(head.tags),
        "author": head.author,
        "source": "; ".join(head.sources),
    }
    colon = "：" if head.language.startswith("zh") else ": "
    known = {key_in(HEADER, key, head.language): value for key, value in said.items() if value}
    rows = [f"{key}{colon}{value}" for key, value in known.items()]
    return "\n".join(["---", *rows, "---", ""])
