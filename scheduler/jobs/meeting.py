"""Meetings: word of those that are changed or near, and numbers of those that are over."""

from __future__ import annotations

from datetime import datetime, timedelta

from records.branch import Branch
from scheduler.desk import Desk
from scheduler.jobs import Job
from scheduler.meeting.attending import frozen
from scheduler.meeting.word import remind, tell_changes

AT_ONCE = 50


def run(desk: Desk, now: datetime) -> int:
    """Look at some members of one branch after the other, at most about AT_ONCE, so that nobody
    waits for it where many branches meet on one day; returns how much was done."""
    done = 0
    for branch in desk.branches.values():
        done += looked(desk, branch, now)
        if done >= AT_ONCE:
            break
    return done


def looked(desk: Desk, branch: Branch, now: datetime) -> int:
    """One branch."""
    return tell_changes(desk, branch, now) + remind(desk, branch, now) + frozen(desk, branch, now)


JOB = Job("meeting", timedelta(minutes=1), run,
          "tells members of meetings, and freezes how many were there", order=60,
          each=looked)  # fmt: skip
