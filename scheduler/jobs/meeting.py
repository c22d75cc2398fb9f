"""Meetings: word of those that are changed or near, and numbers of those that are over."""

from __future__ import annotations

from datetime import datetime, timedelta

from records.branch import Branch
from scheduler.attending import frozen
from scheduler.desk import Desk
from scheduler.jobs import Job
from scheduler.meeting_word import remind, tell_changes


def run(desk: Desk, now: datetime) -> int:
    """Look at some members of each branch; returns how much was done."""
    return sum(looked(desk, branch, now) for branch in desk.branches.values())


def looked(desk: Desk, branch: Branch, now: datetime) -> int:
    """One branch."""
    return tell_changes(desk, branch, now) + remind(desk, branch, now) + frozen(desk, branch, now)


JOB = Job("meeting", timedelta(minutes=1), run,
          "tells members of meetings, and freezes how many were there", order=60)  # fmt: skip
