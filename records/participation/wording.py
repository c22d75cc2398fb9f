"""The words that the folder has for a summary's questions, added where none were at hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from content.folder.library import Library
from content.history.version import version_of
from content.item import Item, ItemId
from records.participation.questions import Question, still_asks
from records.participation.summary import Summary


def with_words(
    summary: Summary, library: Library, version: Callable[[str], Item | None]
) -> Summary:
    """The summary as `summarise` makes it of this library; `version` finds what was sent."""
    held = _held(library, {one.item for one in summary.questions})
    told = {id(one): _titled(one, held[one.item], version) for one in summary.questions}
    by_question = {(one.item, one.version): one for one in told.values()}

    def found(one: Question) -> Question:
        return by_question.get((one.item, one.version), one)

    fix, bring_up = summary.fix, summary.bring_up
    return replace(
        summary,
        questions=tuple(told.values()),
        fix=fix and replace(fix, question=found(fix.question)),
        bring_up=bring_up and found(bring_up),
    )


def _held(library: Library, wanted: set[ItemId]) -> Mapping[ItemId, list[Item]]:
    held: dict[ItemId, list[Item]] = defaultdict(list)
    for item in library.items() if wanted else ():
        if item.id in wanted:
            held[item.id].append(item)
    return held


def _titled(one: Question, held: Sequence[Item], version: Callable[[str], Item | None]) -> Question:
    """With the folder's words for it, where it still holds this question under the id."""
    key = version(one.version) or next((i for i in held if version_of(i) == one.version), None)
    if key is None or not still_asks(key, held):
        return one
    words = {item.language: item.text for item in held}
    return replace(one, titles=tuple(sorted({**words, **dict(one.titles)}.items())))
