"""The plan ahead: who will get what, when, why, and until when the content lasts.

The same rules that choose today's item are asked for the days to come, for one member: a
given one with their history, or a newcomer. Nobody answers in a forecast, so what will be
asked again because of future answers is not in it: a folder lasts at least as long as said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from content.folder.library import Library
from records.branch import Branch
from records.model import Member, MemberId, Past, State
from scheduler.due import slots
from scheduler.plan import Choice, Nothing, Shelves, choose, written_in
from scheduler.plan.wishes import NONE, Wish, newcomers

ALARM = timedelta(days=7)
"""How long before the content runs out organizers are told: a week to write or import some."""

FAR = 730
"""Days looked ahead for the end of the content; a folder that lasts two years is "lasting"."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One study day ahead."""

    day: date
    """The member's local date."""
    due: datetime
    """When the item is due (UTC)."""
    what: Choice | Nothing


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a newcomer of one language gets, and how long the content lasts for them."""

    language: str
    plan: tuple[Planned, ...]
    lasts: int
    """Study days with an item from the start until the first gap (or FAR days ahead)."""
    gap: date | None
    """The first study day without an item; None where there is none within FAR days."""
    others: tuple[str, ...] = ()
    """Where nothing is written in their language: those in which something is."""


def newcomer(branch: Branch, language: str) -> Member:
    """A member of a branch who has had nothing yet."""
    return Member(MemberId(0), branch.key, "", language, State.LINKED)


def ahead(
    library: Library | Shelves,
    branch: Branch,
    member: Member,
    history: Sequence[Past],
    start: datetime,
    days: int = 14,
    wish: Wish = NONE,
) -> tuple[Planned, ...]:
    """A member's study days in [start, start + days), each with what they will get and why."""
    return tuple(_days(library, branch, member, history, start, days, wish))


def runs_out(
    library: Library | Shelves,
    branch: Branch,
    member: Member,
    history: Sequence[Past],
    start: datetime,
    within: timedelta = ALARM,
    wish: Wish = NONE,
) -> date | None:
    """The first study day with nothing for this member, None where there is none so soon.

    With the default it is the alarm: a date means that organizers are to be told.
    """
    plan = _days(library, branch, member, history, start, within.days, wish)
    return next((day.day for day in plan if isinstance(day.what, Nothing)), None)


def outlook(
    library: Library | Shelves,
    branch: Branch,
    start: datetime,
    days: int = 14,
    *,
    languages: Sequence[str] = (),
    history: Sequence[Past] = (),
) -> tuple[Outlook, ...]:
    """What lies ahead in a branch, once for each language (the branch's own if none is named).

    For a newcomer, or for somebody with the history given.
    """
    shelves = library if isinstance(library, Shelves) else Shelves(library)
    return tuple(
        _outlook(shelves, branch, language, start, days, history)
        for language in languages or branch.languages
    )


def _outlook(
    shelves: Shelves,
    branch: Branch,
    language: str,
    start: datetime,
    days: int,
    history: Sequence[Past],
) -> Outlook:
    plan: list[Planned] = []
    lasts, gap, end = 0, None, start + timedelta(days=days)
    wish = NONE if history else newcomers(start)
    for day in _days(shelves, branch, newcomer(branch, language), history, start, FAR, wish):
        if day.due < end:
            plan.append(day)
        if gap is None and isinstance(day.what, Choice):
            lasts += 1
        elif gap is None:
            gap = day.day
        if gap is not None and day.due >= end:
            break
    others = () if lasts else written_in(shelves, newcomer(branch, language), branch)
    return Outlook(language, tuple(plan), lasts, gap, others)


def _days(
    library: Library | Shelves,
    branch: Branch,
    member: Member,
    history: Sequence[Past],
    start: datetime,
    days: int,
    wish: Wish = NONE,
) -> Iterator[Planned]:
    shelves = library if isinstance(library, Shelves) else Shelves(library)
    kept = list(history)
    had = {past.day for past in history}
    studies = wish.within(branch)
    for day, due in slots(studies, member, start, start + timedelta(days=days)):
        if day.isoformat() not in had:
            what = choose(shelves, member, studies, kept, day, wish)
            yield Planned(day, due, what)
            if isinstance(what, Choice):
                kept.append(_sent(what, day, due))


def _sent(choice: Choice, day: date, due: datetime) -> Past:
    item = choice.item
    applied = item.applied or item.asked_by_members
    return Past(item.id, item.lesson, item.form, applied, day.isoformat(), due, fresh=choice.fresh)
