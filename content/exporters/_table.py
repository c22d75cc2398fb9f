"""Lessons as the rows of one sheet, as our own reader of sheets takes them back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from content.exporters._beside import Beside
from content.exporters._texts import CHOICES, settles, without_pictures
from content.format.words import write_accepted
from content.forms.match import pair_of
from content.item import Item, Lesson

LONGEST_CELL = 32_767
"""Characters of a cell in XLSX (Excel specifications and limits)."""
MOST_OPTIONS = 26
KEEPS: frozenset[Beside] = frozenset({"points", "shuffle"})
_LETTERS = "ABCDEFGHIJKL"
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")

HEADS = {
    "en": ("Type", "Topic", "Question (Markdown)", "Option {}", "Answer", "Explanation", "Points",
           "Shuffle", "Tags", "Id"),
    "zh": ("题型", "主题", "题目（Markdown）", "选项{}", "答案", "解析", "分值", "打乱", "标签",
           "编号"),
}  # fmt: skip
TYPES = {
    "en": {"single": "single", "multiple": "multiple", "truefalse": "single", "short": "short",
           "number": "number", "order": "order", "match": "match", "card": "card",
           "survey": "survey", "open": "open", "task": "task", "case": "case",
           "reading": "reading"},
    "zh": {"single": "单选题", "multiple": "多选题", "truefalse": "单选题", "short": "填空题",
           "number": "计算题", "order": "排序题", "match": "连线题", "card": "卡片",
           "survey": "调查", "open": "开放题", "task": "任务", "case": "案例", "reading": "阅读"},
}  # fmt: skip


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before it where it would be
    (OWASP, CSV injection), and before what our reader would take for such a one."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def takes(item: Item) -> bool:
    """Whether a row can hold the item: all but the largest, and those with pictures."""
    known = item.form in TYPES["en"] and without_pictures(item)
    parts = [item.text, item.back, item.explanation, *(option.text for option in item.options)]
    short = all(len(part) < LONGEST_CELL - 8 for part in (*parts, *map(_joined, item.pairs)))
    return known and short and max(len(item.options), len(item.pairs)) <= MOST_OPTIONS


def holds(item: Item) -> bool:
    """A reading keeps its text alone, and pairs must not themselves look like pairs."""
    if not takes(item) or not settles(item) or (item.form == "reading" and item.explanation):
        return False
    return all(pair_of(_joined(pair)) == pair for pair in item.pairs)


def rows(lessons: Sequence[Lesson]) -> Iterator[list[str]]:
    """The header, then an item a row."""
    taken = [item for lesson in lessons for item in lesson.items if takes(item)]
    chinese = sum(item.language.startswith("zh") for item in taken) * 2 > len(taken)
    width = max((max(len(item.options), len(item.pairs)) for item in taken), default=4)
    width = max(width, 4)
    marks = list(_LETTERS) if width <= len(_LETTERS) else [str(n + 1) for n in range(MOST_OPTIONS)]
    heads = HEADS["zh" if chinese else "en"]
    options = [heads[3].format(mark) for mark in marks[:width]]
    yield [*heads[:3], *options, *heads[4:]]
    for item in taken:
        yield [safe(cell) for cell in _row(item, width, marks, "zh" if chinese else "en")]


def _row(item: Item, width: int, marks: Sequence[str], language: str) -> list[str]:
    options = [option.text for option in item.options] or [_joined(pair) for pair in item.pairs]
    return [
        TYPES[language][item.form],
        item.head.title,
        item.text,
        *options,
        *[""] * (width - len(options)),
        _answer(item, marks),
        item.explanation,
        str(item.points) if item.points != 1 else "",
        ("是" if language == "zh" else "yes") if item.shuffle else "",
        ", ".join(item.head.tags),
        item.id,
    ]


def _answer(item: Item, marks: Sequence[str]) -> str:
    if item.form in CHOICES:
        return ",".join(
            mark for mark, option in zip(marks, item.options, strict=False) if option.right
        )
    if item.form == "card":
        return item.back
    if item.form == "number" and item.tolerance is not None:
        return f"{item.answers[0]} ± {item.tolerance}"
    if item.form == "short":
        return write_accepted(item.answers, item.language)
    return "\n".join(item.answers)


def _joined(pair: tuple[str, str]) -> str:
    left, right = pair
    sign = "=" if pair_of(f"{left} = {right}") == pair else "→"
    return f"{left} {sign} {right}"
