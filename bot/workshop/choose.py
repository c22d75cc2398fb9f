"""Which lesson an organizer means: by id, path or words; or the newest ones to choose from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from content.folder.loader import Loaded
from content.item import Lesson

MOST = 8
"""Lessons offered on buttons."""

LONGEST = 60
"""Characters of a button's words."""


def handle(lesson: Lesson) -> str:
    """A short name of a lesson in one language, for a button."""
    return sha256(f"{lesson.head.language} {lesson.id}".encode()).hexdigest()[:10]


def labels(lessons: Sequence[Lesson]) -> list[str]:
    """What their buttons say: the title, and the file where several would read alike."""
    titles = [one.head.title[:LONGEST] or one.id for one in lessons]
    count, half = Counter(titles), LONGEST // 2
    return [
        title if count[title] == 1 else f"{title[:half]} · {one.head.path[-half:]}"
        for one, title in zip(lessons, titles, strict=True)
    ]


def by_handle(loaded: Loaded, wanted: str) -> Lesson | None:
    """The lesson of a button; None where it is gone."""
    return next((one for one in loaded.library.lessons if handle(one) == wanted), None)


def newest(loaded: Loaded, language: str) -> list[Lesson]:
    """The lessons whose files were changed last."""
    files = loaded.found.files
    lessons = spoken(loaded.library.lessons, language)
    return sorted(lessons, key=lambda one: -files[one.head.path].mtime)[:MOST]


def meant(loaded: Loaded, words: str, language: str) -> list[Lesson]:
    """The lessons these words mean: one for an id or a path, else all that hold every word."""
    lessons = loaded.library.lessons
    exact = [one for one in lessons if words in (one.head.path, one.id)]
    if exact:
        return spoken(exact, language)
    wanted = words.casefold().split()
    return spoken([one for one in lessons if all(word in _text(one) for word in wanted)], language)


def spoken(lessons: tuple[Lesson, ...] | list[Lesson], language: str) -> list[Lesson]:
    """Each lesson once, in this language where there is a translation."""
    chosen: dict[str, Lesson] = {}
    for one in lessons:
        if one.id not in chosen or one.head.language == language:
            chosen[one.id] = one
    return list(chosen.values())


def _text(lesson: Lesson) -> str:
    head = lesson.head
    return " ".join((lesson.id, head.title, head.topic, *head.tags)).casefold()
