"""Word to members whom a list takes off, moves, or gives a role: nobody is dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from records.branch import Branch
from records.model import BranchKey, Letter, Member, State
from records.ports import Store
from records.roster import Change, What
from scheduler.unasked.notice import notice

UNLISTED = "unlisted:"
"""How the occasion begins of the one letter that goes to who has left."""

FOR = timedelta(days=3)
"""After this it is no news."""


def letters(
    store: Store, branches: Mapping[BranchKey, Branch], now: datetime, change: Change
) -> Iterator[Letter]:
    """What whom a change concerns is told of it, once it is in force: who has opened the bot."""
    member = store.member(change.member) if change.member is not None else None
    branch = branches.get(change.branch)
    if member is not None and member.address is not None and branch is not None:
        for written in _letters(change, member, branch, now):
            yield replace(written, expires=now + FOR)


def _letters(change: Change, member: Member, branch: Branch, now: datetime) -> Iterator[Letter]:
    at, of = now.isoformat(), branch.name
    if change.what is What.GONE and member.state is State.LEFT:
        yield notice(branch, member, f"{UNLISTED}{at}", now, "unlisted", of=of)
    if change.was_branch is not None:
        yield notice(branch, member, f"moved:{at}", now, "moved", of=of)
    for role in change.gives:
        yield notice(branch, member, f"given:{at}", now, "role-given", role=role.value, of=of)
    for role in change.takes:
        yield notice(branch, member, f"taken:{at}", now, "role-taken", role=role.value, of=of)
