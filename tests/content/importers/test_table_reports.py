"""Sheets that other programs make of a quiz once it was played, or with answers in columns."""

from __future__ import annotations

from tests.content.importers.reading import asked, left, taken

PLAYED = (
    "Question Number,Question,Answer 1,Answer 2,Answer 3,Correct Answers,Player,Answer,"
    "Correct / Incorrect,Correct,Incorrect\n"
    "1 Quiz,Who leads?,The cook,The chair,,The chair,Ann,The chair,Correct,1,0\n"
    "1 Quiz,Who leads?,The cook,The chair,,The chair,Bob,The cook,Incorrect,0,1\n"
    "2 Quiz,Who pays?,Members,Guests,,Members,Ann,Guests,Incorrect,0,1\n"
    "2 Quiz,Who pays?,Members,Guests,,Members,Bob,Members,Correct,1,0\n"
)


def test_a_report_of_a_game_gives_each_question_once_with_its_options() -> None:
    """Columns that say who was right are no options."""
    assert asked(PLAYED, "report.csv") == [
        "single: Who leads? | The cook [The chair]",
        "single: Who pays? | [Members] Guests",
    ]
    assert left(taken(PLAYED, "report.csv")) == []


def test_right_answers_in_columns_of_their_own_are_no_options() -> None:
    text = (
        "questionname,questiontext,A,B,C,Answer 1,Answer 2\n"
        "q1,Who leads?,The cook,The chair,Nobody,B,\n"
        'q2,"Who, of these, may vote?",Members,Guests,The board,A,C\n'
    )
    assert asked(text, "bank.csv") == [
        "single: Who leads? | The cook [The chair] Nobody",
        "multiple: Who, of these, may vote? | [Members] Guests [The board]",
    ]


def test_a_kind_that_cannot_be_asked_is_called_by_its_name() -> None:
    text = "Type,Question,Answer\nhotspot,Where is the hall?,here\nshort,Who?,we\n"
    assert left(taken(text, "bank.csv")) == [
        "row 2, “Where is the hall?”: questions of the kind hotspot cannot be asked here.",
    ]
