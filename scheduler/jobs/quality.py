"""In the night after a week: what the last weeks say about questions and forms, for Monday.

One branch at a time: each takes as long as counting nine weeks of it from all its rows.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from scheduler.appraised import frozen, last_ended
from scheduler.desk import Desk
from scheduler.jobs import Job
from scheduler.weekly import appraisal_key

SETTLED = timedelta(minutes=30)
"""So long after the end of a week nothing of it is on its way any more."""


def run(desk: Desk, now: datetime) -> int:
    """Appraise the next branch whose last week is not appraised yet; 1 where there was one."""
    for branch in desk.branches.values():
        week = last_ended(branch, now)
        if now >= week.end + SETTLED and desk.store.published(appraisal_key(branch, week)) is None:
            frozen(desk, branch, week, now)
            return 1
    return 0


JOB = Job("quality", timedelta(seconds=30), run, "appraises questions and forms once a week",
          order=25)  # fmt: skip
