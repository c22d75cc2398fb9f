"""The numbers of a period freeze when the meeting begins that ends it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from records.branch import Branch
from records.meetings import Period, last_meeting
from scheduler.desk import Desk
from scheduler.jobs import Errand, Job, errand
from scheduler.meeting.packs import (
    counted_apart,
    freeze,
    keep_frozen,
    lived,
    period_key,
    period_to,
)

NEVER_AFTER = timedelta(days=60)
"""What ended longer ago than this is not frozen any more: rows of it are kept no longer."""


def run(desk: Desk, now: datetime) -> int:
    """Freeze what is over, one branch at a time; returns how many periods."""
    did = (frozen(desk, branch, now) for branch in desk.branches.values())
    return next(filter(None, did), 0)


def ahead(desk: Desk, branch: Branch, now: datetime) -> Iterator[Errand]:
    """A branch's period that is over and not counted yet."""
    period = due(desk, branch, now)
    if period is not None:
        keep = partial(keep_frozen, desk, branch=branch, period=period, now=now)
        yield errand(counted_apart, (branch, period, now), keep)


def due(desk: Desk, branch: Branch, now: datetime) -> Period | None:
    """The last period, where it is over and was not frozen."""
    met = last_meeting(branch, now)
    if met is None or now >= met + NEVER_AFTER:
        return None
    period = period_to(branch, met)
    kept = desk.store.published(period_key(branch, period)) is not None
    if kept or not lived(desk, branch, period):
        return None
    return period


def frozen(desk: Desk, branch: Branch, now: datetime) -> int:
    """Freeze one branch's last period, unless that was done."""
    period = due(desk, branch, now)
    if period is None:
        return 0
    freeze(desk, branch, period, now)
    return 1


JOB = Job("period", timedelta(seconds=30), run, "freezes a period's numbers at its meeting",
          order=31, each=frozen, ahead=ahead, after_inbox=True)  # fmt: skip
