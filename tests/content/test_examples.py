"""The eight example lessons, four in English and the same four in Chinese, load as they stand."""

from __future__ import annotations

from pathlib import Path

from content.folder.library import Library
from content.folder.loader import load
from content.item import Deadline, Item, Send
from content.problem import Weight
from content.sentences import weight_of

EXAMPLES = Path(__file__).parents[2] / "content" / "examples"


def library() -> Library:
    return load(EXAMPLES)


def items(language: str) -> list[Item]:
    return list(library().items(language))


def test_all_eight_load_without_an_error() -> None:
    found = library()
    assert len(found.lessons) == 8
    assert [p for p in found.problems if weight_of(p) is not Weight.NOTICE] == []


def test_both_languages_hold_the_same_forms_in_the_same_places() -> None:
    english = [(item.lesson, item.order, item.form) for item in items("en")]
    chinese = [(item.lesson, item.order, item.form) for item in items("zh")]
    assert english == chinese
    assert [form for _, _, form in english] == [
        "single", "truefalse", "multiple", "reading", "single", "short",
        "survey", "open", "task", "case",
    ]  # fmt: skip


def test_a_translation_has_the_same_id_as_its_original() -> None:
    assert [item.id for item in items("en")] == [item.id for item in items("zh")]


def test_right_marks_and_answers_are_equal_in_both_languages() -> None:
    for english, chinese in zip(items("en"), items("zh"), strict=True):
        assert [o.right for o in english.options] == [o.right for o in chinese.options]
        assert len(english.answers) == len(chinese.answers)
        assert english.points == chinese.points
        assert english.proof == chinese.proof
        assert english.anonymous == chinese.anonymous


def test_headers_are_typed_alike() -> None:
    for language in ("en", "zh"):
        heads = {one.id: one.head for one in library().lessons if one.head.language == language}
        sends = [heads[name].send for name in sorted(heads)]
        assert [send and send.weekday for send in sends] == [0, 2, 4, 5]
        first = heads[sorted(heads)[0]]
        assert first.send == Send(weekday=0, at=sends[0].at if sends[0] else None)
        assert len(first.tags) == 2
        last = heads[sorted(heads)[-1]]
        assert last.deadline is not None
        assert last.deadline == Deadline(after=last.deadline.after)
        assert last.deadline.after is not None
        assert last.deadline.after.days == 5


def test_feedback_explanation_and_picture_are_where_they_belong() -> None:
    by_place = {(item.lesson, item.order): item for item in items("en")}
    minutes = by_place[items("en")[2].lesson, 0]
    assert minutes.options[0].feedback.startswith("Yes. Without a date")
    assert minutes.options[2].feedback.startswith("No. Minutes record")
    assert minutes.explanation == "See the template in the members' folder."
    reading = next(item for item in items("en") if item.form == "reading")
    assert [Path(p.path).name for p in reading.pictures] == ["count.jpg"]
    assert reading.pictures[0].alt == "Counting the cards"


def test_the_question_keeps_the_text_between_heading_and_options() -> None:
    minutes = next(item for item in items("en") if item.form == "multiple")
    assert minutes.text.endswith("Choose all that apply.")
