"""From a choice of the plan to a letter for the outbox."""

from __future__ import annotations

from datetime import datetime

from records.branch import Branch
from records.meetings import next_meeting
from records.model import Kind, Letter, Member
from scheduler.due import GRACE, closes, letter_due
from scheduler.plan import Choice


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
