"""Members by weeks for an organizer: who may be named now, and what was published of the weeks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from records.branch import Branch
from records.meetings import Period
from records.model import BranchKey, MemberId, State
from records.participation import Week, since
from records.participation.heat import Heat, heat
from records.people.own import CONSENT
from records.ports import Store
from scheduler.apart import apart
from scheduler.desk import Desk
from scheduler.figures.weekly import fetched, summary


def nameable(store: Store, branch: BranchKey) -> Mapping[MemberId, str]:
    """Names of those who are here and agree, at this moment, that organizers see whether they
    took part."""
    here = [one for one in store.members(branch) if one.state is not State.LEFT]
    agreed = store.agreed([one.id for one in here], CONSENT)
    return {one.id: one.name for one in here if one.id in agreed and store.choices(one.id).named}


def named_weeks(desk: Desk, branch: Branch, week: Period, now: datetime) -> Heat:
    """The weeks up to this one as they were told, by member."""
    told = summary(desk, branch, week, now)
    return apart(desk, counted, branch, week, told.weeks, nameable(desk.store, branch.key))


def counted(
    store: Store, branch: Branch, week: Period, told: Sequence[Week], names: Mapping[MemberId, str]
) -> Heat:
    """The same, of weeks as they were told."""
    return heat(fetched(store, branch, week), branch, told, names, since(branch, week))
