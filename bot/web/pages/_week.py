"""The week a page is about: the last that was told, or an earlier one that is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.reports._figures import days, week_number
from bot.web.pages import Sight
from records.branch import Branch
from records.meetings import Period, week_of
from records.participation import Summary
from scheduler.desk import Desk
from scheduler.figures.weekly import key, last_told, summary


@dataclass(frozen=True, slots=True)
class Told:
    """A week as it was told, and the told weeks beside it (their names, or empty)."""

    week: Period
    summary: Summary
    earlier: str
    later: str


def told(sight: Sight) -> Told:
    """The week of `?week=2026-W44` where it was told, else the last one."""
    desk, branch, last = sight.desk, sight.branch, last_told(sight.branch, sight.now)
    week = _named(sight.asked.get("week", ""), branch)
    if week is None or week.start >= last.start or not _was_told(desk, branch, week):
        week = last
    found = summary(desk, branch, week, sight.now)
    before, after = _beside(branch, week, -7), _beside(branch, week, 7)
    return Told(
        week,
        found,
        before.name if _was_told(desk, branch, before) else "",
        after.name if week.start < last.start else "",
    )


def about(sight: Sight, found: Told) -> Mapping[str, object]:
    """What every page about a week is filled with."""
    return {
        "summary": found.summary,
        "number": week_number(found.summary.week),
        "dates": days(found.summary, sight.words),
        "earlier": found.earlier,
        "later": found.later,
        "numbers": {week.name: week_number(week.name) for week in found.summary.weeks},
    }


def _was_told(desk: Desk, branch: Branch, week: Period) -> bool:
    return desk.store.published(key(branch, week)) is not None


def _beside(branch: Branch, week: Period, step: int) -> Period:
    year, number = _numbers(week.name)
    return week_of(branch, date.fromisocalendar(year, number, 1) + timedelta(days=step))


def _named(name: str, branch: Branch) -> Period | None:
    try:
        year, number = _numbers(name)
        return week_of(branch, date.fromisocalendar(year, number, 1)) if year > 2000 else None
    except (ValueError, OverflowError):
        return None


def _numbers(name: str) -> tuple[int, int]:
    """2026 and 44, of `2026-W44`. Raises ValueError."""
    year, _, number = name.partition("-W")
    return int(year), int(number)
