"""A look at every member of a branch once on a local date, a few at a time.

How far it has come is noted in the records, so that a large branch holds nobody up and a
restart goes on where it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from records.branch import Branch
from records.model import Member, State
from scheduler.desk import Desk

CHUNK = 50


def next_few(desk: Desk, branch: Branch, what: str, day: date) -> Sequence[Member]:
    """The LINKED members to look at now; empty when the round of that date is over."""
    key = f"round:{what}:{branch.key}"
    noted_day, _, after = (desk.store.noted(key) or "").partition(" ")
    place = int(after) if noted_day == day.isoformat() and after.isdecimal() else 0
    some = [one for one in desk.store.members(branch.key)
            if one.state is State.LINKED and one.id > place][:CHUNK]  # fmt: skip
    if some:
        desk.store.note(key, f"{day.isoformat()} {some[-1].id}")
    return some
