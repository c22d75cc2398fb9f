"""All lessons of a folder as one immutable value, with what is wrong in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from content.item import Item, ItemId, Lesson
from content.problem import Problem


@dataclass(frozen=True, slots=True)
class Library:
    """What a content folder holds: swapped whole, never changed in place."""

    lessons: tuple[Lesson, ...] = ()
    problems: tuple[Problem, ...] = ()

    def items(self, language: str | None = None) -> Iterator[Item]:
        """Items in the order of their files and places, of one language or of all."""
        for lesson in self.lessons:
            if language is None or lesson.head.language == language:
                yield from lesson.items

    def item(self, item_id: ItemId, language: str) -> Item | None:
        """The item in that language, or else in any; None where it is gone."""
        found = [item for item in self.items() if item.id == item_id]
        same = [item for item in found if item.language == language]
        return next(iter(same or found), None)
