"""What questions share: options read into an item and back, and what keeps a question out."""

from __future__ import annotations

from dataclasses import replace

from content.form import Read
from content.format.draft import Draft, item_of
from content.format.native import activity_text, option_lines, settings, stem
from content.format.options import Options, faults
from content.format.words import are_truth
from content.item import Item
from content.problem import Problem

NATIVE_QUESTION, NATIVE_OPTION, NATIVE_OPTIONS = 300, 100, 12
"""Characters of a quiz question and of an option, and options, in a messenger's own quiz
(Bot API 10.0: sendPoll). What is longer is sent as text with lettered buttons."""


def has_truth(found: Options) -> bool:
    """Whether the options are a pair of words for true and false."""
    return len(found.choices) == 2 and are_truth(found.choices[0].text, found.choices[1].text)


def optioned(draft: Draft, form: str) -> Read:
    """An item with options of which at least one is right; None with the reasons otherwise."""
    found = draft.options
    wrong = [*faults(found, draft.line, draft.head.path)]
    if not draft.text(found.stem):
        wrong.append(draft.problem("empty-question"))
    if not found.right and not wrong:
        wrong.append(draft.problem("no-right-answer"))
    if wrong:
        return None, tuple(wrong)
    item, problems = with_options(draft, form)
    return item, problems + _remarks(draft, item)


def with_options(draft: Draft, form: str) -> tuple[Item, tuple[Problem, ...]]:
    """The item with its options, and what follows the last of them as explanation."""
    item, problems = item_of(draft, form, draft.text(draft.options.stem))
    options = tuple(choice.option for choice in draft.options.choices)
    parts = (draft.options.tail, item.explanation)
    return (
        replace(item, options=options, explanation="\n\n".join(filter(None, parts))),
        problems,
    )


def _remarks(draft: Draft, item: Item) -> tuple[Problem, ...]:
    said = []
    if len(draft.options.right) == len(item.options):
        said.append(draft.problem("all-right"))
    return (*said, *too_long(draft, item))


def too_long(draft: Draft, item: Item) -> tuple[Problem, ...]:
    """A notice where a messenger's own quiz cannot hold the question; never an error."""
    over = len(item.text) > NATIVE_QUESTION or len(item.options) > NATIVE_OPTIONS
    if over or any(len(option.text) > NATIVE_OPTION for option in item.options):
        return (draft.problem("too-long"),)
    return ()


def explained(draft: Draft) -> tuple[Problem, ...]:
    """A question without options still needs words to answer to."""
    return () if draft.text(draft.options.stem) else (draft.problem("empty-question"),)


def write_optioned(item: Item, language: str, chinese: str) -> str:
    """A question with check boxes, as `optioned` reads it."""
    return activity_text(
        keyword(language, "Question", chinese),
        stem(item.text, marks=True),
        option_lines(item.options),
        settings(item, language),
    )


def keyword(language: str, english: str, chinese: str) -> str:
    """The keyword we write in that language."""
    return chinese if language.startswith("zh") else english
