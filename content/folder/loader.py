"""A folder of lesson files to a library. What is wrong is a value; the rest loads.

`scan` is the whole of it: given what it returned before, it reads only the files that changed
and works again only on their lessons. Hot reload is `loaded = scan(folder, loaded)`, then
`memory.keep(folder, loaded.memory)` where the memory is another object than before.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from content.folder.balance import balance
from content.folder.files import Found, Stamp, find, find_again, lesson_id, read_bytes
from content.folder.last_good import Good, recall_good
from content.folder.library import Library
from content.format.decode import UTF8, decode
from content.format.lesson import Read, read
from content.history.identity import Claim, claim_of, identify
from content.history.memory import PLACE, Memory, recall
from content.item import Lesson, LessonId
from content.problem import Problem, Weight, problem
from content.sentences import weight_of

__all__ = ["Loaded", "Page", "load", "read", "read_file", "scan"]


@dataclass(frozen=True, slots=True)
class Page:
    """One file as last read. `good` is its last lesson without errors: while a file is broken,
    that one stays in use; a file that never was without errors gives what could be read of it."""

    stamp: Stamp
    name: LessonId
    lesson: Lesson | None
    good: Lesson | None
    problems: tuple[Problem, ...]
    pictures: tuple[str, ...] | None = ()

    @property
    def broken(self) -> bool:
        """Whether it has errors that keep it from being sent as it is."""
        return any(map(_breaks, self.problems))


@dataclass(frozen=True, slots=True)
class Group:
    """The translations of one lesson, their items with lasting ids."""

    lessons: tuple[Lesson, ...] = ()
    claims: frozenset[Claim] = frozenset()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """A library, and what is needed to load it again by reading only what changed."""

    library: Library = field(default_factory=Library)
    found: Found = field(default_factory=Found)
    pages: Mapping[str, Page] = field(default_factory=dict)
    groups: Mapping[LessonId, Group] = field(default_factory=dict)
    memory: Memory = field(default_factory=dict)

    @property
    def good(self) -> Good:
        """The last good lessons of files that are broken, for `last_good.keep_good`."""
        found = self.pages.items()
        return {path: page.good for path, page in found if page.good and page.broken}


def load(folder: Path) -> Library:
    """All lessons of a content folder, with what is wrong in them. Never raises, never writes."""
    return scan(folder).library


def scan(
    folder: Path,
    previous: Loaded | None = None,
    memory: Memory | None = None,
    touched: Collection[Path] | None = None,
) -> Loaded:
    """Load a folder, taking from `previous` every file whose stamp is the same.

    `memory` is what is remembered of its items; by default that of `previous`, or else what the
    folder keeps. `touched` are the only paths that can have changed since `previous`, where a
    watcher knows them. Never raises, never writes.
    """
    before = previous or Loaded()
    kept = memory if memory is not None else before.memory if previous else recall(folder)
    looked = previous is None or touched is None
    found = find(folder) if looked else find_again(folder, before.found, touched or ())
    good = {} if previous else recall_good(folder)
    pages = {path: _page(folder, path, stamp, before, good) for path, stamp in found.files.items()}
    groups, after = _groups(pages, before, kept or {})
    lessons = _in_order(pages, groups)
    problems = [problem(PLACE, 1, "ids-unreadable")] if kept is None else []
    problems += chain(
        found.problems,
        *(page.problems for page in pages.values()),
        *(group.problems for group in groups.values()),
        balance(lessons),
    )
    return Loaded(Library(lessons, tuple(problems)), found, pages, groups, after)


def read_file(path: Path, folder: Path | None = None) -> Read:
    """One lesson file of a content folder, or else one that lies anywhere."""
    if folder and path.absolute().is_relative_to(folder.absolute()):
        return _read(folder, path.absolute().relative_to(folder.absolute()).as_posix())
    return _read(path.parent, path.name)


def _page(folder: Path, path: str, stamp: Stamp, before: Loaded, last: Good) -> Page:
    old = before.pages.get(path)
    if old and old.stamp == stamp and _stands(old.pictures):
        return old
    lesson, problems = _read(folder, path)
    broken = any(_breaks(one) for one in problems)
    good = (old.good if old else last.get(path)) if broken else lesson
    pictures = _pictures_of(lesson, problems)
    return Page(stamp, lesson_id(path)[0], good or lesson, good, problems, pictures)


def _stands(pictures: tuple[str, ...] | None) -> bool:
    return pictures is not None and all(map(os.path.exists, pictures))


def _breaks(said: Problem) -> bool:
    """A lesson without one of its pictures is still whole enough to be sent."""
    return weight_of(said) is Weight.ERROR and said.code not in _PICTURE_FAULTS


def _pictures_of(lesson: Lesson | None, problems: Iterable[Problem]) -> tuple[str, ...] | None:
    """The pictures a page rests on; None where one of them was at fault and may be right now."""
    if any(said.code in _PICTURE_FAULTS for said in problems):
        return None
    items = lesson.items if lesson else ()
    return tuple(picture.path for item in items for picture in item.all_pictures)


_PICTURE_FAULTS = frozenset({"missing-image", "image-too-large", "image-outside"})


def _groups(
    pages: Mapping[str, Page], before: Loaded, memory: Memory
) -> tuple[dict[LessonId, Group], Memory]:
    """Identify the lessons of which a file changed, came or went, and those with a problem, which
    may have gone since; the others stay as they are."""
    changed = {p.name for path, p in pages.items() if before.pages.get(path) is not p}
    changed |= {p.name for path, p in before.pages.items() if path not in pages}
    changed |= {name for name, group in before.groups.items() if group.problems}
    groups = {name: group for name, group in before.groups.items() if name not in changed}
    lessons, doubles = _unique(page for page in pages.values() if page.name in changed)
    taken = frozenset().union(*(group.claims for group in groups.values()))
    named = identify(lessons, memory, taken)
    for lesson in named.lessons:
        group = groups.get(lesson.id, Group())
        claims = group.claims | {claim_of(item.language, item.id) for item in lesson.items}
        groups[lesson.id] = replace(group, lessons=(*group.lessons, lesson), claims=claims)
    for said in (*named.problems, *doubles):
        name = pages[said.path].name
        groups[name] = replace(groups[name], problems=(*groups[name].problems, said))
    return groups, named.memory


def _unique(pages: Iterable[Page]) -> tuple[list[Lesson], list[Problem]]:
    """The lessons of pages, each language once."""
    first: dict[tuple[LessonId, str], Lesson] = {}
    doubles: list[Problem] = []
    for page in pages:
        if page.lesson is None:
            continue
        head = page.lesson.head
        other = first.setdefault((head.lesson, head.language), page.lesson)
        if other is not page.lesson:
            doubles.append(problem(head.path, 1, "duplicate-lesson", other=other.head.path))
    return list(first.values()), doubles


def _in_order(pages: Mapping[str, Page], groups: Mapping[LessonId, Group]) -> tuple[Lesson, ...]:
    named = {one.head.path: one for group in groups.values() for one in group.lessons}
    return tuple(named[path] for path in pages if path in named)


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
