"""A folder of lesson files to a library. What is wrong is a value; the rest loads.

`scan` is the whole of it: pure but for reading the folder, and given what it returned before,
it reads only what changed. Hot reload is `loaded = scan(folder, loaded)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from content.decode import UTF8, decode
from content.files import Stamp, find, lesson_id, read_bytes
from content.item import Lesson
from content.lesson import Read, read
from content.library import Library
from content.problem import Problem, problem

__all__ = ["Loaded", "Page", "load", "read", "read_file", "scan"]


@dataclass(frozen=True, slots=True)
class Page:
    """One file as it was last read: its stamp, its lesson with ids as written, what is wrong."""

    stamp: Stamp
    lesson: Lesson | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A library, and what is needed to load it again by reading only what changed."""

    library: Library = field(default_factory=Library)
    pages: Mapping[str, Page] = field(default_factory=dict)


def load(folder: Path) -> Library:
    """All lessons of a content folder, with what is wrong in them. Never raises."""
    return scan(folder).library


def scan(folder: Path, previous: Loaded | None = None) -> Loaded:
    """Load a folder, taking from `previous` every file whose stamp is the same."""
    found = find(folder)
    before = previous.pages if previous else {}
    pages = {
        path: before[path]
        if path in before and before[path].stamp == stamp
        else _page(folder, path, stamp)
        for path, stamp in found.files.items()
    }
    lessons = tuple(page.lesson for page in pages.values() if page.lesson)
    problems = [*found.problems, *(said for page in pages.values() for said in page.problems)]
    return Loaded(Library(lessons, tuple(problems)), pages)


def read_file(path: Path) -> Read:
    """One lesson file, wherever it lies; its folder counts as the content folder."""
    return _read(path.parent, path.name)


def _page(folder: Path, path: str, stamp: Stamp) -> Page:
    lesson, problems = _read(folder, path)
    return Page(stamp, lesson, problems)


def _read(folder: Path, path: str) -> Read:
    data = read_bytes(folder, path)
    if isinstance(data, Problem):
        return None, (data,)
    decoded = decode(data)
    if decoded is None:
        return None, (problem(path, 1, "not-text"),)
    text, encoding = decoded
    name, language = lesson_id(path)
    lesson, problems = read(text, path, name, language or _guessed(text), folder)
    if encoding != UTF8:
        problems = (problem(path, 1, "encoding-guessed", encoding=encoding), *problems)
    return lesson, problems


def _guessed(text: str) -> str:
    """Chinese where a fifth of the first signs are Chinese characters, else English."""
    start = text[:2000]
    chinese = sum("\u4e00" <= sign <= "\u9fff" for sign in start)
    return "zh" if chinese * 5 >= max(len(start), 1) else "en"
