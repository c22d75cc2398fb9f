"""Who was at a meeting: the rows fetched, the numbers frozen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from records.branch import Branch
from records.meetings import meetings
from records.meetings.attendance import Attendance, counted, freeze, key, thaw
from records.meetings.moving import planned_of
from records.model import Member, State
from scheduler.desk import Desk

BEFORE = timedelta(hours=1)
AFTER = timedelta(hours=6)
"""A code counts from BEFORE a meeting begins to AFTER."""

LOOKED_BACK = timedelta(days=7)
"""Later than this nothing is frozen any more: the code is gone by then."""


def roster(desk: Desk, branch: Branch) -> Sequence[Member]:
    """Everybody on a branch's roster who has not left."""
    return [one for one in desk.store.members(branch.key) if one.state is not State.LEFT]


def attendance(desk: Desk, branch: Branch, planned: datetime) -> Attendance | None:
    """The frozen numbers of a meeting; None where there are none (yet)."""
    kept = desk.store.published(key(branch.key, planned))
    return None if kept is None else thaw(kept)


def frozen(desk: Desk, branch: Branch, now: datetime) -> int:
    """Freeze the numbers of meetings whose code counts no more; how many."""
    shown = {door.planned for door in desk.store.doors(branch.key)}
    if not shown:
        return 0
    over = [planned_of(branch, at) for at in meetings(branch, now - LOOKED_BACK, now - AFTER)]
    those = [one for one in over
             if one in shown and desk.store.published(key(branch.key, one)) is None]  # fmt: skip
    for planned in those:
        said = desk.store.presence(branch.key, planned)
        made = counted([one.id for one in roster(desk, branch)], said)
        desk.store.publish(key(branch.key, planned), freeze(made), now)
    return len(those)
