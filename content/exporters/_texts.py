"""What several exporters ask of an item's texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from content.format.numerals import value_of
from content.forms import FORMS
from content.history.identity import mint
from content.importers._form import Shape, UnfitError, settled_shape
from content.importers._html import LONGEST_TEXT, markdown_of
from content.importers._numbers import number, plainly
from content.importers._proof import proven
from content.item import Item, Option

CHOICES = frozenset({"single", "multiple", "truefalse"})
"""Forms with options of which some are right."""


def texts(item: Item) -> Iterator[str]:
    """Every text of an item."""
    yield from (item.text, item.back, item.explanation, *item.answers)
    yield from (text for option in item.options for text in (option.text, option.feedback))
    yield from (text for pair in item.pairs for text in pair)


def without_pictures(item: Item) -> bool:
    """Pictures lie beside the lesson and would not come along."""
    return not item.all_pictures and not any("![" in text for text in texts(item))


def settles(item: Item) -> bool:
    """Whether whoever imports it changes nothing: no blanks at the ends, no line ends in pairs,
    and written as lesson text it is read as it is."""
    shape = _shape(item)
    try:
        again = proven(replace(item, id=mint(item.lesson, item.text)), FORMS[item.form])
        kept = settled_shape(shape, item.language)[0]
    except UnfitError:
        return False
    return _shape(again) == shape and kept == replace(shape, form=item.form)


def _shape(item: Item) -> Shape:
    """The item as an importer brings it, but for what is said of each option."""
    return Shape(
        "choice" if item.form in CHOICES else item.form, item.text,
        tuple(Option(option.text, option.right) for option in item.options),
        item.answers, item.tolerance, item.pairs, item.back, item.explanation,
    )  # fmt: skip


def plain(text: str) -> bool:
    """Whether a text means the same in Markdown and in HTML."""
    return len(text) <= LONGEST_TEXT and markdown_of(text, breaks=True) == text


def exact(item: Item) -> bool:
    """Whether a number is written in digits, so that any program reads the same. A reach of
    nothing comes back as none, which is the same to who answers."""
    try:
        same = all(plainly(number(answer)) == answer for answer in item.answers)
    except UnfitError:
        return False
    reach = item.tolerance
    written = reach is None or (reach >= 0 and Decimal(plainly(reach)) == reach)
    return same and len(item.answers) == 1 and written


def digits(item: Item) -> str:
    """The number that is right, in digits and without its unit; empty where there is none."""
    value = value_of(item.answers[0]) if item.answers else None
    return "" if value is None else plainly(value)


def shared(item: Item) -> bool:
    """Whether Moodle knows the share of each right option: up to 10 of them, or 20 (Moodle 4,
    question/engine/bank.php, fraction_options_full)."""
    return sum(option.right for option in item.options) in {*range(11), 20}
