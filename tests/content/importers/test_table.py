"""Question tables as people and other programs lay them out: each with what must come of it."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from bot.workshop.samples import table as template
from content.importers import Import, Refused, Source, imported, native_files, told
from content.item import Item

BOOKS = Path(__file__).parent / "books"


def of(text: str, name: str = "bank.csv", encoding: str = "utf-8") -> Import:
    return imported(Source(name, text.encode(encoding)))


def book(*sheets: tuple[str, Sequence[Sequence[object]]]) -> Source:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    made.save(out)
    return Source("bank.xlsx", out.getvalue())


def items(result: Import) -> list[Item]:
    return [item for lesson in result.lessons for item in lesson.items]


def right(result: Import) -> list[list[str]]:
    return [[o.text for o in item.options if o.right] for item in items(result)]


def left(result: Import) -> list[tuple[int, str]]:
    return [(said.place, said.code) for said in result.left_out]


# --- layouts ------------------------------------------------------------------------------------


def test_a_chinese_bank_with_every_kind() -> None:
    result = of(
        """题型,题干,选项A,选项B,选项C,选项D,答案,解析,难度
单选题,以下哪个是操作系统？,Windows,Python,Excel,TCP/IP,A,操作系统管理硬件,易
多选题,哪些是水果？,苹果,香蕉,石头,,A、B,,中
判断题,地球是圆的。,,,,,正确,,易
判断题,地球是方的。,正确,错误,,,B,,易
填空题,中国的首都是____。,,,,,北京|北京市,,易
填空题,____和____都是颜色。,,,,,红;蓝,,易
简答题,谈谈你的看法。,,,,,言之成理即可,,难
计算题,3 + 4 = ?,,,,,7,,易
""",
        encoding="gb18030",
    )
    assert [item.form for item in items(result)] == [
        "single", "multiple", "truefalse", "truefalse", "short", "open", "open", "number",
    ]  # fmt: skip
    assert right(result)[:4] == [["Windows"], ["苹果", "香蕉"], ["正确"], ["错误"]]
    assert items(result)[4].answers == ("北京", "北京市")
    assert not result.left_out
    assert {said.code for said in result.notes} == {"encoding-guessed", "several-gaps-open"}


KAHOOT = [
    (), (None, "Quiz template"), (None, "Add questions and at least two answers"), (), (), (), (),
    ("", "Question - max 120 characters", "Answer 1 - max 75 characters",
     "Answer 2 - max 75 characters", "Answer 3 - max 75 characters",
     "Answer 4 - max 75 characters",
     "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
     "Correct answer(s) - choose at least one"),
    (1, "2 + 2?", 4, 2, 3, 1, 20, 1),
    (2, "Which are even?", 1, 2, 3, 4, 20, "2,4"),
    (3, "Both?", "x", "y", None, None, 5, 1.2),
    (4, "Never asked", "x", "y", None, None, 5, 3),
    (5, None, None, None, None, None, None, None),
]  # fmt: skip


def test_kahoots_template_with_its_header_in_row_8_counts_answers() -> None:
    """Its answers are numbers even where an option reads `1` or `2`."""
    result = imported(book(("Sheet1", KAHOOT)))
    assert right(result) == [["4"], ["2", "4"], ["x", "y"]]
    assert left(result) == [(12, "answer-without-option")]


def test_blookets_template() -> None:
    result = of(
        '"Blooket\nImport Template",,,,,,,\n'
        'Question #,Question Text,Answer 1,Answer 2,"Answer 3\n(Optional)","Answer 4\n(Optional)",'
        '"Time Limit (sec)\n(Max: 300 seconds)","Correct Answer(s)\n(Only include Answer #)"\n'
        '1,2+2?,4,2,3,1,20,1\n2,Even?,1,2,3,4,20,"2,4"\n'
    )
    assert [item.text for item in items(result)] == ["2+2?", "Even?"]
    assert right(result) == [["4"], ["2", "4"]]


def test_quizizzs_sheet() -> None:
    head = ("Question Text", "Question Type", "Option 1", "Option 2", "Option 3", "Correct Answer",
            "Time in seconds", "Image Link", "Answer explanation")  # fmt: skip
    result = imported(book(("Sheet1", [
        head,
        ("Capital of France?", "Multiple Choice", "Paris", "Rome", "Bonn", 1, 30, "", "Since 987."),
        ("Which are red?", "Checkbox", "rose", "sky", "blood", "1,3", 30, "", ""),
        ("The chair ___ the meeting", "Fill-in-the-Blank", "leads", "chairs", "", "", 30, "", ""),
        ("Your opinion?", "Open-Ended", "", "", "", "", 60, "", ""),
        ("Which first?", "Poll", "tea", "coffee", "", "", 30, "https://x.example/a.png", ""),
        ("Draw it", "Draw", "", "", "", "", 30, "", ""),
    ])))  # fmt: skip
    forms = [item.form for item in items(result)]
    assert forms == ["single", "multiple", "short", "open", "survey"]
    assert items(result)[0].explanation == "Since 987."
    assert items(result)[2].answers == ("leads", "chairs")
    assert left(result) == [(7, "kind-unknown")]
    assert [said.code for said in result.notes] == ["pictures-remote"]


def test_gimkits_right_and_wrong_answers() -> None:
    result = of(
        "Gimkit Spreadsheet Import Template,,,,\n"
        "Question,Correct Answer,Incorrect Answer 1,Incorrect Answer 2 (Optional)\n"
        "Capital of France?,Paris,Rome,Bonn\n"
    )
    assert right(result) == [["Paris"]] and items(result)[0].shuffle


def test_terms_and_definitions_are_cards() -> None:
    [card] = items(of("Term\tDefinition\nquorum\thow many must be there\n", "terms.tsv"))
    assert (card.form, card.text, card.back) == ("card", "quorum", "how many must be there")


def test_our_own_template_comes_back_in_both_languages() -> None:
    for language in ("en", "zh"):
        result = imported(Source("questions.xlsx", template(language)))
        assert [item.form for item in items(result)] == ["single", "multiple", "truefalse"]
        assert not result.left_out


def test_sheets_merged_cells_and_sections() -> None:
    made = openpyxl.Workbook()
    first = made.active
    assert first is not None
    first.title = "单选题"
    for row in [("章节", "题目", "A", "B", "答案"), ("第一章", "一？", "甲", "乙", "A"),
                (None, "二？", "甲", "乙", "B"), (None, None, None, None, None),
                ("第二章", "三？", "甲", "乙", "A")]:  # fmt: skip
        first.append(row)
    first.merge_cells("A2:A3")
    second = made.create_sheet("判断题")
    for row in [("题目", "答案"), ("对吗？", "√"), ("错吗？", "B")]:
        second.append(row)
    made.create_sheet("说明").append(["只是说明"])
    out = io.BytesIO()
    made.save(out)
    result = imported(Source("题库.xlsx", out.getvalue()))
    assert [(lesson.head.title, len(lesson.items)) for lesson in result.lessons] == [
        ("第一章", 2), ("第二章", 1), ("判断题", 2),
    ]  # fmt: skip
    assert [said.code for said in result.notes] == ["table-sheet-without-header"]


def test_an_old_excel_book_is_read() -> None:
    result = imported(Source("old.xls", (BOOKS / "old.xls").read_bytes()))
    assert right(result) == [["y"], ["1"]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_every_encoding_and_separator(encoding: str, sign: str) -> None:
    rows = [("题目", "选项A", "选项B", "正确答案"), ("谁主持会议？", "主席", "秘书", "A")]
    text = "\r\n".join(sign.join(row) for row in rows)
    assert right(of(text, encoding=encoding)) == [["主席"]]


# --- options and answers -------------------------------------------------------------------------

ONE_CELL = [
    "A. red B. green C. blue", "A、red\nB、green\nC、blue", "red|green|blue", "red; green; blue",
    "red\ngreen\nblue", '["red", "green", "blue"]', "red、green、blue",
]  # fmt: skip


@pytest.mark.parametrize("options", ONE_CELL)
def test_options_in_one_cell(options: str) -> None:
    result = imported(book(("S", [("题目", "选项", "答案"), ("Which?", options, "AC")])))
    [item] = items(result)
    assert [option.text for option in item.options] == ["red", "green", "blue"]
    assert right(result) == [["red", "blue"]]


@pytest.mark.parametrize(
    "answer",
    ["A,C", "AC", "A、C", "a c", "A;C", "A/C", "A and C", "(A)、(C)", "1;3", "1,3", "1.3",
     "13", "选项A,选项C", "red;blue", "red, blue", "red\nblue", "red|blue", "甲丙", "ＡＣ"],
)  # fmt: skip
def test_several_right_answers_however_they_are_written(answer: str) -> None:
    rows = [("Question", "Option A", "Option B", "Option C", "Answer"),
            ("Which?", "red", "green", "blue", answer)]  # fmt: skip
    assert right(imported(book(("S", rows)))) == [["red", "blue"]]


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [
        (("1", "2"), ["2", "6"]),  # numbers of options, though `2` is an option too
        (("8", "5"), ["8", "5"]),  # words
        (("D", "A"), ["8", "5"]),  # letters
    ],
)
def test_a_file_keeps_to_one_way_of_answering(answers: tuple[str, str], wanted: list[str]) -> None:
    text = "Question,Option A,Option B,Option C,Option D,Answer\n"
    text += f"One?,2,4,6,8,{answers[0]}\nTwo?,5,6,7,9,{answers[1]}\n"
    assert right(of(text)) == [[one] for one in wanted]


def test_answers_that_count_from_nought_are_seen_as_such() -> None:
    text = "question,option_0,option_1,option_2,answer\nQ?,a,b,c,0\nR?,a,b,c,2\n"
    assert right(of(text)) == [["a"], ["c"]]


def test_a_letter_names_its_column_even_where_one_before_it_is_empty() -> None:
    text = "Question,Option A,Option B,Option C,Answer\nQ?,a,,c,C\n"
    assert right(of(text)) == [["c"]]


def test_what_a_spreadsheet_made_of_numbers_and_dates() -> None:
    rows = [("Question", "Option A", "Option B", "Option C", "Answer"),
            ("Half?", datetime.date(2026, 1, 2), 12.0, 0.1, "A")]  # fmt: skip
    result = imported(book(("S", rows)))
    assert [option.text for option in items(result)[0].options] == ["2026-01-02", "12", "0.1"]
    assert [(said.place, said.code) for said in result.notes] == [(2, "table-date")]


def test_numbers_with_a_tolerance() -> None:
    text = "Type,Question,Answer,Tolerance\nnumber,How many?,12.0,0.5\nnumber,Share?,33.3 ± 1,\n"
    first, second = items(of(text))
    assert (first.answers, str(first.tolerance)) == (("12.0",), "0.5")
    assert (second.answers, str(second.tolerance)) == (("33.3",), "1")


def test_pairs_and_steps() -> None:
    text = "Type,Question,Option 1,Option 2,Option 3\n"
    text += "match,Who does what?,Chair = leads,Secretary = writes,\norder,Which first?,one,two,3\n"
    match, order = items(of(text))
    assert match.pairs == (("Chair", "leads"), ("Secretary", "writes"))
    assert [step.text for step in order.options] == ["one", "two", "3"]


def test_signs_of_markup_are_words_and_html_is_not() -> None:
    text = "Question,Option A,Option B,Answer\nWhat is 2*3*4?,<b>24</b>,a_b_c,A\n"
    [item] = items(of(text))
    assert item.text == r"What is 2\*3\*4?"
    assert item.options[0].text == "**24**"


# --- what is left out, and again -----------------------------------------------------------------


def test_every_row_that_is_left_out_is_told_with_its_reason() -> None:
    result = of(
        "Question,Option A,Option B,Correct answer\n"
        "Good?,a,b,A\n\nNo key,a,b,\nNo such,a,b,D\n,a,b,A\nOne only,a,,A\nNothing,,,\n"
    )
    assert result.taken == 1
    assert left(result) == [
        (4, "no-right-answer"), (5, "answer-without-option"), (6, "no-text"), (7, "one-option"),
        (8, "no-answer"),
    ]  # fmt: skip
    assert told(result.left_out[1], "en", "row") == (
        "row 5, “No such”: the answer D is none of the options."
    )


def test_a_quotation_mark_never_closed_is_told() -> None:
    result = of('Question,Option A,Option B,Answer\nGood?,a,b,A\n"Open,a,b,A\nLost?,a,b,B\n')
    assert (3, "table-open-quote") in left(result)


def test_a_table_without_a_header_is_refused_with_what_to_write() -> None:
    with pytest.raises(Refused) as refused:
        of("Who leads?,chair,secretary,A\nWho writes?,chair,secretary,B\n")
    assert refused.value.code == "table-no-header"
    assert "Option A" in told(refused.value, "en") and "选项A" in told(refused.value, "zh")


def test_importing_again_writes_the_same_files_and_keeps_the_ids() -> None:
    text = "编号,题目,选项A,选项B,答案\nT7,谁主持？,主席,秘书,A\nT9,谁记录？,主席,秘书,B\n"
    once, changed = of(text), of(text.replace("谁主持", "由谁主持"))
    assert native_files(once) == native_files(of(text))
    assert [item.id for item in items(once)] == [item.id for item in items(changed)]


def test_mere_row_numbers_are_no_ids() -> None:
    """They move when a row is put in between, and answers would go to another question."""
    text = "id,Question,Option A,Option B,Answer\n1,Q?,a,b,A\n2,R?,a,b,B\n"
    assert not [item.id for item in items(of(text)) if item.id.endswith(("#1", "#2"))]
