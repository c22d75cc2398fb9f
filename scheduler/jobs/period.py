"""The numbers of a period freeze when the meeting begins that ends it."""

from __future__ import annotations

from datetime import datetime, timedelta

from records.branch import Branch
from records.meetings import last_meeting
from scheduler.desk import Desk
from scheduler.jobs import Job
from scheduler.packs import freeze, frozen_period, lived, period_to

NEVER_AFTER = timedelta(days=60)
"""What ended longer ago than this is not frozen any more: rows of it are kept no longer."""


def run(desk: Desk, now: datetime) -> int:
    """Freeze what is over; returns how many periods."""
    return sum(frozen(desk, branch, now) for branch in desk.branches.values())


def frozen(desk: Desk, branch: Branch, now: datetime) -> int:
    """Freeze one branch's last period, unless that was done."""
    met = last_meeting(branch, now)
    if met is None or now >= met + NEVER_AFTER:
        return 0
    period = period_to(branch, met)
    if frozen_period(desk, branch, period) is not None or not lived(desk, branch, period):
        return 0
    freeze(desk, branch, period, now)
    return 1


JOB = Job("period", timedelta(seconds=30), run, "freezes a period's numbers at its meeting",
          order=31)  # fmt: skip
