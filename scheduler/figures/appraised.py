"""What the last weeks say about questions and forms, frozen once a week for each branch."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from content.history.version import version_of
from content.item import Item, ItemId
from records.branch import Branch
from records.meetings import Period, week_at, weeks_until
from records.participation import Appraisal, appraise
from records.participation.appraisal import in_force
from records.participation.frozen_appraisal import freeze_appraisal, thawed_appraisal
from records.ports import Store
from scheduler.apart import apart
from scheduler.desk import Desk
from scheduler.figures.weekly import appraisal_key, appraised, fetched
from scheduler.jobs import Errand, errand


def last_ended(branch: Branch, now: datetime) -> Period:
    """The latest week that is over."""
    return weeks_until(branch, week_at(branch, now), 2)[0]


def missing(desk: Desk, branch: Branch, week: Period) -> bool:
    """Whether a week has not been appraised yet."""
    return desk.store.published(appraisal_key(branch.key, week.name)) is None


def counted(store: Store, branch: Branch, week: Period) -> Appraisal:
    """From the rows of the last weeks: as many as a summary looks at. Without the lessons, for
    where there is no desk; `publish` looks at those."""
    return appraise(fetched(store, branch, week, kept=False), branch, week)


def made(desk: Desk, branch: Branch, week: Period) -> Appraisal:
    """Of the questions that the lessons hold now."""
    return in_force(apart(desk, counted, branch, week), desk.library, desk.store.version)


def publish(desk: Desk, branch: Branch, now: datetime, found: Appraisal) -> Appraisal:
    """Freeze an appraisal; the first one stays."""
    told = freeze_appraisal(in_force(found, desk.library, desk.store.version))
    key = appraisal_key(branch.key, found.week)
    return thawed_appraisal(desk.store.publish(key, told, now))


def frozen(desk: Desk, branch: Branch, week: Period, now: datetime) -> Appraisal:
    """A week's appraisal, made and frozen where it was not."""
    known = appraised(desk.store, branch.key, week.name)
    return known or publish(desk, branch, now, counted(desk.store, branch, week))


def ahead_of(desk: Desk, branch: Branch, week: Period, now: datetime) -> Errand:
    """The same, to be counted in another process."""
    return errand(counted, (branch, week), partial(publish, desk, branch, now))


def item_of(desk: Desk, item: ItemId, version: str) -> Item | None:
    """A version that was sent; or one in force that was not yet: answers were graded anew by it."""
    held = (one for one in desk.library.items() if one.id == item and version_of(one) == version)
    return desk.store.version(version) or next(held, None)
