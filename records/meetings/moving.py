"""How a meeting may be moved, cancelled or added: only what lies ahead, so that a period that has
begun keeps its start, and what was counted stays counted.

Pure: each rule returns the change to keep, or why there is none. Two meetings never share a local
date of the branch: periods and votes are named by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from records.branch import Branch, Change
from records.meetings import local_day, meetings, next_meeting

FARTHEST = timedelta(days=366)
"""How far ahead a meeting can be put: a slip of the pen in the year is no meeting."""

MOMENT = timedelta(microseconds=1)


class Refused(StrEnum):
    """Why a meeting is not changed."""

    NONE = "none"
    """There is no such meeting."""
    BEGUN = "begun"
    DOOR = "door"
    """It has not begun, but somebody has come."""
    PAST = "past"
    """The new time has passed."""
    FAR = "far"
    TAKEN = "taken"
    """Another meeting is on that local date."""
    SAME = "same"
    """That is when it is."""


def upcoming(branch: Branch, now: datetime) -> tuple[datetime, ...]:
    """The meetings that have not begun, up to FARTHEST ahead."""
    return meetings(branch, now + MOMENT, now + FARTHEST + MOMENT)


def next_planned(branch: Branch, now: datetime) -> datetime | None:
    """The name of the next meeting."""
    at = next_meeting(branch, now)
    return None if at is None else planned_of(branch, at)


def cancelled(branch: Branch, now: datetime) -> tuple[Change, ...]:
    """Cancelled meetings that would still lie ahead, by when they were planned."""
    found = (one for one in branch.changes if one.at is None and one.planned > now)
    return tuple(sorted(found, key=lambda one: one.planned))


def change_of(branch: Branch, planned: datetime) -> Change | None:
    """What was changed about a meeting so far."""
    return next((one for one in branch.changes if one.planned == planned), None)


def planned_of(branch: Branch, at: datetime) -> datetime:
    """The instant that names for good the meeting that is at `at` now."""
    return next((one.planned for one in branch.changes if one.at == at), at)


def when(branch: Branch, planned: datetime) -> datetime | None:
    """When the meeting of that name is now; None where it is cancelled, or is none."""
    changed = change_of(branch, planned)
    if changed is not None:
        return changed.at
    return planned if meetings(branch, planned, planned + MOMENT) else None


def moved(
    branch: Branch, planned: datetime, to: datetime | None, now: datetime
) -> Change | Refused:
    """Move a meeting; to None cancels it. A cancelled one can be given a time again."""
    before, held = change_of(branch, planned), when(branch, planned)
    if held is None and (before is None or to is None):
        return Refused.NONE
    if held is not None and held <= now:
        return Refused.BEGUN
    if to is not None and (why := _unfit(branch, planned, to, now)):
        return why
    return Change(planned, to, (before.sequence if before else 0) + 1, now)


def added(branch: Branch, at: datetime, now: datetime) -> Change | Refused:
    """One more meeting. At the time of a cancelled one it is that one again."""
    was = change_of(branch, at)
    if was is not None and was.at is None:
        return moved(branch, at, at, now)
    name = _free_name(branch, at)
    return _unfit(branch, name, at, now) or Change(name, at, 1, now)


def with_change(branch: Branch, change: Change) -> Branch:
    """The branch as it meets once that is kept."""
    others = (one for one in branch.changes if one.planned != change.planned)
    return replace(branch, changes=(*others, change))


def _unfit(branch: Branch, planned: datetime, to: datetime, now: datetime) -> Refused | None:
    if to <= now:
        return Refused.PAST
    if to > now + FARTHEST:
        return Refused.FAR
    if to == when(branch, planned):
        return Refused.SAME
    taken = local_day(branch, to) in set(_days_of_others(branch, planned, to))
    return Refused.TAKEN if taken else None


def _days_of_others(branch: Branch, planned: datetime, to: datetime) -> Iterator[object]:
    """Local dates near `to` on which other meetings are."""
    some = meetings(branch, to - timedelta(days=2), to + timedelta(days=2))
    return (local_day(branch, at) for at in some if planned_of(branch, at) != planned)


def _free_name(branch: Branch, at: datetime) -> datetime:
    """`at`, or the first moment after it that names no other meeting: one that was moved away
    from there keeps its name."""
    while change_of(branch, at) is not None:
        at += MOMENT
    return at


__all__ = [
    "FARTHEST",
    "MOMENT",
    "Refused",
    "added",
    "cancelled",
    "change_of",
    "moved",
    "next_planned",
    "planned_of",
    "upcoming",
    "when",
    "with_change",
]
