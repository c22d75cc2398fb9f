"""After three days without an answer: one question what would be better, once an absence."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from records.branch import Branch
from records.model import Member
from scheduler.desk import Desk
from scheduler.due import day_of
from scheduler.jobs import Job
from scheduler.rounds import next_few
from scheduler.unasked.absent import absence, ignored
from scheduler.unasked.nudges import EVENING, HOUR, nudge


def run(desk: Desk, now: datetime) -> int:
    """Look at some members of each branch in its evening; returns how many were looked at."""
    return sum(looked(desk, branch, now) for branch in desk.branches.values())


def looked(desk: Desk, branch: Branch, now: datetime) -> int:
    """Look at the next few of one branch."""
    local = now.astimezone(ZoneInfo(branch.zone))
    start = local.replace(hour=EVENING.hour, minute=0, second=0, microsecond=0)
    if not start <= local < start + HOUR:
        return 0
    some = next_few(desk, branch, "absence", local.date())
    for member in some:
        ask(desk, branch, member, now)
    return len(some)


def ask(desk: Desk, branch: Branch, member: Member, now: datetime) -> None:
    """Slower, other topics, or a pause? Today's item, if any, is not counted as ignored yet
    where it came within the day."""
    history = desk.store.history(member.id)
    tomorrow = day_of(member, branch, now) + timedelta(days=1)
    if ignored(history, tomorrow) is None:
        return
    with desk.store.together():
        letter = nudge(branch, member, now, "absent")
        new = desk.store.by_occasion(member.id, letter.occasion) is None
        if new and desk.store.once(member.id, f"absent:{absence(history)}"):
            desk.store.post([letter])


JOB = Job("absence", timedelta(minutes=5), run, "asks once who has not answered for a while",
          order=75, each=looked, after_inbox=True)  # fmt: skip
