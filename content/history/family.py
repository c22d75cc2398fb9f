"""Which versions of an item are one question, so that what is counted of them joins. Pure.

Other words for the same options, the same ones in another order, or mixed: one question. Other
options, or another key: another question, whose numbers stay apart. A translation belongs to
the question beside which it stood, where it has the same shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from content.history.changes import Edit, edit_of
from content.item import Item


def same_question(one: Item, other: Item) -> bool:
    """Whether what was answered to one of them counts for the other, in one language."""
    return one.language == other.language and edit_of(one, other) in (Edit.NONE, Edit.COSMETIC)


def families(versions: Sequence[Item]) -> tuple[int, ...]:
    """For each version of one item, the number of the question it belongs to.

    `versions` are in the order in which they were first sent, with the key by which their
    answers are graded now. Questions are numbered from 0, in the same order.
    """
    questions: list[_Question] = []
    places = [_place(questions, version) for version in versions]
    return tuple(places)


@dataclass(slots=True)
class _Question:
    """The versions of one question so far, by language."""

    shape: object
    versions: dict[str, list[Item]] = field(default_factory=dict)


def _place(questions: list[_Question], version: Item) -> int:
    at = _known(questions, version)
    if at is None:
        at = _beside(questions, version)
    if at is None:
        at = len(questions)
        questions.append(_Question(_shape(version)))
    questions[at].versions.setdefault(version.language, []).append(version)
    return at


def _known(questions: Sequence[_Question], version: Item) -> int | None:
    """The newest question of which this is the same, in its language."""
    for at in reversed(range(len(questions))):
        theirs = questions[at].versions.get(version.language, ())
        if any(same_question(one, version) for one in theirs):
            return at
    return None


def _beside(questions: Sequence[_Question], version: Item) -> int | None:
    """The oldest question of this shape that has no words in this language yet."""
    return next(
        (
            at
            for at, one in enumerate(questions)
            if version.language not in one.versions and one.shape == _shape(version)
        ),
        None,
    )


def _shape(item: Item) -> object:
    """What translations of one question share: the form, how many there are, which are right."""
    return item.form, [option.right for option in item.options], len(item.pairs), item.tolerance
