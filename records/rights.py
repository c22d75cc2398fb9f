"""What somebody may do where. Read from the records at every call, never remembered."""

from __future__ import annotations

from records.model import BranchKey, Member, Role, State
from records.ports import People


def organized(store: People, member: Member | None) -> frozenset[BranchKey]:
    """The branches whose organizer this person is now; none for a stranger and who left."""
    if member is None or member.state is State.LEFT or member.role is not Role.ORGANIZER:
        return frozenset()
    return frozenset({member.branch})


__all__ = ["organized"]
