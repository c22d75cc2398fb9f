"""What is kept no longer goes, once a day: every limit that `records.privacy` declares.

What counts from a meeting counts from the branch's own; where none is known, or none for long,
from AHEAD later than if there had been one at once. A few rows at a time, so that nobody waits.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from records.keeping.erasures import TO_SCRUB
from records.meetings import AHEAD, last_meeting
from records.model import BranchKey
from records.privacy import Limit, limits
from scheduler.desk import Desk
from scheduler.jobs import Job

DONE = "retention"
"""The note that holds the UTC date of the last day on which nothing was left to end."""


def run(desk: Desk, now: datetime) -> int:
    """End some rows of the first limit that has any over; returns how many."""
    scrubbed(desk)
    day = now.astimezone(UTC).date().isoformat()
    if desk.store.noted(DONE) == day:
        return 0
    for limit, before, branch in cuts(desk, now):
        if ended := desk.store.expire(limit.name, before, branch):
            return ended
    if left := former(desk, now):
        return left
    desk.store.note(DONE, day)
    desk.store.note(TO_SCRUB, "1")
    return 0


def cuts(desk: Desk, now: datetime) -> Iterator[tuple[Limit, datetime, BranchKey | None]]:
    """Each limit with the time before which it ends rows; those by meeting for each branch."""
    for limit in limits():
        age = timedelta(days=desk.keeps(limit.name))
        if not limit.by_meeting:
            yield limit, now - age, None
            continue
        for branch in desk.store.branches():
            yield limit, met_before(desk, branch, now - age), branch


def met_before(desk: Desk, key: BranchKey, at: datetime) -> datetime:
    """The branch's last meeting by then; no longer ago than meetings ever lie apart."""
    branch = desk.branches.get(key)
    met = last_meeting(branch, at) if branch else None
    return max(met or at - AHEAD, at - AHEAD)


def former(desk: Desk, now: datetime) -> int:
    """Who left long enough ago is erased as if they had asked for it."""
    gone = desk.store.former(now - timedelta(days=desk.keeps("former")))
    return sum(desk.store.erase_member(member, now) for member in gone)


def scrubbed(desk: Desk) -> None:
    """What was erased while somebody was reading is made unreadable now, if nobody is."""
    if desk.store.noted(TO_SCRUB) and desk.store.scrub():
        desk.store.note(TO_SCRUB, "")


JOB = Job("retention", timedelta(minutes=10), run, "ends what is kept no longer", order=95)
