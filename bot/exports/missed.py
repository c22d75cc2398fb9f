"""The questions a branch has missed most, as an Anki deck: to learn them for good."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.exports import Asked, Export, Nothing
from bot.exports._told import told
from content.exporters import EXPORTERS, exported
from content.item import Item, Lesson
from records.participation.missed import most_missed


def make(asked: Asked) -> Iterable[bytes]:
    """A deck of the lessons that the questions stand in. A newer deck updates an older one and
    keeps its learners' progress. Raises Nothing."""
    missed = most_missed(
        question for branch in asked.branches for one in told(asked, branch, weeks=52)
        for question in one.questions
    )  # fmt: skip
    found = [asked.desk.library.item(one.item, asked.language) for one in missed]
    lessons = _lessons([item for item in found if item and EXPORTERS["anki"].takes(item)])
    if not lessons:
        raise Nothing("No question has been missed by many yet.")
    yield exported("anki", lessons, asked.now).data


def _lessons(items: Iterable[Item]) -> list[Lesson]:
    lessons: dict[str, Lesson] = {}
    for item in items:
        before = lessons.get(item.lesson)
        lessons[item.lesson] = (
            replace(before, items=(*before.items, item)) if before else Lesson(item.head, (item,))
        )
    return list(lessons.values())


EXPORT = Export("missed", ".apkg", "An Anki deck of the questions missed most", make)
