"""How lettered question banks are laid out elsewhere: each layout once, with questions of ours."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.content.importers.reading import asked, items, left, notes, taken

TWO = ["single: 谁主持会议？ | [主席] 秘书", "single: 谁管账？ | 主席 [司库]"]
ENGLISH = ["single: Who leads? | [The chair] The cook", "single: Who pays? | Nobody [Everybody]"]

PLAIN = {
    "answers on the line of their heading": (
        "1. 谁主持会议？\nA. 主席 B. 秘书\n2. 谁管账？\nA. 主席 B. 司库\n参考答案：1.A 2.B\n",
        TWO,
    ),
    "answers in English on one line": (
        "1. Who leads?\n(A) The chair  (B) The cook\n2. Who pays?\n(A) Nobody  (B) Everybody\n\n"
        "ANSWER KEY: 1. (A)  2. (B)\n",
        ENGLISH,
    ),
    "answers behind dashes": (
        "1. Who leads?\nA) The chair\nB) The cook\n2. Who pays?\nA) Nobody\nB) Everybody\n"
        "Answer Key: 1-A, 2-B\n",
        ENGLISH,
    ),
    "a run of answers between the questions": (
        "1. 谁主持会议？\nA. 主席 B. 秘书\n1-1：A\n2. 谁管账？\nA. 主席 B. 司库\n2-2：B\n",
        TWO,
    ),
    "a table of answers": (
        "1. 谁主持会议？\nA. 主席 B. 秘书\n2. 谁管账？\nA. 主席 B. 司库\n"
        "参考答案\n题号\t1\t2\n答案\tA\tB\n",
        TWO,
    ),
    "letters without a sign": (
        "1. 谁主持会议？\nA 主席 B 秘书\n2. 谁管账？\nA主席\nB司库\n答案\n1-2 AB\n",
        TWO,
    ),
    "an option that names the next letter": (
        "1. 哪一条对？\nA. 收回后，B、C 两人都失去资格\nB. 收回后，B、C 两人保留资格\n答案：B\n",
        ["single: 哪一条对？ | 收回后，B、C 两人都失去资格 [收回后，B、C 两人保留资格]"],
    ),
    "judged in brackets by letters, numbers missing": (
        "一、判断题\n1、 会员可以退社。（ Y ）\n2、 来宾可以投票。 （ X ）\n"
        "5、 章程人人可读。（√）了解\n",
        [
            "truefalse: 会员可以退社。（ ） | [正确] 错误",
            "truefalse: 来宾可以投票。 （ ） | 正确 [错误]",
            "truefalse: 章程人人可读。（ ）了解 | [正确] 错误",
        ],
    ),
    "judged at the end of the line": (
        "三、判断题\n1. 会员可以退社 Y\n2. 来宾可以投票N\n",
        ["truefalse: 会员可以退社 | [正确] 错误", "truefalse: 来宾可以投票 | 正确 [错误]"],
    ),
    "answers behind the statements": (
        "1．会员可以退社。答案：√\n2．来宾可以投票。答案：×\n",
        ["truefalse: 会员可以退社。 | [正确] 错误", "truefalse: 来宾可以投票。 | 正确 [错误]"],
    ),
    "options in numbers": (
        "71.\tWho may vote?\n(1)\tMembers\n(2)\tGuests\nAnswer Key: 1\t\n",
        ["single: Who may vote? | [Members] Guests"],
    ),
    "options in rings": (
        "1. 谁可以投票？\n① 会员\n② 来宾\n答案：②\n2. 一人几票？\n① 一票\n② 两票\n答案：①\n",
        ["single: 谁可以投票？ | 会员 [来宾]", "single: 一人几票？ | [一票] 两票"],
    ),
    "bullets of a printed page": (
        "Q1.  [MCQ] \n\nWho leads?\n\n• \nA.  The chair \n• \nB.  The cook \n\n"
        "  Correct answer: A \n\n"
        "Q2. [MCQ]\nWho pays?\nA. Nobody\nB. Everybody\nCorrect answer: B\n",
        ENGLISH,
    ),
    "the answer on the line below its label": (
        "1. 谁主持会议？\nA. 主席\nB. 秘书\n答案\nA\n2. 谁管账？\nA. 主席\nB. 司库\n答案\nB\n",
        TWO,
    ),
}


@pytest.mark.parametrize("layout", list(PLAIN))
def test_a_layout_of_plain_text_is_read(layout: str) -> None:
    text, questions = PLAIN[layout]
    result = taken(text, "bank.txt")
    assert asked(text, "bank.txt") == questions
    assert left(result) == []


MARKDOWN = {
    "bold numbers and letters, the answer folded away": """
        ### 🟢 **Question 1:** Who leads?

        **A)** The chair
        **B)** The cook

        <details>
        <summary>🎯 Click to see the answer</summary>

        **✅ Correct Answer: A) The chair**

        _Explanation: So the bylaws say._

        </details>

        ### 🟢 **Question 2:** Who pays?

        **A)** Nobody
        **B)** Everybody

        **✅ Correct Answer: B) Everybody**
        """,
    "headings like ours, the answer in a note": """
        ### Question 1

        Who leads?

        A. The chair

        B. The cook

        > [!question]- Show answer
        > **Correct Answer: A.** So the bylaws say.

        ### Question 2

        Who pays?

        A. Nobody

        B. Everybody

        > [!question]- Show answer
        > **Correct Answer: B.**
        """,
    "a title that is a keyword of ours": """
        # Quiz: Module 5 - Meetings

        **Question 1**

        Who leads?

        - A) The chair
        - B) The cook

        Correct Answer: A) The chair
        Explanation: So the bylaws say.

        **Question 2**

        Who pays?

        - A) Nobody
        - B) Everybody

        Correct Answer: B) Everybody
        """,
}


@pytest.mark.parametrize("layout", list(MARKDOWN))
def test_a_layout_of_markdown_is_read(layout: str) -> None:
    text = dedent(MARKDOWN[layout])
    result = taken(text, "bank.md")
    assert asked(text, "bank.md") == ENGLISH
    assert items(result)[0].explanation == "So the bylaws say."
    assert left(result) == []


def test_answers_gathered_in_folds_by_section_are_found() -> None:
    text = """
    ## 一、单选题（每题 2 分）

    **4. 谁主持会议？（　）**
    A. 主席
    B. 秘书

    ## 二、判断题

    **4. 来宾可以投票。（　）**

    ## 三、简答题

    **1. 会议有哪几步？**

    ## 答案与解析

    <details>
    <summary>单选题答案与解析</summary>

    4. **A**。章程写明。

    </details>
    <details>
    <summary>判断题答案与解析</summary>

    4. **×**。只有会员可以。

    </details>
    <details>
    <summary>简答题参考答案</summary>

    **1. 要点：**
    签到，议事，表决。

    </details>
    """
    result = taken(dedent(text), "bank.md")
    assert asked(dedent(text), "bank.md") == [
        "single: 谁主持会议？（\u3000） | [主席] 秘书",
        "truefalse: 来宾可以投票。（\u3000） | 正确 [错误]",
        "open: 会议有哪几步？ | 签到，议事，表决。",
    ]
    assert [item.explanation for item in items(result)] == ["章程写明。", "只有会员可以。", ""]


def test_answers_gathered_after_each_chapter_are_for_that_chapter() -> None:
    chapter = "第{}章\n一、单选题\n1. {}？\nA. 主席\nB. 秘书\n参考答案\n1. {}\n"
    text = chapter.format("一", "谁主持会议", "A") + chapter.format("二", "谁记录", "B")
    assert asked(text, "bank.txt") == [
        "single: 谁主持会议？ | [主席] 秘书",
        "single: 谁记录？ | 主席 [秘书]",
    ]


def test_a_gathered_answer_is_for_the_section_that_wants_it() -> None:
    """Two sections are called alike; the answers of the first stand with its questions."""
    text = """
    一、单项选择题
    1.谁主持会议？
    A.主席
    B.秘书
    【答案】A
    3.谁记录？
    A.主席
    B.秘书
    二、多项选择题
    1.谁可以投票？
    A.会员
    B.理事
    C.来宾
    【答案】A、B
    一、单项选择题
    1.谁管账？
    A.主席
    B.司库
    参考答案及解析
    一、单项选择题
    1.B
    【解析】见章程。
    """
    result = taken(dedent(text), "bank.txt")
    assert asked(dedent(text), "bank.txt") == [
        "single: 谁主持会议？ | [主席] 秘书",
        "multiple: 谁可以投票？ | [会员] [理事] 来宾",
        "single: 谁管账？ | 主席 [司库]",
    ]
    assert left(result) == ["line 7, “谁记录？”: no answer is marked right."]


def test_points_below_an_open_question_are_its_model_and_no_questions() -> None:
    text = """
    三：简答题（60分）

    2：会议开不起来怎么办？（写出两点）

    1.确认通知是否发出
    2.问问大家的时间

    3：什么是法定人数？
    答：决议有效所需的最少人数。
    """
    result = taken(dedent(text), "bank.txt")
    assert asked(dedent(text), "bank.txt") == [
        "open: 会议开不起来怎么办？（写出两点） | 1.确认通知是否发出 2.问问大家的时间",
        "open: 什么是法定人数？ | 决议有效所需的最少人数。",
    ]
    assert notes(result) == ["lettered-model-below"]


def test_a_judgement_with_its_reason_is_a_judgement() -> None:
    text = """
    **第5题**（k5, k6）[判断题, 5分]

    来宾可以投票。（ √ / × ）

    > 答案：×（只有会员可以）

    **第9题**（k5）[判断题, 5分]

    会员可以退社。

    > 答案：√
    """
    result = taken(dedent(text), "bank.md")
    assert asked(dedent(text), "bank.md") == [
        "truefalse: 来宾可以投票。（ √ / × ） | 正确 [错误]",
        "truefalse: 会员可以退社。 | [正确] 错误",
    ]
    assert items(result)[0].explanation == "只有会员可以"


def test_an_option_without_a_question_is_left_out() -> None:
    text = "A) Not begun\n\nANSWER: Not begun\n\nWho leads?\nA) The chair\nB) The cook\nANSWER: A\n"
    result = taken(text, "bank.txt")
    assert asked(text, "bank.txt") == ENGLISH[:1]
    assert left(result) == ["line 1, “A) Not begun”: there is no question, only answers."]
