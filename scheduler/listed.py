"""Word to members whom a list takes off or moves: nobody is dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from records.branch import Branch
from records.model import BranchKey, Letter, State
from records.ports import Store
from records.roster import Change, Diff, What
from scheduler.notice import notice

UNLISTED = "unlisted:"
"""How the occasion begins of the one letter that goes to who has left."""

FOR = timedelta(days=3)
"""After this it is no news."""


def letters(
    store: Store, branches: Mapping[BranchKey, Branch], diff: Diff, now: datetime
) -> Iterator[Letter]:
    """A letter to each who has opened the bot, once the list is in force."""
    for change in diff.of(What.GONE, What.MOVED):
        written = _letter(store, branches, change, now)
        if written is not None:
            yield replace(written, expires=now + FOR)


def _letter(
    store: Store, branches: Mapping[BranchKey, Branch], change: Change, now: datetime
) -> Letter | None:
    member = store.member(change.member) if change.member is not None else None
    branch = branches.get(change.branch)
    if member is None or member.address is None or branch is None:
        return None
    if change.what is What.GONE:
        if member.state is not State.LEFT:
            return None
        return notice(branch, member, f"{UNLISTED}{now.isoformat()}", now, "unlisted",
                      of=branch.name)  # fmt: skip
    return notice(branch, member, f"moved:{now.isoformat()}", now, "moved", of=branch.name)
