"""Making an invite: who it lets in, how often and how long."""

from __future__ import annotations

from datetime import datetime, timedelta

from records.model import BranchKey, Invite, MemberId, Role
from records.people.invites import hashed, new_claim, new_code

FOR_MEMBERS = timedelta(days=365)
"""A branch's link stands on a poster; a year is long enough for that."""

FOR_AN_ORGANIZER = timedelta(days=7)

TO_CLAIM = timedelta(minutes=30)
"""How long the code that makes the first administrator works."""


def invitation(
    branch: str, *, organizer: bool, now: datetime, member: MemberId | None = None
) -> tuple[str, Invite]:
    """A fresh code, and the invite to keep. An organizer's, or one person's, works once."""
    code = new_code()
    return code, Invite(
        code=hashed(code),
        branch=BranchKey(branch),
        role=Role.ORGANIZER if organizer else Role.MEMBER,
        made=now,
        expires=now + (FOR_AN_ORGANIZER if organizer else FOR_MEMBERS),
        uses_left=1 if organizer or member is not None else None,
        member=member,
    )


def claim(branch: str, now: datetime) -> tuple[str, Invite]:
    """A fresh code that makes whoever types it first the organisation's administrator, and the
    invite to keep. `branch` is the one they join where they are nowhere a member yet."""
    code = new_claim()
    ends = now + TO_CLAIM
    made = Invite(hashed(code), BranchKey(branch), Role.ADMINISTRATOR, now, ends, uses_left=1)
    return code, made


def link(username: str, code: str) -> str:
    """What people tap: opens the bot's chat and hands it the code."""
    return f"https://t.me/{username}?start={code}"
