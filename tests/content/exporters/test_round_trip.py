"""Import(export(x)) is x, whatever its author wrote, for all that a format says it holds."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from content.exporters import EXPORTERS
from content.format.lesson import read
from content.forms import FORMS
from content.item import Item, Lesson, LessonId, Option
from tests.content.exporters.giving import back, items, lesson, question

SIGNS = "aB1 题，。.:;#={}~%[]()*_`<>&'\"\\/|-+@=＝＋－＠\t\n\u00a0é😀→"
TRICKY = [
    "=1+1", "+49 30", "-5", "@home", "＝１", "'=x", "''", "a -> b", "{x}", "%50%", "~no", "\\n",
    "[markdown]", "::t::", "//", "$CATEGORY: a", "<b>x</b>", "&amp;", "]]>", "TRUE", "T", "1 0 1",
    "A,B", "x;y", "_x000D_", "- a", "1. a", "**b**", "`c`", "a*b", "{{c1::a}}", "<hr>", "1/2",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(SIGNS, min_size=1, max_size=30),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=20),
    st.lists(st.sampled_from(TRICKY), min_size=1, max_size=4).map(" ".join),
    st.lists(st.sampled_from(TRICKY), min_size=1, max_size=3).map("\n\n".join),
)
NUMBERS = st.decimals(-10_000, 10_000, places=2, allow_nan=False)


@st.composite
def written(draw: st.DrawFn, form: str) -> Item:
    """An item of a form with any texts in it, as the loader reads what its form writes."""
    language = draw(st.sampled_from(["en", "zh"]))
    item = lesson(FORMS[form].example[language], language).items[-1]
    marks = draw(st.permutations([option.right for option in item.options]))
    options = tuple(
        option if form == "truefalse" else Option(draw(TEXTS), mark)
        for option, mark in zip(item.options, marks, strict=True)
    )
    number = form == "number"
    item = replace(
        item,
        text=draw(TEXTS),
        options=options,
        answers=tuple(str(draw(NUMBERS)) if number else draw(TEXTS) for _ in item.answers),
        tolerance=Decimal(abs(draw(NUMBERS))) if number else None,
        pairs=tuple((draw(TEXTS), draw(TEXTS)) for _ in item.pairs),
        back=draw(TEXTS) if item.back else "",
        explanation=draw(st.one_of(st.just(""), TEXTS)),
    )
    text = f"---\ntitle: Any\n---\n\n{FORMS[form].write(item, language)}"
    found, _ = read(text, f"x.{language}.md", LessonId("x"), language)
    assume(found is not None and len(found.items) == 1)
    assert found is not None
    return found.items[0]


LENIENT = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


def same(item: Item, name: str) -> None:
    """It comes back as it is, if the format says so."""
    if EXPORTERS[name].holds(item):
        again = items(back(name, [Lesson(item.head, (item,))]))
        assert [(name, question(one)) for one in again] == [(name, question(item))]


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
@settings(LENIENT, max_examples=20)
def test_what_a_format_holds_comes_back_the_same(form: str, data: st.DataObject) -> None:
    item = data.draw(written(form))
    for name in EXPORTERS.keys() - {"xlsx"}:
        same(item, name)


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
@settings(LENIENT, max_examples=5)
def test_a_workbook_holds_what_csv_holds(form: str, data: st.DataObject) -> None:
    """A workbook takes longer to read, and its rows are those of CSV."""
    same(data.draw(written(form)), "xlsx")
