"""Weeks that have closed are counted once and kept: later ones need not count them again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from records.branch import Branch
from records.meetings import Period, week_at, weeks_until
from records.participation import WEEKS
from records.ports import Store
from records.weeks import PastWeek
from scheduler.desk import Desk
from scheduler.figures.weekly import to_keep
from scheduler.jobs import Errand, Job, errand

Counted = tuple[PastWeek, int]
"""A week, and how many had been given up when it was counted."""


def run(desk: Desk, now: datetime) -> int:
    """Keep one week of one branch that is not kept yet; 0 where there is none."""
    did = (kept(desk, branch, now) for branch in desk.branches.values())
    return next(filter(None, did), 0)


def kept(desk: Desk, branch: Branch, now: datetime) -> int:
    """The same of one branch."""
    for week in missing(desk, branch, now):
        past, given_up = counted(desk.store, branch, week)
        desk.store.keep_week(branch.key, past, given_up)
        return 1
    return 0


def ahead(desk: Desk, branch: Branch, now: datetime) -> Iterator[Errand]:
    """All that is missing."""
    for week in missing(desk, branch, now):
        yield errand(counted, (branch, week), _keeper(desk, branch))


def _keeper(desk: Desk, branch: Branch) -> Callable[[Counted], None]:
    def keep(found: Counted) -> None:
        desk.store.keep_week(branch.key, *found)

    return keep


def counted(store: Store, branch: Branch, week: Period) -> Counted:
    """How often weeks were given up is read first: what changes meanwhile is then seen."""
    given_up = store.given_up()
    return to_keep(store, branch, week), given_up


def missing(desk: Desk, branch: Branch, now: datetime) -> Iterator[Period]:
    """Closed weeks that the next summary looks at and that are not kept, the latest first."""
    there = desk.store.weeks_kept(branch.key)
    for week in reversed(weeks_until(branch, week_at(branch, now), WEEKS + 1)[:-1]):
        if week.start not in there:
            yield week


JOB = Job("closed_weeks", timedelta(minutes=5), run, "counts closed weeks once, and keeps them",
          order=35, each=kept, ahead=ahead)  # fmt: skip
