"""`check --fix` puts right what needs no judgement, and nothing else."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.format.repair import Repair, repair_file, repaired
from content.item import Item
from content.problem import Problem

Reader = Callable[..., tuple[tuple[Item, ...], tuple[Problem, ...]]]

SLOPPY = """title: x
＃Question：Why?
Think.
- [X] a
* [×]  b
-［ ］ c
- [] d
Answer: A, B
# Card: What?
This.
"""
TIDY = """title: x

# Question: Why?

Think.

- [x] a
- [x] b
- [ ] c
- [ ] d
Answer: A, B

# Card: What?

This.
"""


def test_marks_signs_and_blank_lines() -> None:
    text, repairs = repaired(SLOPPY, "en")
    assert text == TIDY
    assert [(one.line, one.what) for one in repairs] == [
        (2, "sign"), (2, "blank"), (3, "blank"), (4, "mark"), (4, "blank"), (5, "mark"),
        (6, "mark"), (7, "mark"), (9, "blank"), (10, "blank"),
    ]  # fmt: skip


def test_what_is_tidy_stays_as_it_is() -> None:
    assert repaired(TIDY, "en") == (TIDY, ())


@pytest.mark.parametrize(
    "text",
    [
        "# Question: Why?\n\n- [?] a\n- [ ] b\n",
        "# Task: Go\n\n- [X] pack\n- [ ] leave\n",
        "Text.\n\n```\n＃not a heading\n- [X] no\n```\n",
        "# 问题：为什么？\n\n- [x] 因为：是\n- [ ] （不）\n\n解析：全角，留着。\n",
        "＃hashtag of old\n",
    ],
)
def test_what_needs_judgement_is_left_to_its_author(text: str) -> None:
    assert repaired(text, "zh") == (text, ())


def test_full_width_letters_become_plain(lesson: Reader) -> None:
    text = "# 单选题：谁？\n\nＡ．甲\n（Ｂ）乙\nＣ、丙\n\n答案：Ｂ\n"
    new, repairs = repaired(text, "zh")
    assert "A. 甲\n(B) 乙\n" in new
    assert {one.what for one in repairs} == {"sign"}
    assert lesson(new, "zh")[0] == lesson(text, "zh")[0]


def test_line_ends_stay_those_of_the_author() -> None:
    text, repairs = repaired("# Card: a\r\nb\r\n", "en")
    assert text == "# Card: a\r\n\r\nb\r\n"
    assert repairs == (Repair(2, "blank"),)


def test_a_file_is_replaced_whole_and_keeps_its_rights(tmp_path: Path) -> None:
    place = tmp_path / "a.en.md"
    place.write_text(SLOPPY, encoding="utf-8")
    place.chmod(0o640)
    assert repair_file(tmp_path, "a.en.md", "en") == repaired(SLOPPY, "en")[1]
    assert place.read_text(encoding="utf-8") == TIDY
    assert stat.S_IMODE(place.stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["a.en.md"]
    assert repair_file(tmp_path, "a.en.md", "en") == ()


def test_a_file_in_another_encoding_is_left_alone(tmp_path: Path) -> None:
    data = "# 问题：谁？\n- [X] 会员大会可以修改\n- [ ] 理事会\n".encode("gb18030")
    (tmp_path / "a.zh.md").write_bytes(data)
    assert repair_file(tmp_path, "a.zh.md", "zh") == ()
    assert (tmp_path / "a.zh.md").read_bytes() == data


PIECES = st.sampled_from(
    [
        "# Question: Why?", "＃问题：谁？", "#Card:a", "- [X] a", "-[×]b", "- [ ] c", "［x］ d",
        "Ａ．a", "B) b", "答案：A", "Answer: B", "text", "> said", "  more", "---", "－－－", "```",
        "", "", "title: x", "# Order: How?", "1. a", "2. b", "# Match: x", "- a = b", "# Task: Go",
        "Explanation: so", "解析：是",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=24))
def test_a_repair_changes_no_item_and_is_made_once(rows: list[str]) -> None:
    from content.format.lesson import read
    from content.item import LessonId

    text = "\n".join(rows)
    new, repairs = repaired(text, "en")
    assert (new == text) == (not repairs)
    before, after = (read(t, "x.md", LessonId("x"), "en")[0] for t in (text, new))
    stripped = [
        [replace(item, line=0) for item in lesson.items] if lesson else []
        for lesson in (before, after)
    ]
    assert stripped[0] == stripped[1]
    assert repaired(new, "en") == (new, ())
