"""Whatever the text, it gives lessons or problems: no exception, no endless work."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from content.format.decode import decode
from content.format.lesson import read
from content.format.lines import lines_of
from content.forms import FORMS
from content.history.version import freeze, thaw, version_of
from content.item import Item, LessonId
from content.sentences import told

EXAMPLES = sorted((Path(__file__).parents[2] / "content" / "examples").glob("*.md"))
SIGNS = "[]()#:：;，、.>-=→*`~xX×√ AB12é题目问\n\r\t\\\"'|{}%\u2060\u200b￥"
WORDS = [
    "# Question: ", "# 问题：", "# Order:", "# Match:", "# Card:", "# Survey:", "# Task:",
    "# Open question:", "- [x] ", "- [ ] ", "- [?", "A. ", "B) ", "（C）", "Answer: ", "答案：",
    "【答案】", "Explanation: ", "解析：", "Points: ", "Follow-up: ", "Id: ", "---\n", "title: ",
    "send: ", "tags:\n  - ", "> ", "```\n", "![a](b.png)", "[a](http://b)",
    "1. ", "12 ± ", "１２", "四十", "true", "\n", "\n\n", "  ", "; ", ", ",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=400),
    st.text(SIGNS, max_size=400),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(SIGNS, max_size=6)), max_size=60).map(
        "".join
    ),
)


def check(text: str) -> tuple[Item, ...]:
    lesson, problems = read(text, "x.en.md", LessonId("x"), "en")
    lines = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    for problem in problems:
        assert 1 <= problem.line <= lines
        assert told(problem, "en") and told(problem, "zh")
    assert lesson is not None or problems
    return lesson.items if lesson else ()


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_any_text_gives_items_or_problems(text: str) -> None:
    for item in check(text):
        form = FORMS[item.form]
        form.ask(item)
        assert thaw(freeze(item)) == item


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_what_is_read_can_be_written_and_read_again(text: str) -> None:
    """But for a code block that never ends: writing gives its first line a backslash."""
    assume(lines_of(text)[1] is None)
    for item in check(text):
        [again] = check("---\ntitle: x\n---\n\n" + FORMS[item.form].write(item, "en"))
        assert version_of(again) == version_of(item)
        assert (again.explanation, again.points) == (item.explanation, item.points)
        assert again.id == item.id


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_not(data: bytes) -> None:
    decoded = decode(data)
    if decoded:
        check(decoded[0])


@pytest.mark.parametrize(
    "piece",
    ["[", "[x](", "- [", "- [ ] ", "# ", "# Question: ", "`", "**", "> ", "A. B. ", "---\n", "a: ",
     "Answer: ", "1", "1,", "四", "\\", "<a:", "![](", "- a = ", "第", " ", "\t", "((((", "题" * 9,
     "# Quetion: x\n- [x]", "- [ ] a\n", "- a = b\n"],
)  # fmt: skip
def test_a_quarter_of_a_megabyte_of_anything_is_read_in_seconds(piece: str) -> None:
    text = piece * (256 * 1024 // len(piece))
    for whole in (text, f"---\nsend: {text}\n---\n", f"# Question: a\n\nAnswer: {text}\n"):
        begun = process_time()
        check(whole)
        assert process_time() - begun < 5


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_with_a_few_signs_changed(path: Path) -> None:
    draw = random.Random(path.stem)
    source = path.read_text(encoding="utf-8")
    for _ in range(150):
        text = list(source)
        for _ in range(draw.randint(1, 8)):
            place = draw.randrange(len(text))
            text[place] = draw.choice(["", text[place] * 2, draw.choice(SIGNS), draw.choice(WORDS)])
        check("".join(text))


@pytest.mark.parametrize("sign", [":", "："])
def test_an_explanation_that_begins_with_a_colon_keeps_it(sign: str) -> None:
    [item] = check("# Question: Say?\n\n- [x] A\n- [ ] B\n")
    written = FORMS[item.form].write(replace(item, explanation=f"{sign} so"), "en")
    [again] = check(written)
    assert again.explanation.lstrip("\\\u2060") == f"{sign} so"
