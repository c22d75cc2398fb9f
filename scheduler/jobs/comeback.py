"""Pauses end by themselves, with one word of welcome."""

from __future__ import annotations

from datetime import datetime, timedelta

from records.model import Member, State
from scheduler.desk import Desk
from scheduler.jobs import Job
from scheduler.unasked.nudges import nudge


def run(desk: Desk, now: datetime) -> int:
    """Bring back whose pause or excuse is over; the next hour is set by `due`."""
    members = desk.store.lapsed(now)
    for member in members:
        bring_back(desk, member, now)
    return len(members)


def bring_back(desk: Desk, member: Member, now: datetime) -> None:
    """LINKED again, or INVITED who never was; who paused themselves is welcomed."""
    branch = desk.studies(member)
    back = State.LINKED if member.linked is not None else State.INVITED
    with desk.store.together():
        desk.store.move(member.id, back, now, reason="pause over")
        if branch is not None and member.state is State.PAUSED:
            desk.store.post([nudge(branch, member, now, "back")])


JOB = Job("comeback", timedelta(seconds=5), run, "ends pauses that are over", order=5)
