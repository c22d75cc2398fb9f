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

CHUNK = 20


def next_few(desk: Desk, branch: Branch, what: str, day: date) -> Sequence[Member]:
    """The LINKED members to look at now; empty when the round of that date is over."""
    return some_more(desk, branch, what, day.isoformat())


def some_more(desk: Desk, branch: Branch, what: str, round_: str) -> Sequence[Member]:
    """The same for a round of any name without spaces; another name begins anew."""
    key = f"round:{what}:{branch.key}"
    noted, _, after = (desk.store.noted(key) or "").partition(" ")
    place = int(after) if noted == round_ and after.isdecimal() else 0
    some = [one for one in desk.store.members(branch.key)
            if one.state is State.LINKED and one.id > place][:CHUNK]  # fmt: skip
    if some:
        desk.store.note(key, f"{round_} {some[-1].id}")
    return some
