"""`studybot share`: lessons leave for other programs, and it is told what stayed behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import application
from content.importers import Source, imported

ENGLISH = """---
title: Meetings
---

# Question: Who leads?

- [ ] The cook
  > The cook cooks.
- [x] The chair

# Survey: Tea or coffee?

- [ ] Tea
- [ ] Coffee
"""
CHINESE = "---\n标题：会议\n---\n\n# 判断题：主席主持会议。\n\n答案：正确\n"


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    folder = tmp_path / "lessons"
    folder.mkdir()
    (folder / "one.en.md").write_text(ENGLISH, "utf-8")
    (folder / "one.zh.md").write_text(CHINESE, "utf-8")
    return folder


def share(*words: object) -> Result:
    return CliRunner().invoke(application(), ["share", *map(str, words)])


def test_a_deck_is_written_and_what_stayed_behind_is_told(lessons: Path, tmp_path: Path) -> None:
    out = tmp_path / "deck.apkg"
    done = share("anki", lessons, "--lang", "en", "--out", out)
    assert done.exit_code == 0
    assert "1 taken (single 1), 1 left out (survey 1)" in done.stderr
    assert "not all of it came along: feedback to options 1" in done.stderr
    [lesson] = imported(Source(out.name, out.read_bytes())).lessons
    assert [item.text for item in lesson.items] == ["Who leads?"]


def test_text_goes_to_the_next_program_and_the_telling_does_not(lessons: Path) -> None:
    done = share("gift", lessons / "one.en.md")
    assert "taken" in done.stderr and "taken" not in done.stdout
    assert [i.text for i in imported(Source("x.gift", done.stdout_bytes)).lessons[0].items] == [
        "Who leads?"
    ]


def test_of_chinese_lessons_it_tells_in_chinese(lessons: Path, tmp_path: Path) -> None:
    done = share("csv", lessons, "--lang", "zh", "--out", tmp_path / "题.csv")
    assert "已写出 1 项（判断 1），略去 0 项（无）" in done.stderr


def test_lessons_in_several_languages_are_not_mixed(lessons: Path) -> None:
    done = share("gift", lessons)
    assert done.exit_code == 2 and "The lessons are in en, zh: say --lang en." in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("pdf",), 2, "Formats: anki, csv, gift, moodle-xml, xlsx."),
        (("gift", "--lang", "fr"), 2, "There are no lessons in 'fr'. Languages: en, zh."),
        (("gift", "{}/nowhere"), 2, "There is no "),
    ],
)
def test_what_cannot_be_is_said(
    lessons: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    asked = [word.format(lessons) for word in words]
    done = share(*asked, *([] if "nowhere" in asked[-1] else [lessons]))
    assert done.exit_code == code and said in done.stderr


def test_a_format_that_holds_nothing_of_a_lesson_writes_nothing(
    lessons: Path, tmp_path: Path
) -> None:
    (lessons / "two.en.md").write_text("---\ntitle: Tea\n---\n\n# Task: Make tea\n\nHot.\n")
    done = share("anki", lessons / "two.en.md", "--out", tmp_path / "x.apkg")
    assert done.exit_code == 1 and "can hold none of these 1 items" in done.stderr
    assert not (tmp_path / "x.apkg").exists()
