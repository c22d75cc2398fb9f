"""Sunday offers at most three of the week's missed items; the others are let go."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from records.branch import Branch
from records.model import Letter, Member, Past
from scheduler.desk import Desk
from scheduler.due import is_study_day
from scheduler.jobs import Job
from scheduler.letters import of_day
from scheduler.rounds import next_few
from scheduler.unasked.absent import missed
from scheduler.unasked.nudges import nudge

AT = time(11, 0)
UNTIL = time(14, 0)
SUNDAY = 6


def run(desk: Desk, now: datetime) -> int:
    """Look at some members of each branch; returns how many were looked at."""
    return sum(looked(desk, branch, now) for branch in desk.branches.values())


def looked(desk: Desk, branch: Branch, now: datetime) -> int:
    """Look at the next few of one branch, on a Sunday that is no study day of theirs."""
    local = now.astimezone(ZoneInfo(branch.zone))
    if local.weekday() != SUNDAY or not AT <= local.time() < UNTIL:
        return 0
    some = next_few(desk, branch, "sunday", local.date())
    letters = [offer(desk, member, local.date(), now) for member in some]
    desk.store.post([letter for letter in letters if letter is not None])
    return len(some)


def offer(desk: Desk, member: Member, sunday: date, now: datetime) -> Letter | None:
    """What one member missed, with the titles they know it by."""
    branch = desk.studies(member)
    if branch is None or is_study_day(branch, sunday):
        return None
    found = missed(desk.store.history(member.id), sunday)
    items = [row for past in found if (row := _row(desk, member, past))]
    return nudge(branch, member, now, "missed", items=items) if items else None


def _row(desk: Desk, member: Member, past: Past) -> tuple[int, str, str] | None:
    """The delivery, its local date and its title."""
    _, sent = of_day(desk.store, member.id, date.fromisoformat(past.day))
    if sent is None or sent.letter.item is None or sent.message is None:
        return None
    return sent.id, past.day, sent.letter.item.head.title


JOB = Job("sunday", timedelta(minutes=5), run, "offers at most three missed items on Sunday",
          order=72, each=looked, after_inbox=True)  # fmt: skip
