"""The meeting pack: two days before, once for each meeting and branch, to its organizers; also
after a downtime, as long as the meeting lies ahead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from records.branch import Branch
from records.meetings import Period, next_meeting
from records.model import Kind, Letter
from scheduler.desk import Desk
from scheduler.due import wait_until
from scheduler.jobs import Errand, Job, errand
from scheduler.meeting.packs import (
    AHEAD,
    counted_apart,
    keep_told,
    key,
    lived,
    period_to,
    tell,
)


def run(desk: Desk, now: datetime) -> int:
    """Count and post what has not been told yet, one branch at a time."""
    did = (told(desk, branch, now) for branch in desk.branches.values())
    return next(filter(None, did), 0)


def ahead(desk: Desk, branch: Branch, now: datetime) -> Iterator[Errand]:
    """A branch's pack that is to be told and has not been counted yet."""
    period = due(desk, branch, now)
    if period is not None and desk.store.published(key(branch, period)) is None:
        keep = partial(keep_told, desk, branch=branch, now=now)
        yield errand(counted_apart, (branch, period, now), keep)


def due(desk: Desk, branch: Branch, now: datetime) -> Period | None:
    """The period whose pack is to be told now, and of which there is anything to tell."""
    meeting = next_meeting(branch, now)
    if meeting is None or now < meeting - AHEAD:
        return None
    period = period_to(branch, meeting)
    done = desk.store.noted(done_key(branch, period)) or not lived(desk, branch, period)
    return None if done else period


def done_key(branch: Branch, period: Period) -> str:
    """Under which it is noted that a pack was told."""
    return f"told:{key(branch, period)}"


def told(desk: Desk, branch: Branch, now: datetime) -> int:
    """Tell one branch's pack, unless that was done, or it is not time."""
    period = due(desk, branch, now)
    if period is None:
        return 0
    with desk.store.together():
        letters = letters_with(desk, branch, period, now)
        desk.store.post(letters)
        desk.store.note(done_key(branch, period), now.isoformat())
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
          order=32, each=told, ahead=ahead, after_inbox=True)  # fmt: skip
