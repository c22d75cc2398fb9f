"""Pictures go where the format has room for them, and come back as they were."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from content.exporters import EXPORTERS, exported
from content.item import Lesson
from tests.content.exporters.giving import NOW, back, items, pictured, question

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
GIF = b"GIF89a" + bytes(20)
LESSON = """---
title: Signs
---

# Question: Which sign is this?

![A sign](a/sign.png)

- [x] ![Red](./b/sign.png)
- [ ] Green

Explanation: ![A sign](a/sign.png) is explained.

# Card: What is this? ![Gold](../x/b/sign.png)

Gold.
"""


@pytest.fixture
def lesson(tmp_path: Path) -> Lesson:
    """Two pictures of the same name, one of them shown twice."""
    for name, data in (("a/sign.png", PNG), ("b/sign.png", GIF)):
        (tmp_path / "x" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "x" / name).write_bytes(data)
    return pictured(LESSON, tmp_path, "x/x.en.md")


def test_anki_has_them_all(lesson: Lesson) -> None:
    result = back("anki", [lesson])
    assert list(map(question, items(result))) == list(map(question, lesson.items))
    assert sorted(result.pictures.values()) == sorted([PNG, GIF])
    assert not result.notes


def test_moodle_has_those_of_its_questions(lesson: Lesson) -> None:
    result = back("moodle-xml", [lesson])
    assert list(map(question, items(result))) == [question(lesson.items[0])]
    assert sorted(result.pictures.values()) == sorted([PNG, GIF])
    assert not result.notes


@pytest.mark.parametrize("name", ["gift", "csv", "xlsx"])
def test_where_there_is_no_room_the_question_is_left_out_and_told(
    name: str, lesson: Lesson
) -> None:
    made = exported(name, [lesson], NOW)
    assert made.left_out == lesson.items and not made.taken


@pytest.mark.parametrize("name", EXPORTERS)
def test_a_picture_that_is_gone_leaves_its_question_out(
    name: str, lesson: Lesson, tmp_path: Path
) -> None:
    (tmp_path / "x" / "b" / "sign.png").unlink()
    made = exported(name, [lesson], NOW)
    assert made.left_out == lesson.items
