"""Votes at meetings: those nobody closed end, and three weeks later the same people's answers to
the re-ask are counted, once, and told to the organizers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from records.branch import Branch
from records.model import Kind, Letter
from records.participation.discussing import AGAIN_FROM, AGAIN_UNTIL, three_weeks_later
from records.participation.discussion import Discussion
from scheduler.desk import Desk
from scheduler.due import wait_until
from scheduler.jobs import Job
from scheduler.meeting.argued import all_of, keep_later
from scheduler.meeting.argument import asked_again, end_stale, marks, votes_on

NEWS = timedelta(days=7)
"""How long the third number is news to an organizer."""


def run(desk: Desk, now: datetime) -> int:
    """Look at every branch; returns how many votes ended or were counted again."""
    return sum(looked(desk, branch, now) for branch in desk.branches.values())


def looked(desk: Desk, branch: Branch, now: datetime) -> int:
    """End a stale vote; count those whose days are over."""
    ended = int(end_stale(desk, branch.key, now))
    due = [one for one in all_of(desk.store, branch.key)
           if one.later is None and now >= one.closed + AGAIN_UNTIL]  # fmt: skip
    for one in due:
        again(desk, branch, one, now)
    return ended + len(due)


def again(desk: Desk, branch: Branch, one: Discussion, now: datetime) -> None:
    """The third number of a vote, of the same people."""
    store = desk.store
    first, second = (marks(store, votes_on(store, branch.key, one, n)) for n in (1, 2))
    rows = asked_again(store, branch.key, one, AGAIN_FROM, AGAIN_UNTIL)
    later = three_weeks_later(first, second, rows)
    with store.together():
        keep_later(store, replace(one, later=later), now)
        if one.people is not None:
            store.post(letters(desk, branch, one, now))


def letters(desk: Desk, branch: Branch, one: Discussion, now: datetime) -> list[Letter]:
    """To each organizer, once."""
    return [
        Letter(
            member=organizer.id,
            kind=Kind.SUMMARY,
            occasion=f"three weeks after:{one.id}",
            due=wait_until(branch, organizer, now, any_day=True),
            body=f"discussion:{one.id}",
            expires=now + NEWS,
        )
        for organizer in desk.store.organizers(branch.key)
    ]


JOB = Job("argued", timedelta(minutes=5), run, "ends votes, and counts them three weeks later",
          order=34, each=looked, after_inbox=True)  # fmt: skip
