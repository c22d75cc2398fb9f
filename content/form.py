"""What a form is: one way of asking, from the text its author writes to the mark of a reply."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from content.format.draft import Draft
from content.item import Ask, Item, Reply, Verdict
from content.problem import Problem

Words = Mapping[str, tuple[str, ...]]
"""By language, the keywords a heading may begin with; the first is the one we write."""

Read = tuple[Item | None, tuple[Problem, ...]]
"""What came of a draft: an item unless an error keeps it out, and all that is to be said."""

QUESTION: Words = {
    "en": ("Question", "Q", "Quiz"),
    "zh": (
        "问题",
        "题目",
        "题",
        "单选题",
        "多选题",
        "判断题",
        "填空题",
        "选择题",
        "单项选择题",
        "多项选择题",
        "不定项选择题",
    ),
}
"""Which kind of question it is follows from the answer, so these forms share their words."""


class Form(Protocol):
    """A form: it knows its own text, asks, and grades. Stateless; the same for every member."""

    @property
    def name(self) -> str:
        """The word that stands in `Item.form`."""

    @property
    def keywords(self) -> Words:
        """What its headings begin with."""

    @property
    def example(self) -> Mapping[str, str]:
        """A complete lesson by language, `en` and `zh` at least: documentation, template, test."""

    @property
    def graded(self) -> bool:
        """Whether a reply can be right or wrong."""

    @property
    def applied(self) -> bool:
        """Whether it is about doing rather than knowing, by its nature."""

    def claims(self, draft: Draft) -> bool:
        """Whether this draft, which begins with one of its keywords, is of this form."""

    def read(self, draft: Draft) -> Read:
        """Make an item of a draft it claims."""

    def ask(self, item: Item) -> Ask:
        """How the item is put to a member; the same at every call for the same version."""

    def grade(self, item: Item, reply: Reply) -> Verdict:
        """What to say of a reply to `ask(item)`; any reply is answered, none raises."""

    def write(self, item: Item, language: str) -> str:
        """The item as its author would write it: `read` makes the same item of it again."""
