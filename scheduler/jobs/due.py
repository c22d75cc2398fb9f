"""Who has no next due time gets one: newcomers, and those who came back."""

from __future__ import annotations

from datetime import datetime, timedelta

from records.model import Member
from scheduler.desk import Desk
from scheduler.due import next_due
from scheduler.jobs import Job


def run(desk: Desk, now: datetime) -> int:
    """Set `next_at` where there is none."""
    due = {member.id: first_due(desk, member, now) for member in desk.store.unscheduled()}
    found = {member: at for member, at in due.items() if at is not None}
    if found:
        desk.store.schedule(found)
    return len(found)


def first_due(desk: Desk, member: Member, now: datetime) -> datetime | None:
    """The next hour of this member's; None for a branch without study days or unknown."""
    branch = desk.studies(member)
    return next_due(branch, member, now) if branch else None


JOB = Job("due", timedelta(seconds=5), run, "gives newcomers their next hour", order=10)
