"""`studybot check`: what an organizer sees when a lesson is wrong, and when all is well."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.cli.check import command

EXAMPLES = Path(__file__).parents[2] / "content" / "examples"
BROKEN = "---\ntitle: Votes\n---\n\n# Question: Why?\n\n- [ ] a\n- [ ] b\n"


def check(*arguments: str | Path) -> Result:
    app = typer.Typer()
    app.command()(command)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_the_examples_pass_and_are_counted() -> None:
    result = check(EXAMPLES)
    assert result.exit_code == 0
    assert result.output.splitlines()[-1] == (
        "lessons: 4 (en 4, zh 4); items: 10 (case 1, multiple 1, open 1, reading 1, short 1, "
        "single 2, survey 1, task 1, truefalse 1); errors: 0, warnings: 0, notices: 2"
    )


def test_a_broken_lesson_is_told_by_line_and_fails(tmp_path: Path) -> None:
    (tmp_path / "a.en.md").write_text(BROKEN)
    result = check(tmp_path)
    assert result.exit_code == 1
    assert (
        f"{tmp_path}/a.en.md:5: no option is marked as right. "
        "Fix: put an x in the box of the right one: - [x]"
    ) in result.output.splitlines()


def test_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "a.en.md").write_text(BROKEN)
    result = check(tmp_path, "--lang", "zh")
    line = f"{tmp_path}/a.en.md:5: 没有标出正确选项。改法：在正确选项的方框里写 x：- [x]"
    assert line in result.output.splitlines()
    assert result.output.splitlines()[-1].endswith("错误: 1, 警告: 0, 提示: 0")


def test_in_chinese_the_forms_have_chinese_names() -> None:
    said = check(EXAMPLES, "--lang", "zh").output
    assert "（案例 1, 多选 1, 开放题 1, 阅读 1, 填空 1, 单选 2, " in said.splitlines()[-1]


def test_a_single_file_with_its_pictures() -> None:
    result = check(EXAMPLES / "03-lesson.zh.md")
    assert (result.exit_code, len(result.output.splitlines())) == (0, 1)


def test_as_json(tmp_path: Path) -> None:
    (tmp_path / "a.en.md").write_text(BROKEN + "- [ ] c\n\n# Card: What?\n\nThis.\n")
    result = check(tmp_path / "a.en.md", "--json")
    said = json.loads(result.output)
    assert result.exit_code == 1
    assert said["problems"] == [
        {
            "path": f"{tmp_path}/a.en.md", "line": 5, "code": "no-right-answer", "weight": "error",
            "what": "no option is marked as right",
            "fix": "put an x in the box of the right one: - [x]",
        }
    ]  # fmt: skip
    assert said["total"] == {"lessons": 1, "items": 1}
    assert said["forms"] == {"card": 1}


def test_fix_says_what_it_changed_and_the_rest_is_told(tmp_path: Path) -> None:
    place = tmp_path / "a.en.md"
    place.write_text("＃Question: Why?\n- [X] a\n- [ ] b\n\n# Quetion: How?\n\n- [x] a\n- [ ] b\n")
    result = check(tmp_path, "--fix")
    assert result.output.splitlines()[:4] == [
        f"{place}:1: fixed: full-width sign",
        f"{place}:2: fixed: mark",
        f"{place}:2: fixed: blank line",
        f"{place}:1: days of content in “en”: 1 at one item a day, fewer than 14. Fix: add lessons",
    ]
    assert f"{place}:6: “Quetion: How?” is nearly a keyword" in result.output
    assert result.exit_code == 0
    assert check(tmp_path, "--fix").output.splitlines()[0] == result.output.splitlines()[3]


def test_what_is_not_there(tmp_path: Path) -> None:
    result = check(tmp_path / "nowhere")
    assert result.exit_code == 2
    assert "nowhere" in result.output


def test_without_a_path_it_checks_the_folder_of_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.en.md").write_text(BROKEN)
    monkeypatch.setenv("STUDYBOT_CONTENT", str(tmp_path))
    assert check().exit_code == 1
    monkeypatch.delenv("STUDYBOT_CONTENT")
    result = check()
    assert (result.exit_code, "errors: 0" in result.output) == (0, True)
