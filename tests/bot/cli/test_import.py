"""`studybot import`: from a file of another program to lessons on the disk."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import application
from bot.workshop.inbox import Change, Outside, compare, write
from content.folder.loader import load

GIFT = "// [id:one]\nWho leads? {=chair ~cook}\n\nBroken { here\n\nWhy? {}\n"


@pytest.fixture
def quiz(tmp_path: Path) -> Path:
    path = tmp_path / "quiz.gift"
    path.write_text(GIFT)
    return path


def run(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(application(), list(map(str, words)))
    return result.exit_code, result.output


def test_a_file_becomes_lessons_and_what_was_left_out_is_told(quiz: Path, tmp_path: Path) -> None:
    code, said = run("import", quiz, "--to", tmp_path / "out")
    assert code == 0
    assert "2 taken (essay 1, multichoice 1), 1 left out, 1 lesson file(s)" in said
    assert "line 4, “Broken { here”: there is only one of the two braces" in said
    [lesson] = load(tmp_path / "out").lessons
    assert [item.form for item in lesson.items] == ["single", "open"]


def test_importing_again_changes_nothing(quiz: Path, tmp_path: Path) -> None:
    run("import", quiz, "--to", tmp_path / "out")
    before = (tmp_path / "out" / "quiz.en.md").stat()
    _, said = run("import", quiz, "--to", tmp_path / "out")
    assert "unchanged:" in said
    assert (tmp_path / "out" / "quiz.en.md").stat().st_mtime_ns == before.st_mtime_ns


def test_a_later_edition_updates_the_lesson_and_keeps_ids(quiz: Path, tmp_path: Path) -> None:
    run("import", quiz, "--to", tmp_path / "out")
    first = [item.id for item in load(tmp_path / "out").items()]
    quiz.write_text(GIFT.replace("Who leads?", "Who leads the meeting?"))
    _, said = run("import", quiz, "--to", tmp_path / "out")
    assert "changed:" in said
    assert [item.id for item in load(tmp_path / "out").items()] == first
    assert len(list((tmp_path / "out").glob("*.md"))) == 1


def test_it_speaks_chinese(quiz: Path, tmp_path: Path) -> None:
    _, said = run("import", quiz, "--lang", "zh", "--to", tmp_path / "out")
    assert "导入 2 题" in said and "第 4 行" in said


def test_the_language_of_the_questions_may_be_named(quiz: Path, tmp_path: Path) -> None:
    run("import", quiz, "--written-in", "zh", "--to", tmp_path / "out")
    assert (tmp_path / "out" / "quiz.zh.md").exists()


def test_a_refused_file_writes_nothing_and_the_others_are_read(quiz: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.xml"
    bad.write_text("<quiz><question")
    code, said = run("import", bad, quiz, "--to", tmp_path / "out")
    assert code == 1 and "bad.xml: the file is broken" in said
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["quiz.en.md"]


def test_without_a_folder_it_goes_to_the_inbox(
    quiz: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDYBOT_CONTENT", str(tmp_path / "lessons"))
    run("import", quiz)
    assert (tmp_path / "lessons" / "inbox" / "quiz.en.md").exists()


def test_what_writing_would_do_is_told_before(tmp_path: Path) -> None:
    (tmp_path / "same.md").write_bytes(b"a")
    (tmp_path / "old.md").write_bytes(b"a")
    files = {"same.md": b"a", "old.md": b"b", "new.md": b"c"}
    assert compare(files, tmp_path) == Change(("new.md",), ("old.md",), ("same.md",))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old.md", "same.md"]


KILLED = """
import os, sys
from pathlib import Path
from bot.workshop.inbox import write
Path.replace = lambda *_: os._exit(9)
write({"a.md": b"a"}, Path(sys.argv[1]))
"""


def test_what_a_kill_left_half_written_stays_nowhere(tmp_path: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, tmp_path], check=False)
    assert killed.returncode == 9
    (left,) = tmp_path.iterdir()
    assert left.suffix == ".part"
    write({"a.md": b"a"}, tmp_path)  # the same again, as after each crash
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


OUT = ["../up.md", "/tmp/absolute.md", "link.md", "linked/a.md", "folder"]


@pytest.mark.parametrize("path", OUT)
def test_nothing_is_written_out_of_the_folder_or_through_a_link(path: str, tmp_path: Path) -> None:
    folder, outside = tmp_path / "in", tmp_path / "out"
    for made in (folder, outside, folder / "folder"):
        made.mkdir()
    (folder / "link.md").symlink_to(outside / "target.md")
    (folder / "linked").symlink_to(outside)
    with pytest.raises(Outside):
        write({"fine.md": b"a", path: b"b"}, folder)
    assert not (folder / "fine.md").exists() and not list(outside.iterdir())


def test_a_write_that_fails_leaves_everything_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"old")
    (tmp_path / "b").write_bytes(b"a file where a folder is wanted")
    with pytest.raises(OSError):
        write({"a.md": b"new", "b/c.md": b"x"}, tmp_path)
    assert (tmp_path / "a.md").read_bytes() == b"old"
    assert sorted(os.listdir(tmp_path)) == ["a.md", "b"]
