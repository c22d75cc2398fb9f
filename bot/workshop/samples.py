"""Examples to begin with: lessons to copy, and a table to fill in."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import content

EXAMPLES = Path(content.__file__).parent / "examples"
ROWS = 300
"""Rows of the table that have drop-downs."""
LETTERS = "ABCDEF"

_HEADS = {
    "en": ("Question", "Type", *(f"Option {one}" for one in LETTERS), "Correct answer",
           "Explanation", "Topic"),
    "zh": ("题目", "题型", *(f"选项{one}" for one in LETTERS), "答案", "解析", "主题"),
}  # fmt: skip
_TYPES = {
    "en": ("single choice", "multiple choice", "true/false", "short answer"),
    "zh": ("单选题", "多选题", "判断题", "填空题"),
}
_FILLED = {
    "en": (
        ("Who can change our bylaws?", "single choice", "The board", "The general meeting",
         "Any three members", "", "", "", "B", "Bylaws belong to all.", "meetings"),
        ("What belongs in the minutes?", "multiple choice", "Decisions", "The date", "Gossip",
         "", "", "", "A,B", "", "meetings"),
        ("A member who moved abroad can still vote.", "true/false", "", "", "", "", "", "",
         "TRUE", "", "meetings"),
    ),
    "zh": (
        ("谁可以修改章程？", "单选题", "理事会", "全体大会", "任意三名成员", "", "", "", "B",
         "章程属于全体成员。", "会议"),
        ("会议记录里应写什么？", "多选题", "决定", "日期", "闲话", "", "", "", "AB", "", "会议"),
        ("搬到外地的成员仍可投票。", "判断题", "", "", "", "", "", "", "对", "", "会议"),
    ),
}  # fmt: skip
_HELP = {
    "en": ("How to fill it in", (
        "One question a row. Write over the three examples.",
        "The answer is the letter of the right option; several: A,C. True or false: TRUE or FALSE.",
        "A short answer has no options; write what is right, several ways of it with ; between.",
        "The explanation is shown after answering. Type and topic may stay empty.",
        "Send the saved file to the bot. It says what it understood before anything changes.",
    )),
    "zh": ("填写方法", (
        "每行一道题。请直接改写三个例子。",
        "答案写正确选项的字母，多选写 AC；判断题写 对 或 错。",
        "填空题没有选项，直接写正确答案，多种写法用 ; 隔开。",
        "解析在作答后显示。题型和主题可以不填。",
        "保存后把文件发给机器人。改动之前，它会先告诉你读到了什么。",
    )),
}  # fmt: skip


HELP_SHEETS = tuple(title for title, _ in _HELP.values())
"""What the sheet that says how is called, in each language."""


def examples() -> list[tuple[str, bytes]]:
    """The eight lessons and their picture, by path."""
    return [
        (path.relative_to(EXAMPLES).as_posix(), path.read_bytes())
        for path in sorted(EXAMPLES.rglob("*"))
        if path.is_file() and path.name != "README.md"
    ]


def table(language: str) -> bytes:
    """An XLSX with a sheet to fill in, drop-downs in it, and a sheet that says how."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no types

    known = "zh" if language.startswith("zh") else "en"
    made = io.BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#E8EEF7"})
        wrap = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        sheet = book.add_worksheet("题目" if known == "zh" else "Questions")
        sheet.set_column(0, 0, 45, wrap)
        sheet.set_column(1, 8, 18, wrap)
        sheet.set_column(9, 10, 30, wrap)
        sheet.freeze_panes(1, 1)
        for at, row in enumerate((_HEADS[known], *_FILLED[known])):
            for column, value in enumerate(row):
                sheet.write_string(at, column, value, None if at else bold)
        answers = [*LETTERS, *(("对", "错") if known == "zh" else ("TRUE", "FALSE"))]
        _drop_down(sheet, 1, _TYPES[known])
        _drop_down(sheet, 8, answers)
        title, lines = _HELP[known]
        told = book.add_worksheet(title)
        told.set_column(0, 0, 100, wrap)
        for at, line in enumerate(lines):
            told.write_string(at, 0, line)
    return made.getvalue()


class _Sheet(Protocol):
    """What a drop-down needs of a sheet."""

    def data_validation(self, *args: object) -> object: ...


def _drop_down(sheet: _Sheet, column: int, values: Sequence[str]) -> None:
    """Offers values and takes others too: an answer may be `A,C`."""
    sheet.data_validation(1, column, ROWS, column, {
        "validate": "list", "source": list(values), "error_type": "information",
    })  # fmt: skip
