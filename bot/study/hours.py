"""Hours as people read them."""

from __future__ import annotations

from records.branch import Branch
from records.model import Member


def local_hour(branch: Branch, member: Member) -> str:
    """`08:00 (Europe/Berlin)`: the member's hour in their own zone, or the branch's."""
    hour = member.push or branch.push
    return f"{hour:%H:%M} ({member.zone or branch.zone})"
