"""The meeting pack: two days before, once for each meeting and branch, to its organizers; also
after a downtime, as long as the meeting lies ahead."""

from __future__ import annotations

from datetime import datetime, timedelta

from records.branch import Branch
from records.meetings import Period, next_meeting
from records.model import Kind, Letter
from scheduler.desk import Desk
from scheduler.due import wait_until
from scheduler.jobs import Job
from scheduler.packs import AHEAD, key, lived, period_to, tell


def run(desk: Desk, now: datetime) -> int:
    """Count and post what has not been told yet."""
    return sum(told(desk, branch, now) for branch in desk.branches.values())


def told(desk: Desk, branch: Branch, now: datetime) -> int:
    """Tell one branch's pack, unless that was done, or it is not time."""
    meeting = next_meeting(branch, now)
    if meeting is None or now < meeting - AHEAD:
        return 0
    period = period_to(branch, meeting)
    done = f"told:{key(branch, period)}"
    if desk.store.noted(done):
        return 0
    letters = letters_with(desk, branch, period, now) if lived(desk, branch, period) else []
    desk.store.post(letters)
    desk.store.note(done, now.isoformat())
    return len(letters)


def letters_with(desk: Desk, branch: Branch, period: Period, now: datetime) -> list[Letter]:
    """A letter to each organizer, outside their quiet hours and before the meeting."""
    tell(desk, branch, period, now)
    occasion = key(branch, period)
    return [
        Letter(
            member=organizer.id,
            kind=Kind.SUMMARY,
            occasion=occasion,
            due=wait_until(branch, organizer, now, any_day=True),
            body=occasion,
            expires=period.end,
        )
        for organizer in desk.store.organizers(branch.key)
    ]


JOB = Job("pack", timedelta(seconds=30), run, "tells organizers the pack for their meeting",
          order=32)  # fmt: skip
