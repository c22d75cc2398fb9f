"""In the night after a week: what the last weeks say about questions and forms, for Monday.

One branch at a time: each takes as long as counting nine weeks of it from all its rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from records.branch import Branch
from records.meetings import Period
from scheduler.desk import Desk
from scheduler.figures import appraised
from scheduler.jobs import Errand, Job

SETTLED = timedelta(minutes=30)
"""So long after the end of a week nothing of it is on its way any more."""


def run(desk: Desk, now: datetime) -> int:
    """Appraise the next branch whose last week is not appraised yet; 1 where there was one."""
    did = (frozen(desk, branch, now) for branch in desk.branches.values())
    return next(filter(None, did), 0)


def frozen(desk: Desk, branch: Branch, now: datetime) -> int:
    """Appraise one branch's last week, unless that was done."""
    week = due(desk, branch, now)
    if week is None:
        return 0
    appraised.frozen(desk, branch, week, now)
    return 1


def ahead(desk: Desk, branch: Branch, now: datetime) -> Iterator[Errand]:
    """The same, elsewhere."""
    week = due(desk, branch, now)
    if week is not None:
        yield appraised.ahead_of(desk, branch, week, now)


def due(desk: Desk, branch: Branch, now: datetime) -> Period | None:
    """The branch's last week, where it has settled and is not appraised."""
    week = appraised.last_ended(branch, now)
    if now >= week.end + SETTLED and appraised.missing(desk, branch, week):
        return week
    return None


JOB = Job("quality", timedelta(seconds=30), run, "appraises questions and forms once a week",
          order=25, each=frozen, ahead=ahead, after_inbox=True)  # fmt: skip
