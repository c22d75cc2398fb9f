"""The daily item: for everybody whose hour has come, plan it and put it in the outbox."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import assert_never

from records.branch import Branch
from records.model import Letter, Member, MemberId
from records.people.own import CONSENT
from scheduler.desk import Desk
from scheduler.due import Go, Missed, Wait, late, next_due, occasion
from scheduler.group.crowd import standing_for_all
from scheduler.jobs import Job
from scheduler.letters import pushed
from scheduler.plan import Choice, choose
from scheduler.plan.wishes import wish_of

CHUNK = 200
"""Members planned in one transaction; the beat comes again until nobody is due."""


def run(desk: Desk, now: datetime) -> int:
    """Post the day's item to those who are due, and set when each is due next."""
    with desk.store.together():  # what is read of a branch or a member is read once
        return _planned(desk, now)


def _planned(desk: Desk, now: datetime) -> int:
    members = desk.store.due(now, limit=CHUNK)
    agreed = desk.store.agreed([member.id for member in members], CONSENT)
    letters: list[Letter] = []
    following: dict[MemberId, datetime | None] = {}
    for member in members:
        branch = desk.studies(member)
        letter, due = decided(desk, member, branch, now) if branch else (None, None)
        following[member.id] = due
        if letter is not None and member.id in agreed:
            letters.append(letter)
    desk.store.post(letters, following)
    return len(members)


def decided(
    desk: Desk, member: Member, branch: Branch, now: datetime
) -> tuple[Letter | None, datetime | None]:
    """What a member gets now, and when they are due next."""
    what = late(branch, member, member.next_at or now, now)
    match what:
        case Wait(until):
            return None, until
        case Missed(day):
            return None, next_due(branch, member, now, had=day)
        case Go(day):
            following = next_due(branch, member, now, had=day)
            history = desk.store.history(member.id, coming=True)
            if any(past.day == day.isoformat() for past in history):
                return None, following
            history = [*history, *standing_for_all(desk.store.open_in(branch.key))]
            wish = wish_of(desk.store, member)
            choice = choose(desk.shelves, member, branch, history, day, wish)
            if not isinstance(choice, Choice):
                return None, following
            return pushed(choice, member, branch, occasion(day), now), following
        case _:
            assert_never(what)


JOB = Job("push", timedelta(seconds=5), run, "posts the day's item at each member's hour", order=20)
