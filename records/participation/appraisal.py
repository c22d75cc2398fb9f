"""What a branch's first attempts of the last weeks say about its questions and their forms.

Longer than a week, since twenty people seldom meet a question in one: up to nine weeks. No number
in it can be taken from another week's to leave a single answer: of how right people were it tells
whole numbers and verdicts alone, and from twenty of them on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from content.folder.library import Library
from content.history.family import same_question
from content.history.version import version_of
from content.item import Item, ItemId
from records.branch import Branch
from records.meetings import Period
from records.participation.attempts import Attempt, Others, first_attempts, others
from records.participation.book import book
from records.participation.questions import by_family
from records.participation.rows import Rows
from records.participation.wear import Wear, wear
from records.participation.worth import (
    DISCRIMINATION_FROM,
    dead_options,
    facility,
    guess_floor,
    no_better_than_guessing,
    pairs,
    probable_key,
    surely_backwards,
    told_discrimination,
)


@dataclass(frozen=True, slots=True)
class Judged:
    """One question in force that at least DISCRIMINATION_FROM people tried for the first time."""

    item: ItemId
    version: str
    """Hash of its newest version, with the key in force."""
    form: str
    titles: tuple[tuple[str, str], ...]
    """(language, the question's words), as they were sent."""
    path: str
    line: int
    tries: int
    """First attempts it is judged by."""
    discrimination: float | None
    """-100..100 in whole numbers."""
    guess: float | None
    """What who knows nothing would reach; None for forms that cannot be guessed so."""
    guessed: bool
    """Whether it cannot be told from guessing how many were right."""
    key: str
    """The words of the option that is probably the right one; empty where the key is sound."""
    dead: tuple[str, ...]
    """Wrong options that hardly anybody took."""
    backwards: bool = False
    """Whether those who know more surely get it wrong more often."""


@dataclass(frozen=True, slots=True)
class Appraisal:
    """All of it, as of the end of a week."""

    week: str
    questions: tuple[Judged, ...] = ()
    forms: tuple[Wear, ...] = ()

    @property
    def wearing(self) -> Wear | None:
        """The form that is surest to be wearing out, if any is."""
        return min((one for one in self.forms if one.wearing), key=lambda one: one.p, default=None)


def appraise(rows: Rows, branch: Branch, week: Period) -> Appraisal:
    """Appraise a branch's questions and forms by what came in by the end of a week."""
    kept = book(rows, branch)
    firsts = first_attempts(kept)
    tried = by_family(one for one in firsts.attempts if one.seen.at < week.end)
    rest = others(firsts, week.end)
    enough = [those for _, those in sorted(tried.items()) if len(those) >= DISCRIMINATION_FROM]
    return Appraisal(week.name, tuple(_judged(one, rest) for one in enough), wear(kept, week))


def in_force(
    appraisal: Appraisal, library: Library, version: Callable[[str], Item | None]
) -> Appraisal:
    """Without the questions that the lessons do not hold any more: what was put right is not
    called wrong again. `version` finds what was sent."""
    wanted = {one.item for one in appraisal.questions}
    held: dict[ItemId, list[Item]] = {item: [] for item in wanted}
    for item in library.items() if wanted else ():
        if item.id in wanted:
            held[item.id].append(item)
    still = tuple(one for one in appraisal.questions if _held(one, held[one.item], version))
    return replace(appraisal, questions=still)


def _held(one: Judged, held: Sequence[Item], version: Callable[[str], Item | None]) -> bool:
    if any(version_of(item) == one.version for item in held):
        return True
    key = version(one.version)
    return key is not None and any(same_question(key, item) for item in held)


def _judged(attempts: Sequence[Attempt], rest: Others) -> Judged:
    newest, key = attempts[-1].item, attempts[-1].key
    worth, floor = facility([one.mark for one in attempts]), guess_floor(key)
    told = worth.hidden is None
    return Judged(
        item=newest.id,
        version=version_of(key),
        form=newest.form,
        titles=tuple(sorted({one.item.language: one.item.text for one in attempts}.items())),
        path=newest.head.path,
        line=newest.line,
        tries=len(attempts),
        discrimination=told_discrimination(pairs(attempts, rest)) if told else None,
        guess=floor,
        guessed=told and no_better_than_guessing(worth, floor),
        key=probable_key(attempts, rest) if told else "",
        dead=dead_options(attempts) if told else (),
        backwards=told and surely_backwards(pairs(attempts, rest)),
    )
