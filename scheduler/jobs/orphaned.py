"""A branch that has lost its last organizer: its administrators are told, once each time.

Looked at by the clock, so that it does not matter how the last one went: left, blocked the bot,
was forgotten, had the role taken back. Until there is one again its summaries are counted and
kept, and go to nobody (`scheduler/jobs/week.py` writes to organizers alone).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from records.branch import Branch
from records.model import Letter, Member, Role
from scheduler.amends.corrected import HEARING
from scheduler.desk import Desk
from scheduler.jobs import Job
from scheduler.unasked.notice import notice


def run(desk: Desk, now: datetime) -> int:
    """Look at every branch; how many letters were written."""
    return sum(looked(desk, branch, now) for branch in desk.branches.values())


def looked(desk: Desk, branch: Branch, now: datetime) -> int:
    """Note that a branch has an organizer, who hears who waits; or tell that it has none any
    more."""
    store, had = desk.store, desk.store.noted(_key(branch))
    if store.organizers(branch.key):
        return 0 if had else first(desk, branch, now)
    if not had:
        return 0
    with store.together():
        store.note(_key(branch), "")
        return len(store.post(list(letters(desk, branch, now))))


def first(desk: Desk, branch: Branch, now: datetime) -> int:
    """A branch has an organizer again: nobody could be told who wanted to join meanwhile."""
    store = desk.store
    with store.together():
        store.note(_key(branch), "yes")
        return len(store.post(waiting(desk, branch, now))) if store.at_the_door(branch.key) else 0


def waiting(desk: Desk, branch: Branch, now: datetime) -> list[Letter]:
    """That somebody wants to join, to who can let them in; where nobody can, that nobody can, to
    who names organizers. Once an hour at most, so that a link in the wrong hands floods nobody."""
    occasion = f"waiting:{branch.key}:{now:%Y-%m-%dT%H}"
    organizers = desk.store.organizers(branch.key)
    told = "waiting" if organizers else "waiting-in-vain"
    return [
        notice(home, one, occasion, now, told, where=branch.name)
        for one in organizers or above(desk, branch)
        if (home := desk.branch_of(one)) is not None
    ]


def letters(desk: Desk, branch: Branch, now: datetime) -> list[Letter]:
    """To each administrator of the branch or of the whole organisation who can be written to."""
    occasion = f"orphaned:{branch.key}:{now.isoformat()}"
    return [
        notice(home, one, occasion, now, "orphaned", name=branch.name)
        for one in above(desk, branch)
        if (home := desk.branch_of(one)) is not None
    ]


def above(desk: Desk, branch: Branch) -> list[Member]:
    """The administrators who can do something about it, by id."""
    scopes = (None, branch.key)
    found = {one.id: one for scope in scopes
             for one in desk.store.holders(Role.ADMINISTRATOR, scope)
             if one.address is not None and one.state in HEARING}  # fmt: skip
    return [found[id] for id in sorted(found)]


def _key(branch: Branch) -> str:
    return f"has an organizer:{branch.key}"


JOB = Job(
    "orphaned", timedelta(minutes=1), run, "tells administrators of a branch without organizer",
    order=62, each=looked,
)  # fmt: skip
