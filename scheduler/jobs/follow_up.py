"""Who wanted to try something is asked once how it went."""

from __future__ import annotations

from datetime import datetime, timedelta

from records.model import Letter
from records.people.own import Trial
from scheduler.desk import Desk
from scheduler.due import wait_until
from scheduler.jobs import Job
from scheduler.unasked.nudges import word


def run(desk: Desk, now: datetime) -> int:
    """Ask about what is due; returns how many."""
    due = desk.store.trials_due(now)
    with desk.store.together():
        desk.store.post([letter for trial in due if (letter := question(desk, trial, now))])
        for trial in due:
            desk.store.asked_about(trial.delivery, now)
    return len(due)


def question(desk: Desk, trial: Trial, now: datetime) -> Letter | None:
    """The one question, outside the quiet hours; None for a branch that is no more."""
    member, sent = desk.store.member(trial.member), desk.store.delivery(trial.delivery)
    branch = desk.branch_of(member) if member else None
    if member is None or branch is None or sent is None or sent.letter.item is None:
        return None
    due = wait_until(branch, member, now, any_day=True)
    return word(member, f"tried:{trial.delivery}", due, "tried", delivery=trial.delivery,
                text=sent.letter.item.text)  # fmt: skip


JOB = Job("follow_up", timedelta(minutes=1), run, "asks once how a trial went", order=65)
