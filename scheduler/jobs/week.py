"""Monday's summary: once for each week and branch, to its organizers; also after a downtime."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from records.branch import Branch
from records.meetings import Period
from records.model import Kind, Letter
from scheduler.desk import Desk
from scheduler.figures import appraised
from scheduler.figures.weekly import counted_apart, frozen, key, last_told, publish, told_at
from scheduler.jobs import Errand, Job, errand
from scheduler.unasked.talk import to_talk
from scheduler.unasked.talk import told as note_told

NEVER_AFTER = timedelta(days=6)
"""A summary this late is no news: the next one comes tomorrow."""


def run(desk: Desk, now: datetime) -> int:
    """Freeze and post what has not been told yet, one branch at a time."""
    did = (told(desk, branch, now) for branch in desk.branches.values())
    return next(filter(None, did), 0)


def ahead(desk: Desk, branch: Branch, now: datetime) -> Iterator[Errand]:
    """A branch's summary that is to be told and has not been counted yet; before it what the
    last weeks say, where the night has left that out."""
    week = last_told(branch, now)
    if desk.store.published(key(branch, week)) is None and is_due(desk, branch, week, now):
        if appraised.missing(desk, branch, week):
            yield appraised.ahead_of(desk, branch, week, now)
        yield errand(counted_apart, (branch, week, now), partial(publish, desk, now=now))


def is_due(desk: Desk, branch: Branch, week: Period, now: datetime) -> bool:
    """Whether a week is to be told, and there is anything to tell."""
    if desk.store.noted(f"told:{key(branch, week)}") or now >= told_at(branch, week) + NEVER_AFTER:
        return False
    return lived(desk, branch, week)


def told(desk: Desk, branch: Branch, now: datetime) -> int:
    """Tell one branch's last week, unless that was done, or there is nothing to tell."""
    week = last_told(branch, now)
    done = f"told:{key(branch, week)}"
    if desk.store.noted(done) or now >= told_at(branch, week) + NEVER_AFTER:
        return 0
    with desk.store.together():
        letters = letters_about(desk, branch, week, now) if lived(desk, branch, week) else []
        desk.store.post(letters)
        named(desk, branch, letters, now)
        desk.store.note(done, now.isoformat())
    return len(letters)


def named(desk: Desk, branch: Branch, letters: Sequence[Letter], now: datetime) -> None:
    """Write down about whom each organizer is told by name, before the letter says so."""
    for letter in letters:
        organizer = desk.store.member(letter.member)
        if organizer is not None:
            people = to_talk(desk.store, branch.key, organizer, letter.due)
            told_about = [one.member.id for one in people]
            note_told(desk.store, branch.key, organizer, told_about, now)


def lived(desk: Desk, branch: Branch, week: Period) -> bool:
    """Whether anybody was on the roster by the end of the week."""
    members = desk.store.members(branch.key)
    return any(one.joined is not None and one.joined < week.end for one in members)


def letters_about(desk: Desk, branch: Branch, week: Period, now: datetime) -> list[Letter]:
    """A letter to each organizer who was one when the week was told."""
    appraised.frozen(desk, branch, week, now)
    frozen(desk, branch, week, now)
    due = told_at(branch, week)
    return [
        Letter(
            member=organizer.id,
            kind=Kind.SUMMARY,
            occasion=key(branch, week),
            due=due,
            body=key(branch, week),
            expires=due + NEVER_AFTER,
        )
        for organizer in desk.store.organizers(branch.key)
    ]


JOB = Job("week", timedelta(seconds=30), run, "tells organizers their branch's week", order=30,
          each=told, ahead=ahead, after_inbox=True)  # fmt: skip
