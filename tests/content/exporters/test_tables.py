"""Sheets that a spreadsheet opens without running, guessing or losing anything."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from tests.content.exporters.giving import back, given, items, lesson

STARTS = ["=", "+", "-", "@", "\t", "＝", "＋", "－", "＠", "'", "'="]
FORMULA = """---
title: =HYPERLINK("x")
---

# Question: Which of these is safe?

- [x] {}1+1
- [ ] 2 + 2
"""


def rows(name: str, start: str) -> list[list[str]]:
    data = given(name, [lesson(FORMULA.format(start))])
    if name == "csv":
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    assert all(cell.data_type in "sn" for row in sheet.iter_rows() for cell in row)
    return [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("name", ["csv", "xlsx"])
@pytest.mark.parametrize("start", STARTS)
def test_no_cell_is_a_formula_and_all_come_back(name: str, start: str) -> None:
    head, *body = rows(name, start)
    assert not [cell for row in body for cell in row if cell.startswith(tuple("=+-@\t\r＝＋－＠"))]
    assert len({len(row) for row in (head, *body)}) == 1
    one = lesson(FORMULA.format(start))
    [again] = items(back(name, [one]))
    assert again.options == one.items[0].options


def test_csv_says_that_it_is_utf_8_for_excel() -> None:
    data = given("csv", [lesson(FORMULA.format("é"))])
    assert data.startswith(b"\xef\xbb\xbf") and b"\r\n" in data


def test_numbers_and_dates_stay_words_in_a_sheet() -> None:
    text = "---\ntitle: T\n---\n\n# Question: When?\n\n- [x] 1/2\n- [ ] 007\n- [ ] 1E5\n"
    [again] = items(back("xlsx", [lesson(text)]))
    assert [option.text for option in again.options] == ["1/2", "007", "1E5"]


def test_a_chinese_lesson_has_a_chinese_header() -> None:
    text = "---\n标题：会议\n---\n\n# 判断题：主席主持会议。\n\n答案：正确\n"
    data = given("csv", [lesson(text, "zh")])
    assert data.decode("utf-8-sig").startswith("题型,主题,题目（Markdown）,选项A,选项B")
