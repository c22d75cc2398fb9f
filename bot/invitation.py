"""Making an invite: who it lets in, how often and how long."""

from __future__ import annotations

from datetime import datetime, timedelta

from records.invites import hashed, new_code
from records.model import BranchKey, Invite, MemberId, Role

FOR_MEMBERS = timedelta(days=365)
"""A branch's link stands on a poster; a year is long enough for that."""

FOR_AN_ORGANIZER = timedelta(days=7)


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


def link(username: str, code: str) -> str:
    """What people tap: opens the bot's chat and hands it the code."""
    return f"https://t.me/{username}?start={code}"
