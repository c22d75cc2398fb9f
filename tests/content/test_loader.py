"""A content folder is read with distrust, and again only where it changed."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from content.folder.loader import load, read_file, scan

CARD = "# Card: What is a quorum?\n\nEnough members.\n"
BROKEN = "# Question: Why?\n\n- [ ] a\n- [ ] b\n"


def put(folder: Path, name: str, text: str = CARD) -> Path:
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    return place


def paths(folder: Path) -> list[str]:
    return [lesson.head.path for lesson in load(folder).lessons]


def codes(folder: Path) -> set[str]:
    return {problem.code for problem in load(folder).problems} - {"few-days"}


def test_lessons_are_found_in_folders_and_named_by_their_path(tmp_path: Path) -> None:
    for name in ("b/02-x.zh.md", "b/02-x.en.md", "a.md", "c/d/e.zh-CN.MD", "c/f.en.markdown"):
        put(tmp_path, name)
    found = [(one.id, one.head.language) for one in load(tmp_path).lessons]
    assert found == [
        ("a", "en"), ("b/02-x", "en"), ("b/02-x", "zh"), ("c/d/e", "zh"), ("c/f", "en"),
    ]  # fmt: skip


def test_without_a_language_in_its_name_a_chinese_lesson_is_chinese(tmp_path: Path) -> None:
    put(tmp_path, "a.md", "# 卡片：什么是法定人数？\n\n足够的会员。\n")
    assert load(tmp_path).lessons[0].head.language == "zh"


@pytest.mark.parametrize("name", ["README.md", "readme.zh.md", ".hidden/a.md", ".a.md", "a.txt"])
def test_what_is_no_lesson_is_left_alone(name: str, tmp_path: Path) -> None:
    put(tmp_path, name)
    assert load(tmp_path).lessons == ()
    assert codes(tmp_path) == set()


class TestNothingIsOpenedThatIsNoFile:
    """E10: each of these once hung or killed a reader."""

    def test_a_link_out_of_the_folder(self, tmp_path: Path) -> None:
        secret = put(tmp_path, "outside/secret.md")
        (tmp_path / "in").mkdir()
        (tmp_path / "in/a.en.md").symlink_to(secret)
        assert paths(tmp_path / "in") == []
        assert codes(tmp_path / "in") == {"not-a-file"}

    def test_a_linked_folder_and_a_loop(self, tmp_path: Path) -> None:
        put(tmp_path, "outside/a.en.md")
        put(tmp_path, "in/b.en.md")
        (tmp_path / "in/out").symlink_to(tmp_path / "outside")
        (tmp_path / "in/loop").symlink_to(tmp_path / "in")
        assert paths(tmp_path / "in") == ["b.en.md"]

    def test_a_pipe_a_socket_a_device_and_a_dangling_link(self, tmp_path: Path) -> None:
        put(tmp_path, "z.en.md")
        os.mkfifo(tmp_path / "pipe.en.md")
        (tmp_path / "zero.en.md").symlink_to("/dev/zero")
        (tmp_path / "gone.en.md").symlink_to("nowhere")
        here = socket.socket(socket.AF_UNIX)
        folder = os.open(tmp_path, os.O_RDONLY)
        try:
            here.bind(f"/proc/self/fd/{folder}/s.en.md")
            assert paths(tmp_path) == ["z.en.md"]
            found = [p.path for p in load(tmp_path).problems if p.code == "not-a-file"]
            assert sorted(found) == ["gone.en.md", "pipe.en.md", "s.en.md", "zero.en.md"]
        finally:
            here.close()
            os.close(folder)

    def test_a_pipe_named_alone(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.en.md")
        lesson, [problem] = read_file(tmp_path / "pipe.en.md")
        assert (lesson, problem.code) == (None, "not-a-file")

    def test_a_picture_by_a_link_out_of_the_folder(self, tmp_path: Path) -> None:
        put(tmp_path, "secret.png")
        put(tmp_path, "in/a.en.md", f"![x](x.png)\n\n{CARD}")
        (tmp_path / "in/x.png").symlink_to(tmp_path / "secret.png")
        assert codes(tmp_path / "in") == {"image-outside"}

    def test_names_with_bytes_that_are_no_text(self, tmp_path: Path) -> None:
        (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.en.md"))).write_text(CARD)
        put(tmp_path, "a.en.md")
        found = load(tmp_path)
        assert [problem.path.encode() for problem in found.problems if problem.code == "bad-name"]
        assert [lesson.head.path for lesson in found.lessons] == ["a.en.md"]


def test_one_broken_file_leaves_its_neighbours_alone(tmp_path: Path) -> None:
    (tmp_path / "a.en.md").write_bytes(bytes(range(256)))
    put(tmp_path, "b.en.md", BROKEN)
    put(tmp_path, "c.en.md")
    assert paths(tmp_path) == ["c.en.md"]


def test_a_missing_picture_is_an_error_but_the_lesson_is_there(tmp_path: Path) -> None:
    put(tmp_path, "a.en.md", "Look:\n\n![two](no.png) ![one](x.png)\n")
    put(tmp_path, "x.png")
    [item] = load(tmp_path).items()
    assert [Path(picture.path).name for picture in item.pictures] == ["x.png"]
    assert codes(tmp_path) == {"missing-image"}


def test_a_picture_that_arrives_later_is_seen(tmp_path: Path) -> None:
    put(tmp_path, "a.en.md", "![x](x.png) here\n")
    before = scan(tmp_path)
    put(tmp_path, "x.png")
    after = scan(tmp_path, before)
    assert "missing-image" not in {problem.code for problem in after.library.problems}
    (tmp_path / "x.png").unlink()
    again = scan(tmp_path, after)
    assert "missing-image" in {problem.code for problem in again.library.problems}


class TestAgain:
    """Hot reload: what did not change is the same object, what broke stays as it last was."""

    def test_unchanged_lessons_are_taken_over(self, tmp_path: Path) -> None:
        put(tmp_path, "a.en.md")
        put(tmp_path, "b.en.md")
        before = scan(tmp_path)
        put(tmp_path, "b.en.md", CARD.replace("quorum", "majority of those present"))
        after = scan(tmp_path, before)
        assert after.library.lessons[0] is before.library.lessons[0]
        assert after.library.lessons[1].items[0].text == "What is a majority of those present?"

    def test_a_file_that_breaks_keeps_its_last_good_version(self, tmp_path: Path) -> None:
        place = put(tmp_path, "a.en.md")
        good = scan(tmp_path)
        place.write_text(BROKEN)
        broken = scan(tmp_path, good)
        assert broken.library.lessons == good.library.lessons
        assert "no-right-answer" in {problem.code for problem in broken.library.problems}
        place.write_text(BROKEN + "- [ ] c\n")
        assert scan(tmp_path, broken).library.lessons == good.library.lessons
        place.write_text(BROKEN.replace("[ ] a", "[x] a"))
        mended = scan(tmp_path, broken)
        assert [item.form for item in mended.library.items()] == ["single"]

    def test_a_file_that_vanishes_is_gone(self, tmp_path: Path) -> None:
        place = put(tmp_path, "a.en.md")
        before = scan(tmp_path)
        place.unlink()
        assert scan(tmp_path, before).library.lessons == ()

    def test_only_what_a_watcher_names_is_looked_at(self, tmp_path: Path) -> None:
        first, second = put(tmp_path, "a/a.en.md"), put(tmp_path, "b/b.en.md")
        before = scan(tmp_path)
        first.write_text(CARD + CARD.replace("quorum", "motion"))
        third = put(tmp_path, "a/c.en.md")
        second.unlink()
        after = scan(tmp_path, before, touched=[first, second, third, tmp_path / "a"])
        assert after == scan(tmp_path, before)
        some = scan(tmp_path, before, touched=[first, second, third])
        assert some.library == after.library

    def test_a_folder_that_moves_is_seen_by_its_name_alone(self, tmp_path: Path) -> None:
        put(tmp_path, "a/a.en.md")
        before = scan(tmp_path)
        (tmp_path / "a").rename(tmp_path / "b")
        after = scan(tmp_path, before, touched=[tmp_path / "a"])
        assert [lesson.head.path for lesson in after.library.lessons] == ["b/a.en.md"]
        assert [i.id for i in after.library.items()] == [i.id for i in before.library.items()]
