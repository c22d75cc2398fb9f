"""What the content tests share: lesson text in, items and problems out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from content.format.lesson import read
from content.item import Item, LessonId
from content.problem import Problem

Reader = Callable[..., tuple[tuple[Item, ...], tuple[Problem, ...]]]


@pytest.fixture
def lesson() -> Reader:
    """Reads a lesson's text: its items and what is wrong with it."""

    def reader(text: str, language: str = "en") -> tuple[tuple[Item, ...], tuple[Problem, ...]]:
        found, problems = read(text, f"x.{language}.md", LessonId("x"), language)
        return (found.items if found else ()), problems

    return reader
