"""Question banks in letters, English and Chinese, however their answers are laid out."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.content.importers.reading import asked, items, left, notes, taken

BANKS = {
    "aiken": (
        """
        Who leads the meeting?
        A. The cook
        B. The chair
        ANSWER: B
        Who writes
        the minutes?
        A) The secretary
        B) Nobody

        ANSWER: A
        """,
        [
            "single: Who leads the meeting? | The cook [The chair]",
            "single: Who writes\nthe minutes? | [The secretary] Nobody",
        ],
    ),
    "numbers, several letters, explanation": (
        """
        History of the club

        1. Who founded it?
        (a) Ann
        (b) Bob
        Answer: b
        Explanation: Bob did,
        in 1920.

        2) Which are true?
        a. one
        b. two
        c. three
        Correct answers: A, C
        """,
        ["single: Who founded it? | Ann [Bob]", "multiple: Which are true? | [one] two [three]"],
    ),
    "the answer as text, and a mark": (
        """
        1. Who leads?
        A. Ann
        B. Bob
        Answer: Bob

        2. Who writes?
        *A. Ann
        B. Bob

        3. Who cooks?
        A. Ann
        B. Bob (correct)
        """,
        [
            "single: Who leads? | Ann [Bob]",
            "single: Who writes? | [Ann] Bob",
            "single: Who cooks? | Ann [Bob]",
        ],
    ),
    "words and true or false": (
        """
        1. The earth is flat.
        Answer: False
        2. Capital of France?
        Answer: Paris
        3. Half of ten?
        Answer: 5
        """,
        [
            "truefalse: The earth is flat. | True [False]",
            "short: Capital of France? | Paris",
            "number: Half of ten? | 5",
        ],
    ),
    "a key at the end": (
        """
        1. One?
        A. a B. b C. c
        2. Two?
        A. a
        B. b
        3. Three?
        A. a
        B. b

        Answer Key
        1-2 CB
        3. A  Because it is.
        """,
        ["single: One? | a b [c]", "single: Two? | a [b]", "single: Three? | [a] b"],
    ),
    "Chinese, in brackets of the stem": (
        """
        1、谁主持会议？（ B ）
        A、秘书B、主席C、司库
        2．会议记录包括（ABD）。
        A．日期  B．地点
        C．闲聊  D．决议
        3. 地球是圆的。（√）
        4. 太阳从西边出来。（ 错 ）
        """,
        [
            "single: 谁主持会议？（ ） | 秘书 [主席] 司库",
            "multiple: 会议记录包括（ ）。 | [日期] [地点] 闲聊 [决议]",
            "truefalse: 地球是圆的。（ ） | [正确] 错误",
            "truefalse: 太阳从西边出来。（ ） | 正确 [错误]",
        ],
    ),
    "Chinese, below each question": (
        """
        一、单项选择题（每题2分）
        （1）谁主持会议？
        A. 秘书
        B. 主席
        【答案】B
        【解析】见章程第三条。
        （2）[多选题] 谁可以投票？
        A：会员
        B：理事
        C：客人
        正确答案：A、B
        二、判断题
        第1题 客人可以投票。
        答案：×
        三、填空题
        1. 法定人数是____人。
        答案：40；四十
        四、简答题
        1. 简述会议流程。
        参考答案：先签到，后议事。
        """,
        [
            "single: 谁主持会议？ | 秘书 [主席]",
            "multiple: 谁可以投票？ | [会员] [理事] 客人",
            "truefalse: 客人可以投票。 | 正确 [错误]",
            "short: 法定人数是____人。 | 40 四十",
            "open: 简述会议流程。 | 先签到，后议事。",
        ],
    ),
    "Chinese, gathered by section": (
        """
        一、单选题
        1. 甲？
        A. 一
        B. 二
        2. 乙？
        A. 一
        B. 二
        二、判断题
        1. 丙。
        2. 丁。

        参考答案
        一、单选题
        1-2 BA
        二、判断题
        1. √  2. ×
        """,
        [
            "single: 甲？ | 一 [二]",
            "single: 乙？ | [一] 二",
            "truefalse: 丙。 | [正确] 错误",
            "truefalse: 丁。 | 正确 [错误]",
        ],
    ),
    "Chinese, gathered on one line": (
        """
        1. 甲？
        A. 一 B. 二
        2. 乙？
        A. 一 B. 二
        3. 丙？
        A. 一 B. 二

        答案：1—2：BA 3. B
        """,
        ["single: 甲？ | 一 [二]", "single: 乙？ | [一] 二", "single: 丙？ | 一 [二]"],
    ),
    "Chinese, gathered behind full-width stops": (
        """
        1．甲？
        A．一　B．二
        2．乙？
        A．一　B．二

        参考答案
        1．B　2．A
        """,
        ["single: 甲？ | 一 [二]", "single: 乙？ | [一] 二"],
    ),
    "Chinese, each with its number behind one word": (
        """
        1．甲？
        A．一　B．二
        2．乙？
        A．一　B．二
        答案：1.B，2.A
        """,
        ["single: 甲？ | 一 [二]", "single: 乙？ | [一] 二"],
    ),
}


@pytest.mark.parametrize("bank", list(BANKS))
def test_every_question_of_a_bank_is_found(bank: str) -> None:
    text, questions = BANKS[bank]
    assert asked(dedent(text), "bank.txt") == questions


def test_explanations_go_on_over_lines() -> None:
    result = taken(dedent(BANKS["numbers, several letters, explanation"][0]), "bank.txt")
    assert items(result)[0].explanation == "Bob did,\nin 1920."
    assert result.lessons[0].head.title == "History of the club"


def test_an_explanation_in_the_key_is_kept() -> None:
    result = taken(dedent(BANKS["a key at the end"][0]), "bank.txt")
    assert [item.explanation for item in items(result)] == ["", "", "Because it is."]


def test_an_explanation_may_begin_in_bold() -> None:
    text = "1. Why?\nA. a\nB. b\nAnswer: A\nExplanation: **Concept:** it is.\n"
    assert items(taken(text, "bank.md"))[0].explanation == "**Concept:** it is."


def test_answers_below_a_second_list_of_numbers_are_found() -> None:
    text = """
    ## 2 Quiz Questions
    1.  What manages memory?
        a) The OS
        b) The hypervisor
    2.  Which is larger?
        a) A disk
        b) A cache

    ---

    ## Answers

    ### 1. 2 Quiz Questions - Answers
    1.  **Answer:** b) The hypervisor
        - **Concept:** It maps memory.
    2.  **Answer:** a) A disk
    """
    result = taken(dedent(text), "bank.md")
    assert [item.options[0].right for item in items(result)] == [False, True]
    assert items(result)[0].explanation == "**Concept:** It maps memory."


def test_what_has_no_answer_is_left_out_with_its_line() -> None:
    text = "1. One?\nA. a\nB. b\n2. Two?\nA. a\nB. b\nAnswer: D\n3. Three\nAnswer: x\n"
    result = taken(text, "b.txt")
    assert left(result) == [
        "line 1, “One?”: no answer is marked right.",
        "line 4, “Two?”: the answer D is none of the options.",
    ]
    assert result.taken == 1


def test_several_gaps_become_an_open_question() -> None:
    result = taken("1. 水由____和____组成。\n答案：氢；氧\n2. 冰是水。\n答案：对\n", "b.txt")
    assert [item.form for item in items(result)] == ["open", "truefalse"]
    assert notes(result) == ["several-gaps-open"]


def test_a_bank_in_markdown_keeps_its_markup() -> None:
    text = """
    ### 1. What does `print(2**3)` print?

    - A) 6
    - B) 8

    <details><summary>Answer</summary>

    **Answer:** B) 8

    **Explanation:** *Two* to the third.

    </details>
    """
    result = taken(dedent(text), "bank.md")
    assert asked(dedent(text), "bank.md") == ["single: What does `print(2**3)` print? | 6 [8]"]
    assert items(result)[0].explanation == "*Two* to the third."


def test_signs_of_plain_text_are_shown_as_they_are() -> None:
    [item] = items(taken("1. Is 2*3*4 = 24 <b>?\nA. yes\nB. no\nAnswer: A\n", "bank.txt"))
    assert item.text == r"Is 2\*3\*4 = 24 \<b>?"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_chinese_encodings_are_read(encoding: str) -> None:
    text = dedent(BANKS["Chinese, below each question"][0])
    assert asked(text.encode(encoding), "题库.txt") == BANKS["Chinese, below each question"][1]
