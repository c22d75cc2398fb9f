"""From a choice of the plan to a letter for the outbox."""

from __future__ import annotations

from datetime import date, datetime

from records.branch import Branch
from records.meetings import next_meeting
from records.model import Delivery, Fate, Kind, Letter, Member, MemberId
from records.ports import Store
from scheduler.due import GRACE, closes, letter_due, occasion
from scheduler.plan import Choice


def of_day(store: Store, member: MemberId, day: date) -> tuple[str, Delivery | None]:
    """The item of a member's local date as it stands, with its key. One that was called off (they
    left, or the disk was full) does not come any more: the next has a key of its own, `day:…+`,
    still one a day."""
    key = occasion(day)
    had = store.by_occasion(member, key)
    while had is not None and had.fate is Fate.CANCELLED:
        key += "+"
        had = store.by_occasion(member, key)
    return key, had


def pushed(choice: Choice, member: Member, branch: Branch, occasion: str, now: datetime) -> Letter:
    """The day's item, unasked: at its hour or within GRACE of it, or not at all."""
    due = letter_due(choice.item, branch, member, now)
    return _letter(choice, member, branch, Kind.STUDY, occasion, due, due + GRACE)


def asked(choice: Choice, member: Member, branch: Branch, occasion: str, now: datetime) -> Letter:
    """An item that the member asked for and is waiting for."""
    return _letter(choice, member, branch, Kind.ASKED, occasion, now, None)


def _letter(
    choice: Choice,
    member: Member,
    branch: Branch,
    kind: Kind,
    occasion: str,
    due: datetime,
    expires: datetime | None,
) -> Letter:
    deadline = choice.item.head.deadline
    meeting = next_meeting(branch, due) if deadline and deadline.at_meeting else None
    return Letter(
        member=member.id,
        kind=kind,
        occasion=occasion,
        due=due,
        item=choice.item,
        why=choice.why,
        closes=closes(choice.item, due, branch, member, meeting),
        expires=expires,
        fresh=choice.fresh,
    )
