"""Lessons, members and histories as values, for the tests of the plan."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from content.folder.library import Library
from content.item import Head, Item, ItemId, Lesson, LessonId
from records.branch import Branch
from records.model import BranchKey, Member, MemberId, Past, State

MONDAY = date(2026, 11, 2)

FORMS = (
    "reading",
    "single",
    "multiple",
    "true-false",
    "short",
    "number",
    "order",
    "match",
    "card",
    "survey",
    "open",
    "task",
    "case",
)
GRADED = frozenset(FORMS[1:9])
BY_NATURE = frozenset({"task", "case"})


def branch(**fields: Any) -> Branch:
    return replace(Branch(BranchKey("north"), "North", "Europe/Berlin"), **fields)


def member(number: int = 11, **fields: Any) -> Member:
    someone = Member(MemberId(number), BranchKey("north"), "Ada", "en", State.LINKED)
    return replace(someone, **fields)


def lesson(
    name: str, *forms: str, applied: bool = False, language: str = "en", **head: Any
) -> Lesson:
    """`lesson("a/01", "reading", "single")`: items `a/01#0`, `a/01#1`, the same in any language."""
    top = Head(LessonId(name), language, name, f"{name}.{language}.md", applied=applied, **head)
    return Lesson(
        top,
        tuple(
            Item(
                ItemId(f"{name}#{n}"),
                top,
                form,
                f"{form} {n}",
                n,
                applied=applied or form in BY_NATURE,
            )
            for n, form in enumerate(forms)
        ),
    )


def library(*lessons: Lesson) -> Library:
    return Library(tuple(lessons))


def past(item: Item, day: date, mark: float | None = None, **fields: Any) -> Past:
    """It was the daily item of that date, sent at 08:00 and answered an hour later if marked."""
    sent = datetime.combine(day, time(8), UTC)
    answered = sent + timedelta(hours=1) if mark is not None else None
    line = Past(
        item.id,
        item.lesson,
        item.form,
        item.applied or item.asked_by_members,
        day.isoformat(),
        sent,
        answered,
        mark,
    )
    return replace(line, **fields)


def a_folder(seed: int, lessons: int = 40) -> Library:
    """Lessons over all forms, as people write them: a text, questions, often something to do."""
    chance = random.Random(seed)
    return library(*(_a_lesson(chance, n) for n in range(lessons)))


def _a_lesson(chance: random.Random, number: int) -> Lesson:
    asked = chance.sample(FORMS[1:], k=chance.randint(6, 8))
    forms: Iterable[str] = ["reading", *asked] if chance.random() < 0.9 else asked
    return lesson(f"topic-{number // 8}/{number:02}", *forms, applied=chance.random() < 0.4)
