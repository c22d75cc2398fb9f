"""The lesson format, rule by rule: what people write, and what is understood of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from content.format.decode import decode
from content.format.lesson import read
from content.format.when import (
    read_deadline,
    read_send,
    read_span,
    write_deadline,
    write_send,
    write_span,
)
from content.item import Deadline, Head, Item, LessonId, Send
from content.problem import Problem

Reader = Callable[..., tuple[tuple[Item, ...], tuple[Problem, ...]]]


def head(text: str) -> Head:
    found, _ = read(f"---\n{text}\n---\n\nSome text.\n", "t/x.en.md", LessonId("t/x"), "en")
    assert found is not None
    return found.head


def marks(item: Item) -> str:
    return "".join("x" if option.right else "." for option in item.options)


class TestHeader:
    def test_it_is_not_yaml(self) -> None:
        found = head("title: Week 3: Voting\nsend: Mon 18:30\nauthor: no\nsource: 012")
        assert found.title == "Week 3: Voting"
        assert found.send == Send(weekday=0, at=time(18, 30))
        assert (found.author, found.sources) == ("no", ("012",))

    def test_quoted_values_and_lists_of_other_tools_load(self) -> None:
        found = head('title: "Our votes"\ntags:\n  - bylaws\n  - "basics"\nfor: [north, south]')
        assert found.title == "Our votes"
        assert found.tags == ("bylaws", "basics")
        assert found.audience == ("north", "south")

    def test_lists_split_at_every_sign_people_use(self) -> None:
        assert head("tags: a, b，c、d; e；f").tags == ("a", "b", "c", "d", "e", "f")

    def test_a_source_keeps_its_commas(self) -> None:
        assert head("source: Robert, Rules; Red Cross").sources == ("Robert, Rules", "Red Cross")

    def test_chinese_keys_and_full_width_colons(self) -> None:
        found = head("标题：表决\n发送：周五　18：30\n类型：实践\n截止：下次会议")
        assert (found.title, found.applied) == ("表决", True)
        assert found.send == Send(weekday=4, at=time(18, 30))
        assert found.deadline == Deadline(at_meeting=True)

    def test_unknown_keys_are_kept(self) -> None:
        assert head("colour: red").unknown == (("colour", "red"),)

    def test_without_a_title_the_first_heading_is_the_title_and_not_shown_twice(self) -> None:
        found, _ = read("# Our votes\n\nThey count.\n", "x.md", LessonId("x"), "en")
        assert found is not None
        assert found.head.title == "Our votes"
        assert found.items[0].text == "They count."

    def test_the_folder_is_the_topic_unless_told_otherwise(self) -> None:
        assert head("title: x").topic == "t"
        assert head("topic: Votes").topic == "Votes"

    def test_a_rule_at_the_top_is_no_header(self, lesson: Reader) -> None:
        [reading], problems = lesson("---\n\nOne.\n\n---\n\nTwo.\n")
        assert reading.text == "One.\n\n---\n\nTwo."
        assert problems == ()


@pytest.mark.parametrize(
    ("text", "send"),
    [
        ("Mon 18:30", Send(weekday=0, at=time(18, 30))),
        ("sunday", Send(weekday=6)),
        ("周日", Send(weekday=6)),
        ("星期天 9点", Send(weekday=6, at=time(9))),
        ("礼拜二 18点30分", Send(weekday=1, at=time(18, 30))),
        ("2026-12-01", Send(date=date(2026, 12, 1))),
        ("2026-12-01 18:30", Send(date=date(2026, 12, 1), at=time(18, 30))),
        ("2026-12-01T18:30", Send(date=date(2026, 12, 1), at=time(18, 30))),
        ("2026年12月1日 18：30", Send(date=date(2026, 12, 1), at=time(18, 30))),
        ("Fri 6pm", Send(weekday=4, at=time(18))),
        ("2026-13-45", None),
        ("someday", None),
        ("Mon 25:00", None),
        ("", None),
    ],
)
def test_when_to_send(text: str, send: Send | None) -> None:
    assert read_send(text) == send
    if send:
        assert read_send(write_send(send, "en")) == read_send(write_send(send, "zh")) == send


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("4 days", timedelta(days=4)),
        ("1 day", timedelta(days=1)),
        ("5 天", timedelta(days=5)),
        ("两周", timedelta(days=14)),
        ("48 hours", timedelta(days=2)),
        ("36小时", timedelta(hours=36)),
        ("0 days", None),
        ("9999 days", None),
        ("soon", None),
    ],
)
def test_spans_of_time(text: str, span: timedelta | None) -> None:
    assert read_span(text) == span
    if span:
        assert read_span(write_span(span, "en")) == read_span(write_span(span, "zh")) == span
        deadline = Deadline(after=span)
        assert read_deadline(write_deadline(deadline, "zh")) == deadline


@pytest.mark.parametrize(
    "heading",
    [
        "# Question: Why?", "## Q1. Why?", "###### Quiz 12: Why?", "# **Question 3:** Why?",
        "#Question: Why?", "＃问题：Why?", "# 第1题：Why?", "# 第十二题、Why?", "# 单选题。Why?",
        "# 问题一：Why?", "# 题目 3. Why?", "# 单选题（2分）：Why?", "# QUESTION : Why?",
        "# Q7: Why?",
    ],
)  # fmt: skip
def test_headings_that_begin_a_question(heading: str, lesson: Reader) -> None:
    [item], problems = lesson(f"{heading}\n\n- [x] a\n- [ ] b\n")
    assert (item.text, item.form) == ("Why?", "single")
    assert problems == ()


def test_a_heading_with_nothing_after_its_keyword_asks_what_stands_below(lesson: Reader) -> None:
    [item], _ = lesson("## Question 4\n\nWhy?\n\n- [x] a\n- [ ] b\n")
    assert item.text == "Why?"


class TestOptions:
    @pytest.mark.parametrize("mark", ["x", "X", "×", "√", "✓", "✔", "*", "y", " x", "x ", "ｘ"])
    def test_every_mark_that_people_make(self, mark: str, lesson: Reader) -> None:
        [item], problems = lesson(f"# Question: Why?\n\n- [{mark}] a\n- [ ] b\n- [] c\n")
        assert marks(item) == "x.."
        assert problems == ()

    @pytest.mark.parametrize(
        "row",
        ["- ［x］ a", "-[x] a", "* [x]a", "+ [x]  a", "【x】a", "[x] a", "1. [x] a", "  - [x] a"],
    )
    def test_boxes_written_in_a_hurry(self, row: str, lesson: Reader) -> None:
        [item], _ = lesson(f"# Question: Why?\n\n{row}\n- [ ] b\n")
        assert [option.text for option in item.options] == ["a", "b"]
        assert marks(item) == "x."

    @pytest.mark.parametrize(
        "sign", ["A. ", "A) ", "A、", "（A） ", "A．", "(A) ", "Ａ．", "- A. "]
    )
    def test_letters_in_every_dress(self, sign: str, lesson: Reader) -> None:
        rows = "\n".join(
            sign.replace("A", letter).replace("Ａ", chr(ord(letter) + 0xFEE0)) + word
            for letter, word in zip("ABC", ("one", "two", "three"), strict=True)
        )
        [item], problems = lesson(f"# Question: Why?\n\n{rows}\n\nAnswer: B\n")
        assert [option.text for option in item.options] == ["one", "two", "three"]
        assert marks(item) == ".x."
        assert problems == ()

    @pytest.mark.parametrize("rows", ["A. one  B. two  C. three  D. four",
                                      "A. one\tB. two\nC. three  D. four"])  # fmt: skip
    def test_several_letters_on_one_line(self, rows: str, lesson: Reader) -> None:
        [item], _ = lesson(f"# Question: Why?\n\n{rows}\n\nAnswer: C\n")
        assert [option.text for option in item.options] == ["one", "two", "three", "four"]

    def test_a_letter_inside_an_option_does_not_cut_it(self, lesson: Reader) -> None:
        [item], _ = lesson("# Question: Why?\n\nA. see B. below\nB. two\n\nAnswer: A\n")
        assert [option.text for option in item.options] == ["see B. below", "two"]

    @pytest.mark.parametrize(
        "answer", ["ABD", "A, B, D", "A B D", "A、B、D", "a,b,d", "A and B and D", "ＡＢＤ"]
    )
    @pytest.mark.parametrize(
        "key", ["Answer: ", "答案：", "【答案】", "**Answer:** ", "正确答案："]
    )
    def test_answers_named_by_letters(self, key: str, answer: str, lesson: Reader) -> None:
        [item], problems = lesson(f"# Q1: Why?\n\nA. a\nB. b\nC. c\nD. d\n\n{key}{answer}\n")
        assert (item.form, marks(item)) == ("multiple", "xx.x")
        assert problems == ()

    def test_the_right_option_may_be_named_by_its_text(self, lesson: Reader) -> None:
        [item], _ = lesson("# Question: Why?\n\nA. The board\nB. All of us\n\nAnswer: all of us\n")
        assert marks(item) == ".x"

    def test_a_code_block_or_a_picture_between_options_splits_nothing(self, lesson: Reader) -> None:
        text = """# Question: Which loop ends?

```python
# Question: not a heading
- [x] not an option
```

- [ ] this

  ```python
  while True:
      pass
  ```

![the second](second.png)

- [x] that
- [ ] ```
  for
  ```

Explanation: Look at the condition.

It becomes false.
"""
        [item], problems = lesson(text)
        assert marks(item) == ".x."
        assert "# Question: not a heading" in item.text
        assert "      pass" not in item.options[0].text
        assert "    pass" in item.options[0].text
        assert "![the second]" in item.options[0].text
        assert item.options[2].text == "```\nfor\n```"
        assert item.explanation == "Look at the condition.\n\nIt becomes false."
        assert problems == ()

    def test_what_follows_the_options_explains_them(self, lesson: Reader) -> None:
        [item], _ = lesson("# Q1. Why?\n\n- [x] a\n- [ ] b\n\n[reference](https://example.org)\n")
        assert item.explanation == "[reference](https://example.org)"
        assert item.options[1].text == "b"

    def test_feedback_under_an_option(self, lesson: Reader) -> None:
        [item], _ = lesson("# Q: Why?\n\n- [x] a\n  > Yes,\n  > indeed.\n- [ ] b\n> No.\n")
        assert [option.feedback for option in item.options] == ["Yes,\nindeed.", "No."]


class TestAnswers:
    @pytest.mark.parametrize(
        ("answer", "form"),
        [
            ("true", "truefalse"), ("错误", "truefalse"), ("√", "truefalse"), ("no", "truefalse"),
            ("40; forty", "short"), ("40, forty", "short"), ("40；四十", "short"),
            ("Berlin", "short"), ("12 ± 0.5", "number"), ("12 +/- 0.5", "number"),
            ("40", "number"), ("1,5", "number"), ("20%", "number"), ("2D", "short"),
            ("2026-12-01", "short"),
        ],
    )  # fmt: skip
    def test_the_answer_tells_the_form(self, answer: str, form: str, lesson: Reader) -> None:
        [item], problems = lesson(f"# 填空题：What?\n\nAnswer: {answer}\n")
        assert item.form == form
        assert problems == ()

    def test_several_accepted_answers(self, lesson: Reader) -> None:
        [item], _ = lesson("# Question: What?\n\nAnswer: 40, forty\n")
        assert item.answers == ("40", "forty")
        [item], _ = lesson('# Question: What?\n\nAnswer: "a; b"; Berlin, Germany\n')
        assert item.answers == ("a; b", "Berlin, Germany")

    def test_a_number_keeps_its_tolerance(self, lesson: Reader) -> None:
        [item], _ = lesson("# Question: What?\n\nAnswer: 12 ± 0,5\n")
        assert (item.answers, item.tolerance) == (("12",), Decimal("0.5"))

    def test_true_or_false_may_be_written_as_options(self, lesson: Reader) -> None:
        [item], _ = lesson("# Question: True?\n\n- [ ] False\n- [x] True\n")
        assert (item.form, marks(item)) == ("truefalse", ".x")


class TestLines:
    def test_everything_that_may_stand_below_a_question(self, lesson: Reader) -> None:
        [item], problems = lesson(
            "# Task: Go\n\nThere.\n\nPoints: 3\nProof: voice, photo\nFollow-up: 4 days\nId: go\n"
            "Explanation: So.\nDiscuss: at home\n"
        )
        assert (item.points, item.proof, item.id) == (3, ("photo", "voice"), "go")
        assert item.follow_up == timedelta(days=4)
        assert (item.explanation, item.discuss) == ("So.", "at home")
        assert problems == ()

    def test_the_same_in_chinese(self, lesson: Reader) -> None:
        [item], problems = lesson(
            "# 任务：去\n\n分值：３分\n证明：语音和照片\n回访：４ 天\n编号：go\n解析：是。\n"
            "讨论：在家\n打乱：是\n匿名：否\n"
        )
        assert (item.points, item.proof, item.id) == (3, ("photo", "voice"), "go")
        assert item.follow_up == timedelta(days=4)
        assert (item.shuffle, item.anonymous) == (True, False)
        assert problems == ()


class TestText:
    def test_a_heading_that_is_no_keyword_ends_the_question_above(self, lesson: Reader) -> None:
        items, problems = lesson(
            "# Question: Why?\n\n- [x] a\n- [ ] b\n\n"
            "# Part two\n\nMore to read.\n\n# Card: A\n\nB\n"
        )
        assert [item.form for item in items] == ["reading", "single", "card"]
        assert "More to read." in items[0].text
        assert problems == ()

    def test_text_is_cut_at_rules_but_not_in_code(self, lesson: Reader) -> None:
        [item], _ = lesson("One.\n\n---\n\n```\n---\n```\n\n－－－\n\nThree.\n")
        assert item.text.split("\n\n---\n\n") == ["One.", "```\n---\n```", "Three."]

    def test_quarter_one_is_no_question(self, lesson: Reader) -> None:
        [item], _ = lesson("Text.\n\n# Q1 results were good\n\nMore.\n")
        assert item.form == "reading"

    def test_lines_count_as_editors_count_them(self, lesson: Reader) -> None:
        _, [problem] = lesson("A\x0bb\r\nc\rd\u2028e\n\n# Question: ?\n".replace("\x0b", " "))
        assert problem.line == 5


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "选票 naïve"), ("utf-8-sig", "选票"), ("utf-16", "选票 and votes"),
        ("utf-16-le", "votes 选票 and more"), ("utf-16-be", "谁可以修改章程？\n会员大会。\n"),
        ("gb18030", "会员大会可以修改章程"),
        ("cp1252", "café détaillé"),
    ],
)  # fmt: skip
def test_encodings_of_organizers_programs(encoding: str, text: str) -> None:
    found = decode(text.encode(encoding))
    assert found is not None
    assert found[0] == text
    assert found[1] == {"utf-8-sig": "utf-8"}.get(encoding, encoding)


def test_what_is_no_text_is_not_guessed() -> None:
    assert decode(b"\x00\x01\x02\x03\xff\xfe\x00\x09" * 8) is None
