"""GIFT is read as Moodle reads it; what Moodle passes over in silence is told."""

from __future__ import annotations

import pytest

from tests.content.importers.reading import asked, items, left, notes, taken

ONE = [
    ("Led by? {=chair ~cook}", "single: Led by? | [chair] cook"),
    ("Led by? {~cook =chair}.", "single: Led by? _____. | cook [chair]"),
    ("Minutes are {~sung =written} down.", "single: Minutes are _____ down. | sung [written]"),
    ("Which? {~%50%date ~%50%vote ~%-100%gossip}", "multiple: Which? | [date] [vote] gossip"),
    ("Which? {~%33.333%a ~%33.333%b ~%33.333%c ~d}", "multiple: Which? | [a] [b] [c] d"),
    ("It rains. {T}", "truefalse: It rains. | [True] False"),
    ("It rains. {FALSE}", "truefalse: It rains. | True [False]"),
    ("It rains. {\n  TRUE#no#yes\n}", "truefalse: It rains. | [True] False"),
    ("Who leads? {=chair =the chair}", "short: Who leads? | chair the chair"),
    ("Who leads? {chair}", "short: Who leads? | chair"),
    ("Sure? {=Yes}", "short: Sure? | Yes"),
    ("Year? {=1945}", "number: Year? | 1945"),
    ("A third of 60? {#20}", "number: A third of 60? | 20"),
    ("A third of 60? {#20:0.5}", "number: A third of 60? | 20±0.5"),
    ("One to five? {#1..5}", "number: One to five? | 3±2"),
    ("Born? {#=1822:0 =%50%1822:2}", "number: Born? | 1822"),
    ("Born? {#1822:5~#far off}", "number: Born? | 1822±5"),
    ("One or two? {#=1 =2}", "short: One or two? | 1 2"),
    ("Who? {=a -> 1 =b -> 2}", "match: Who? | a=1 b=2"),
    ("Who? {=a->1 =b->2 = -> 3}", "match: Who? | a=1 b=2"),
    ("Why? {}", "open: Why?"),
    ("Why? {####Because.}", "open: Why?"),
    ("Read this first.", "reading: Read this first."),
    (r"Five? {~ \= 2 + 2 = \= 2 + 3}", "single: Five? | = 2 + 2 [= 2 + 3]"),
    (r"Code? {=if \{x\} \~ \#1\: ~no}", "single: Code? | [if {x} ~ #1:] no"),
    (r"Two\nlines {T}", "truefalse: Two\nlines | [True] False"),
    ("[html]<p>A <b>bold</b> one</p> {T}", "truefalse: A **bold** one | [True] False"),
    ("[markdown]A **bold** one {T}", "truefalse: A **bold** one | [True] False"),
    ("[plain]A *plain* one {T}", r"truefalse: A \*plain\* one | [True] False"),
    ("[sic] stays {T}", "truefalse: [sic] stays | [True] False"),
    ("::T1::Titled {T}", "truefalse: Titled | [True] False"),
    ("::half titled {T}", "truefalse: half titled | [True] False"),
    ("// a comment\nSeen {T}\n// and one below", "truefalse: Seen | [True] False"),
    ("谁主持？{=主席 ~厨师}", "single: 谁主持？ | [主席] 厨师"),
    ("下雨了。{T}", "truefalse: 下雨了。 | [正确] 错误"),
]


@pytest.mark.parametrize(("text", "question"), ONE, ids=[text for text, _ in ONE])
def test_a_block_becomes_the_question_that_moodle_sees(text: str, question: str) -> None:
    assert asked(text, "quiz.gift") == [question]


FAULTS = [
    ("Open { only", "there is only one of the two braces { and }"),
    ("Close } only", "there is only one of the two braces { and }"),
    ("Close } before { open", "a brace } comes before {; write"),
    ("Q {~only one}", "there are fewer than two answers"),
    ("Q {~none ~right}", "no answer is marked right"),
    ("Q {#twelve}", "twelve is not a number"),
    ("Q {=a -> b =c}", "an answer to match has no ->"),
    ("{=a ~b}", "there is no question, only answers"),
]


@pytest.mark.parametrize(("text", "why"), FAULTS, ids=[text for text, _ in FAULTS])
def test_what_is_no_question_is_left_out_with_the_reason(text: str, why: str) -> None:
    result = taken(f"Fine {{T}}\n\n{text}\n", "quiz.gift")
    [said] = left(result)
    assert said.startswith("line 3") and why in said
    assert result.taken == 1


def test_blank_lines_part_questions_and_categories_make_lessons() -> None:
    result = taken(
        "$CATEGORY: $course$/top/Club/Meetings\n\nA {T}\n\n\nB {F}\n \t \n"
        "$CATEGORY: $course$/top/Club/Money//Dues\n\nC {T}\n",
        "club.gift.txt",
    )
    heads = [(one.head.lesson, one.head.title, one.head.topic) for one in result.lessons]
    assert heads == [
        ("club-club-meetings", "Meetings", "Club"),
        ("club-club-money-dues", "Money/Dues", "Club"),
    ]
    assert [len(lesson.items) for lesson in result.lessons] == [2, 1]


def test_what_moodle_swallows_into_a_category_is_told() -> None:
    result = taken("$CATEGORY: a\nLost {T}\n\nFound {T}\n", "quiz.gift")
    assert left(result) == [
        "line 2, “Lost {T}”: it stands right below a $CATEGORY line; put a blank line between them."
    ]


def test_an_unescaped_brace_in_prose_is_read_as_moodle_does_and_told() -> None:
    result = taken("What does {x} print? {=a ~b}\n", "quiz.gift")
    assert [item.answers for item in items(result)] == [("x",)]
    assert notes(result) == ["gift-more-braces"]


def test_feedback_stands_below_its_answer_and_general_feedback_explains() -> None:
    [item] = items(taken("Q {=a#yes ~b#no, [html]<i>never</i> ####Because.}", "quiz.gift"))
    assert [option.feedback for option in item.options] == ["yes", "no, [html]*never*"]
    assert item.explanation == "Because."


def test_true_and_false_have_the_feedback_of_wrong_then_right() -> None:
    [item] = items(taken("Q {F#wrong#right}", "quiz.gift"))
    assert [option.feedback for option in item.options] == ["wrong", "right"]


def test_only_what_is_fully_right_counts_among_single_answers() -> None:
    result = taken("Q {=Nazareth ~%50%Galilee ~Rome}", "quiz.gift")
    assert [option.right for option in items(result)[0].options] == [True, False, False]
    assert notes(result) == ["partial-weights"]


def test_several_fully_right_answers_are_all_wanted() -> None:
    result = taken("Q {=a =b ~c}", "quiz.gift")
    assert items(result)[0].form == "multiple"
    assert notes(result) == ["several-right"]


def test_ids_and_tags_come_from_the_comment_else_the_id_is_the_title() -> None:
    result = taken(
        "// [id:by-1] [tag:bylaws] [tag:two words]\n::A title::A {T}\n\n::Minutes::B {T}\n\n"
        "::Q3::C {T}\n",
        "quiz.gift",
    )
    one, two, three = items(result)
    assert (one.id, two.id) == ("quiz#by-1", "quiz#minutes")
    assert three.id.startswith("quiz#") and three.id != "quiz#q3"
    assert result.lessons[0].head.tags == ("bylaws", "two words")


def test_texts_without_answers_stand_before_the_questions() -> None:
    result = taken("First.\n\nQ {T}\n\nSecond.\n", "quiz.gift")
    assert [item.text for item in items(result)] == ["First.\n\n---\n\nSecond.", "Q"]
    assert result.counts == {"description": 2, "truefalse": 1}


def test_lines_that_mean_something_to_a_lesson_are_harmless() -> None:
    text = "Explanation: odd\nId: x\n# Question: y?\nA. z {=a ~b}"
    [item] = items(taken(text, "quiz.gift"))
    assert "Id: x" in item.text and [option.text for option in item.options] == ["a", "b"]


def test_pictures_and_scripts_are_neither_fetched_nor_kept() -> None:
    result = taken(
        '[html]<img src\\="https\\://x.y/z.png" alt\\="a map"><script>alert(1)</script>Q {T}',
        "q.gift",
    )
    assert items(result)[0].text == "a mapQ"
    assert notes(result) == ["pictures-remote"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_other_encodings_are_read(encoding: str) -> None:
    text = "::题::谁主持会议？{=主席 ~厨师}\n\n下雨了。{T}\n"
    assert asked(text.encode(encoding), "quiz.txt")[0] == "single: 谁主持会议？ | [主席] 厨师"


def test_line_ends_of_all_systems_part_questions() -> None:
    assert len(asked("A {T}\r\n\r\nB {F}\r\n", "q.gift")) == 2
    assert len(asked("A {T}\r\rB {F}\r", "q.gift")) == 2
