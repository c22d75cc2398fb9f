"""The proof of a question: it is written as lesson text, and reading that gives it back."""

from __future__ import annotations

from dataclasses import replace

from content.form import Form
from content.format.lesson import read
from content.format.signs import settled
from content.history.version import version_of
from content.importers._form import UnfitError
from content.item import Item
from content.problem import Weight
from content.sentences import weight_of


def proven(item: Item, form: Form) -> Item:
    """The item as the loader will read it. UnfitError where it would read something else."""
    text = f"---\ntitle: -\n---\n\n{form.write(item, item.language)}"
    lesson, problems = read(text, item.head.path, item.lesson, item.language)
    bad = next((said.code for said in problems if weight_of(said) is Weight.ERROR), None)
    if bad or lesson is None or len(lesson.items) != 1:
        raise UnfitError("not-writable", reason=bad or "text")
    again = lesson.items[0]
    if version_of(again) != version_of(item) or _beside(again) != _beside(item):
        raise UnfitError("not-writable", reason="text")
    return replace(again, head=item.head, order=item.order)


def _beside(item: Item) -> tuple[object, ...]:
    told = [settled(option.feedback) for option in item.options]
    return item.id, settled(item.explanation), item.points, item.shuffle, told
