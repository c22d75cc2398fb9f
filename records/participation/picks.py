"""Which question to fix, and which to argue about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from records.participation.appraisal import Judged
from records.participation.interval import Hidden, withheld
from records.participation.questions import Question

HARD = 0.35
"""Below this facility a question is more likely unclear than instructive."""

ARGUABLE = (0.35, 0.70)
"""Facility at which an argument among members is worth most: neither known nor guessed."""


class Flaw(StrEnum):
    """What makes a question one to fix."""

    KEY = "key"
    """A wrong option is probably the right one."""
    UNCLEAR = "unclear"
    """Many called it unclear, wrong or outdated."""
    HARD = "hard"
    """Few had it right."""


@dataclass(frozen=True, slots=True)
class Fix:
    """The one question to look at again, and why."""

    flaw: Flaw
    question: Question


def pick_fix(asked: Sequence[Question], judged: Sequence[Judged] = ()) -> Fix | None:
    """The likely wrong key, of the week or of those `judged` over the last weeks; else the one
    most called unclear; else the hardest, if hard."""
    keys = [one for one in asked if one.likely_wrong_key]
    keys = keys or [_as_question(one) for one in judged if one.key]
    unclear = [one for one in asked if one.unclear]
    hard = [one for one in asked if _facility(one) < HARD]
    if keys:
        return Fix(Flaw.KEY, min(keys, key=lambda one: (one.discrimination or 0, one.item)))
    if unclear:
        return Fix(Flaw.UNCLEAR, min(unclear, key=lambda one: (-one.unclear, one.item)))
    if hard:
        return Fix(Flaw.HARD, min(hard, key=lambda one: (_facility(one), one.item)))
    return None


def pick_to_bring_up(asked: Sequence[Question]) -> Question | None:
    """The question nearest to half right, of those that are worth an argument.

    One with a likely wrong key is not: it is to be fixed first.
    """
    worth = [
        one
        for one in asked
        if ARGUABLE[0] <= _facility(one) <= ARGUABLE[1] and not one.likely_wrong_key
    ]
    return min(worth, key=lambda one: (abs(_facility(one) - 0.5), one.item), default=None)


def _as_question(one: Judged) -> Question:
    """A question of the last weeks, of which the week itself tells no numbers."""
    return Question(
        one.item, one.form, one.titles, one.path, one.line, 0, withheld(), one.discrimination,
        None, likely_wrong_key=True, unclear=0, version=one.version,
    )  # fmt: skip


def _facility(one: Question) -> float:
    """For sorting: what is withheld because two at most had it right counts as 0."""
    if one.facility.hidden is Hidden.NONE:
        return 0.0
    return 1.0 if one.facility.ratio is None else one.facility.ratio
