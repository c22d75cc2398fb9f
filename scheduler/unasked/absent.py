"""Who has not answered for a while: pure rules over a member's history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from records.model import Past

IGNORED_DAYS = 3
"""After so many days' items in a row without an answer the bot asks once what would be better."""

OFFERED = 3
"""Missed items that Sunday offers at most; the others are let go."""

SIDE = frozenset({"task", "case", "survey", "open"})
"""Forms that are no core item: what was to be done or said belongs to its day."""


def ignored(history: Sequence[Past], before: date) -> date | None:
    """The first of the last IGNORED_DAYS days' items, if all of them lie before a date and have
    no answer, and nothing else was answered since either; None else."""
    daily = [past for past in history if past.day and past.day < before.isoformat()]
    last = daily[-IGNORED_DAYS:]
    if len(last) < IGNORED_DAYS or any(past.answered for past in last):
        return None
    if any(past.answered and past.answered >= last[0].sent for past in history):
        return None
    return date.fromisoformat(last[0].day)


def absence(history: Sequence[Past]) -> str:
    """A name for the absence that runs: since the last answer, or from the beginning."""
    answers = [past.answered for past in history if past.answered]
    return max(answers).isoformat() if answers else "from the beginning"


def missed(history: Sequence[Past], sunday: date) -> Sequence[Past]:
    """Core items of the week before `sunday` that were new and got no answer, at most OFFERED."""
    monday = sunday - timedelta(days=6)
    week = range(monday.toordinal(), sunday.toordinal())
    found = [
        past for past in history
        if past.day and date.fromisoformat(past.day).toordinal() in week
        and past.fresh and past.answered is None and past.form not in SIDE
    ]  # fmt: skip
    again = {past.item for past in history if past.answered}
    return [past for past in found if past.item not in again][-OFFERED:]


def returned(history: Sequence[Past]) -> str:
    """Since when nothing had been answered, where the newest answer is the first after at least
    IGNORED_DAYS days' items; empty else."""
    answers = sorted(past.answered for past in history if past.answered)
    if not answers:
        return ""
    before = answers[-2] if len(answers) > 1 else None
    silent = [past for past in history if past.day and past.answered is None
              and (before is None or past.sent > before) and past.sent < answers[-1]]  # fmt: skip
    if len(silent) < IGNORED_DAYS:
        return ""
    return before.isoformat() if before else "the beginning"
