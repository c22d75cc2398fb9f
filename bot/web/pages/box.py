"""The branch's question box: what was asked, on which day, and never by whom."""

from __future__ import annotations

from collections.abc import Mapping

from babel.dates import format_date

from bot.web.pages import Page, Shown, Sight
from records.branch import Branch
from scheduler.desk import Desk


def read(sight: Sight) -> Shown:
    """The newest day first; within a day in an order that tells nothing."""
    box = sight.desk.store.questions(sight.branch.key)
    language = sight.words.language
    return Shown({
        "questions": [(one.id, one.text, format_date(one.day, "medium", locale=language))
                      for one in box],
    })  # fmt: skip


def act(desk: Desk, branch: Branch, sent: Mapping[str, str]) -> None:
    """Take a question out of this branch's box; one of another's is not there."""
    if any(one.id == sent.get("question") for one in desk.store.questions(branch.key)):
        desk.store.take_out(sent["question"])


PAGE = Page("box", "Question box", read, 40, act)
