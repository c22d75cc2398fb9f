"""Answers that are worth a share of the marks, as Moodle has them: what is right of them here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from content.importers._batch import Batch
from content.importers._form import UnfitError
from content.item import Option

_WHOLE = 0.9999
"""Shares are thirds and sixths as often as not, so sums and limits are never exact."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """An answer in Markdown, what is said to who gave it, and its share: 1 is fully right."""

    text: str
    feedback: str
    weight: float


def add_choice(
    batch: Batch,
    kind: str,
    text: str,
    found: Sequence[Weighed],
    *,
    single: bool,
    place: int,
    explanation: str = "",
    own_id: str = "",
    shuffle: bool = False,
    points: int = 1,
) -> None:
    """Take a question with options. With `single`, only what is fully right counts as right,
    and of several fully right ones all are wanted."""
    right, note = _right(found, single)
    if not any(right):
        raise UnfitError("no-right-answer")
    options = [
        Option(one.text, is_right, one.feedback) for one, is_right in zip(found, right, strict=True)
    ]
    if (
        batch.add(
            kind,
            "choice",
            text,
            place=place,
            options=options,
            explanation=explanation,
            own_id=own_id,
            shuffle=shuffle,
            points=points,
        )
        and note
    ):
        batch.note(place, text, note)


def _right(found: Sequence[Weighed], single: bool) -> tuple[list[bool], str]:
    """Which answers are right, and what has to be said of it."""
    shares = sorted({round(one.weight, 4) for one in found if one.weight > 0})
    if not single:
        uneven = len(shares) > 1 and shares[-1] - shares[0] > 0.02
        return [one.weight > 0 for one in found], "weights-equal" if uneven else ""
    best = min(_WHOLE, shares[-1]) if shares else _WHOLE
    right = [one.weight >= best for one in found]
    if sum(right) > 1:
        return right, "several-right"
    return right, "partial-weights" if len(shares) > 1 or (shares and best < _WHOLE) else ""


def add_words(
    batch: Batch,
    kind: str,
    text: str,
    found: Sequence[Weighed],
    *,
    place: int,
    explanation: str = "",
    own_id: str = "",
    points: int = 1,
) -> None:
    """Take a question answered in words; only what is fully right (or else the best) counts."""
    most = max((one.weight for one in found if one.text), default=0.0)
    best = [one for one in found if one.text and 0 < most <= one.weight + 1 - _WHOLE]
    plain = [one.text.replace("\\*", "\0").replace("*", " ").replace("\0", "*") for one in best]
    answers = [" ".join(answer.split()) for answer in plain]
    told = next((one.feedback for one in best if one.feedback), "")
    explained = "\n\n".join(dict.fromkeys(filter(None, (told, explanation))))
    if not any(answers):
        raise UnfitError("no-right-answer" if found else "no-answer")
    if not batch.add(
        kind,
        "short",
        text,
        place=place,
        answers=answers,
        explanation=explained,
        own_id=own_id,
        points=points,
    ):
        return
    for one, answer in zip(best, answers, strict=True):
        if "*" in one.text and one.text != answer:
            batch.note(place, text, "wildcard", answer=one.text)
    if len(best) < sum(one.weight > 0 and bool(one.text) for one in found):
        batch.note(place, text, "partial-weights")
