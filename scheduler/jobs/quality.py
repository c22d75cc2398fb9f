"""In the night after a week: what the last weeks say about questions and forms, for Monday.

One branch at a time: each takes as long as counting nine weeks of it from all its rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from records.branch import Branch
from records.meetings import Period
from scheduler import appraised
from scheduler.desk import Desk
from scheduler.jobs import Errand, Job

SETTLED = timedelta(minutes=30)
"""So long after the end of a week nothing of it is on its way any more."""


def run(desk: Desk, now: datetime) -> int:
    """Appraise the next branch whose last week is not appraised yet; 1 where there was one."""
    for branch, week in due(desk, now):
        appraised.frozen(desk, branch, week, now)
        return 1
    return 0


def ahead(desk: Desk, now: datetime) -> Iterator[Errand]:
    """All that are due."""
    for branch, week in due(desk, now):
        yield appraised.ahead_of(desk, branch, week, now)


def due(desk: Desk, now: datetime) -> Iterator[tuple[Branch, Period]]:
    """Branches whose last week has settled and is not appraised."""
    for branch in desk.branches.values():
        week = appraised.last_ended(branch, now)
        if now >= week.end + SETTLED and appraised.missing(desk, branch, week):
            yield branch, week


JOB = Job("quality", timedelta(seconds=30), run, "appraises questions and forms once a week",
          order=25, ahead=ahead, after_inbox=True)  # fmt: skip
