"""What the last weeks say about questions and forms, frozen once a week for each branch."""

from __future__ import annotations

from datetime import datetime

from records.branch import Branch
from records.meetings import Period, week_at, weeks_until
from records.participation import Appraisal, appraise
from records.participation.frozen_appraisal import freeze_appraisal, thawed_appraisal
from scheduler.desk import Desk
from scheduler.weekly import appraisal_key, appraised, fetched


def last_ended(branch: Branch, now: datetime) -> Period:
    """The latest week that is over."""
    return weeks_until(branch, week_at(branch, now), 2)[0]


def made(desk: Desk, branch: Branch, week: Period) -> Appraisal:
    """Counted from the rows of the last weeks: as many as a summary looks at."""
    rows = fetched(desk.store, branch, week, kept=False)
    return appraise(rows, branch, week, desk.library)


def frozen(desk: Desk, branch: Branch, week: Period, now: datetime) -> Appraisal:
    """Make a week's appraisal and freeze it; the first one stays."""
    found = appraised(desk.store, branch, week)
    if found is None:
        body = freeze_appraisal(made(desk, branch, week))
        found = thawed_appraisal(desk.store.publish(appraisal_key(branch, week), body, now))
    return found
