"""Lessons given away and taken back, and what two items have in common."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from content.exporters import EXPORTERS, exported
from content.format.lesson import read
from content.importers import Import, Source, imported
from content.item import Item, Lesson, LessonId

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
_ADDRESS = re.compile(r"(!\[[^\[\]]*\])\([^()]*\)")


def lesson(text: str, language: str = "en") -> Lesson:
    """A lesson's text, which must have nothing wrong in it."""
    found, problems = read(text, f"x.{language}.md", LessonId("x"), language)
    assert found and not problems
    return found


def pictured(text: str, folder: Path, path: str) -> Lesson:
    """A lesson at its path in a folder where pictures lie."""
    found, problems = read(text, path, LessonId("x"), "en", root=folder)
    assert found and not problems
    return found


def given(name: str, lessons: Sequence[Lesson], now: datetime = NOW) -> bytes:
    return exported(name, lessons, now).data


def back(name: str, lessons: Sequence[Lesson]) -> Import:
    """What our importer makes of what our exporter wrote."""
    language = lessons[0].head.language
    return imported(Source(f"x{EXPORTERS[name].suffix}", given(name, lessons), language))


def items(result: Import) -> list[Item]:
    return [item for one in result.lessons for item in one.items]


def question(item: Item) -> tuple[object, ...]:
    """What is asked and what is right. A reach of nothing is none, and pictures are named anew
    by whoever takes them."""

    def words(text: str) -> str:
        return _ADDRESS.sub(r"\1", text)

    return (
        item.form,
        words(item.text),
        tuple((words(option.text), option.right) for option in item.options),
        item.answers,
        item.tolerance or None,
        tuple((words(left), words(right)) for left, right in item.pairs),
        words(item.back),
        words(item.explanation),
    )
