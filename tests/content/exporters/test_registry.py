"""Every exporter keeps the contract: our importer knows its file and takes back what it holds."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

import content
from content.exporters import EXPORTERS, Exporter, exported
from content.folder.loader import load
from content.forms import FORMS
from content.item import Item
from tests.content.exporters.giving import NOW, back, given, items, lesson, question

EACH = pytest.mark.parametrize("exporter", EXPORTERS.values(), ids=list(EXPORTERS))
SHIPPED = load(Path(content.__file__).parent / "lessons").lessons

HELD = {
    "anki": {"single", "multiple", "truefalse", "short", "number", "card"},
    "gift": {"single", "multiple", "truefalse", "short", "number", "match", "open", "reading"},
    "moodle-xml": {
        "single", "multiple", "truefalse", "short", "number", "match", "order", "open", "reading",
    },
    "csv": set(FORMS),
    "xlsx": set(FORMS),
}  # fmt: skip


def test_these_are_the_formats() -> None:
    assert set(EXPORTERS) == set(HELD)


@EACH
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("form", FORMS)
def test_the_example_of_each_form_comes_back_or_is_told(
    exporter: Exporter, form: str, language: str
) -> None:
    one = lesson(FORMS[form].example[language], language)
    made = exported(exporter.name, [one], NOW)
    if form in HELD[exporter.name]:
        assert list(map(question, items(back(exporter.name, [one])))) == [
            question(item) for item in one.items
        ]
        assert not made.left_out
    else:
        assert made.left_out == one.items and not made.taken


@EACH
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_lessons_that_come_along_come_back_in_the_same_numbers(
    exporter: Exporter, language: str
) -> None:
    lessons = [one for one in SHIPPED if one.head.language == language]
    every = [item for one in lessons for item in one.items]
    wanted = [item for item in every if exporter.holds(item)]
    result = back(exporter.name, lessons)
    assert not result.left_out
    assert Counter(map(question, items(result))) == Counter(map(question, wanted))
    assert {item.form for item in wanted} == HELD[exporter.name]


@EACH
def test_nothing_is_lost_without_a_word(exporter: Exporter) -> None:
    every = [item for one in SHIPPED for item in one.items]
    made = exported(exporter.name, SHIPPED, NOW)
    assert sorted(map(_named, (*made.taken, *made.left_out))) == sorted(map(_named, every))
    short = {_named(item): lost for item, lost in made.short}
    for item in made.taken:
        told = any(option.feedback for option in item.options)
        assert ("feedback" in short.get(_named(item), ())) == (
            told and "feedback" not in exporter.keeps
        )


def _named(item: Item) -> tuple[str, str]:
    return item.id, item.language


@EACH
def test_the_same_lessons_at_the_same_hour_give_the_same_bytes(exporter: Exporter) -> None:
    assert given(exporter.name, SHIPPED) == given(exporter.name, SHIPPED)
    assert exporter.name in ("csv", "gift", "moodle-xml") or given(
        exporter.name, SHIPPED, NOW + timedelta(days=1)
    ) != given(exporter.name, SHIPPED)


@EACH
def test_no_lessons_make_a_file_with_nothing_in_it(exporter: Exporter) -> None:
    assert exported(exporter.name, [], NOW).taken == ()


def test_no_such_format() -> None:
    with pytest.raises(KeyError):
        exported("pdf", [], NOW)
