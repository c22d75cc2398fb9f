"""Who has no next due time gets one: newcomers, and those who came back."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from records.model import BranchKey, Member
from scheduler.desk import Desk
from scheduler.due import next_due
from scheduler.jobs import Job


def run(desk: Desk, now: datetime) -> int:
    """Set `next_at` where there is none, for the first thousand or fewer that can have one: who
    has no branch or no study days stays without, and stands in nobody's way."""
    known: dict[Like, datetime | None] = {}
    after = 0
    while members := desk.store.unscheduled(after=after):
        due = {member.id: first_due(desk, member, now, known) for member in members}
        found = {member: at for member, at in due.items() if at is not None}
        if found:
            desk.store.schedule(found)
            return len(found)
        after = members[-1].id
    return 0


Like = tuple[BranchKey, tuple[int, ...] | None, str | None, time | None]
"""Branch, own days, zone and hour: whoever is alike in these is due at the same time."""


def first_due(
    desk: Desk, member: Member, now: datetime, known: dict[Like, datetime | None]
) -> datetime | None:
    """The next hour of this member's; None for a branch without study days or unknown."""
    branch = desk.studies(member)
    if branch is None:
        return None
    like = (member.branch, tuple(sorted(branch.days)), member.zone, member.push)
    if like not in known:
        known[like] = next_due(branch, member, now)
    return known[like]


JOB = Job("due", timedelta(seconds=5), run, "gives newcomers their next hour", order=10)
