"""One reminder in the evening, to who wants it and has not answered today's item."""

from __future__ import annotations

from datetime import datetime, timedelta

from records.model import Fate, Letter, Member
from scheduler.desk import Desk
from scheduler.due import day_of
from scheduler.jobs import Job
from scheduler.letters import of_day
from scheduler.unasked.absent import ignored
from scheduler.unasked.nudges import is_evening, nudge


def run(desk: Desk, now: datetime) -> int:
    """Post what is due; returns how many."""
    letters = [reminder(desk, member, now) for member in desk.store.reminded()]
    return len(desk.store.post([letter for letter in letters if letter is not None]))


def reminder(desk: Desk, member: Member, now: datetime) -> Letter | None:
    """This evening's reminder, where today's item was sent and is open. Who has not answered
    for days is asked something else (`absence`), and reminded no more."""
    branch = desk.studies(member)
    if branch is None or not is_evening(branch, member, now):
        return None
    day = day_of(member, branch, now)
    _, today = of_day(desk.store, member.id, day)
    if today is None or today.fate is not Fate.SENT or desk.store.answer(today.id):
        return None
    if ignored(desk.store.history(member.id), day) is not None:
        return None
    return nudge(branch, member, now, "reminder", delivery=today.id)


JOB = Job("reminder", timedelta(minutes=5), run, "reminds in the evening who wants it", order=70,
          after_inbox=True)  # fmt: skip
