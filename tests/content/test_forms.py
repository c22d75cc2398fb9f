"""What every form must do, whoever adds one: the registry is the list of cases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from content.form import Form
from content.format.blocks import cut
from content.format.draft import draft_of
from content.format.header import split_header
from content.format.lesson import read
from content.format.lines import lines_of
from content.forms import FORMS, KEYWORDS
from content.history.version import freeze, thaw, version_of
from content.item import (
    Arrange,
    Ask,
    Choose,
    Chosen,
    Discuss,
    Do,
    Done,
    Item,
    Lesson,
    LessonId,
    Pair,
    Read,
    Recall,
    Recalled,
    Reply,
    Write,
    Written,
)
from content.problem import Weight
from content.sentences import weight_of

CASES = [(form, language) for form in FORMS.values() for language in form.example]
REPLIES: list[Reply] = [
    Chosen(()), Chosen((0,)), Chosen((99, -3)), Chosen((0, 0, 0)), Written(""), Written("B"),
    Written("\ud800 ½ 1e99"), Recalled(True), Recalled(False), Done(), Done("photo", "here"),
]  # fmt: skip


def lesson(text: str, language: str) -> Lesson:
    found, problems = read(text, f"x.{language}.md", LessonId("x"), language)
    assert [p for p in problems if weight_of(p) is Weight.ERROR] == []
    assert found is not None
    return found


def only(form: Form, language: str) -> Item:
    [item] = lesson(form.example[language], language).items
    return item


def right_reply(item: Item, ask: Ask) -> Reply:
    """The reply of somebody who knows: found from the ask and the item, not by trying."""
    match ask:
        case Choose():
            return Chosen(ask.right or (0,))
        case Arrange():
            return Chosen(tuple(ask.items.index(step.text) for step in item.options))
        case Pair():
            return Chosen(tuple(ask.right.index(right) for _, right in item.pairs))
        case Write():
            return Written(item.answers[0] if item.answers else "I think so.")
        case Recall():
            return Recalled(True)
        case Read() | Do() | Discuss():
            return Done()


@pytest.mark.parametrize(
    ("form", "language"), CASES, ids=lambda value: getattr(value, "name", value)
)
class TestEveryForm:
    def test_its_example_is_of_this_form(self, form: Form, language: str) -> None:
        assert only(form, language).form == form.name

    def test_no_other_form_claims_it(self, form: Form, language: str) -> None:
        lines, _ = lines_of(form.example[language])
        header = split_header(lines, "x.md")
        for block in cut(lines[header.end :], KEYWORDS, "x.md").blocks:
            draft, _ = draft_of(block, only(form, language).head, 0)
            assert [f.name for f in KEYWORDS[block.keyword] if f.claims(draft)] == [form.name]

    def test_its_right_reply_is_right(self, form: Form, language: str) -> None:
        item = only(form, language)
        verdict = form.grade(item, right_reply(item, form.ask(item)))
        assert verdict.mark == (1.0 if form.graded else None)

    def test_any_other_reply_is_answered_with_a_mark_in_bounds(
        self, form: Form, language: str
    ) -> None:
        item = only(form, language)
        for reply in REPLIES:
            mark = form.grade(item, reply).mark
            assert (mark is not None and 0 <= mark <= 1) if form.graded else mark is None

    def test_a_graded_form_can_be_answered_wrongly(self, form: Form, language: str) -> None:
        item = only(form, language)
        marks = {form.grade(item, reply).mark for reply in REPLIES}
        assert 0.0 in marks or not form.graded

    def test_it_is_asked_the_same_way_every_time(self, form: Form, language: str) -> None:
        item = only(form, language)
        assert form.ask(item) == form.ask(thaw(freeze(item)))

    def test_freezing_loses_nothing(self, form: Form, language: str) -> None:
        item = only(form, language)
        assert thaw(freeze(item)) == item
        assert version_of(thaw(freeze(item))) == version_of(item)

    def test_writing_and_reading_gives_the_same_item(self, form: Form, language: str) -> None:
        item = only(form, language)
        for tongue in ("en", "zh"):
            [again] = lesson(form.write(item, tongue), language).items
            assert version_of(again) == version_of(item)
            assert comparable(again) == comparable(item)

    def test_it_is_applied_by_its_nature_or_not(self, form: Form, language: str) -> None:
        assert only(form, language).applied == form.applied


def comparable(item: Item) -> Item:
    """An item without what depends on the rest of its file: its head, its place."""
    return replace(item, head=only(FORMS["card"], "en").head, line=1, order=0)


def test_both_languages_have_an_example_of_every_form() -> None:
    for form in FORMS.values():
        assert {"en", "zh"} <= set(form.example)


def test_the_forms_are_those_of_the_format() -> None:
    assert set(FORMS) == {
        "reading", "single", "multiple", "truefalse", "short", "number", "order", "match",
        "card", "survey", "open", "task", "case",
    }  # fmt: skip
