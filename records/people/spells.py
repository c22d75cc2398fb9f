"""Where each member stands, and since when: in which branch, and whether they are linked, paused,
excused or gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from records.model import BranchKey, Member, MemberId, Spell, State


class Spells(Protocol):
    """Beginning and ending spells. One runs for each member at any time."""

    def enrol(self, branch: BranchKey, name: str, language: str, now: datetime) -> Member:
        """Put somebody on the roster who has not opened the link yet (INVITED)."""

    def transfer(self, member: MemberId, branch: BranchKey, now: datetime) -> None:
        """Move somebody to another branch from now on. What they were sent and answered stays
        counted where they were; offices stay as they are. Raises NotThere."""

    def move(
        self,
        member: MemberId,
        state: State,
        now: datetime,
        until: datetime | None = None,
        reason: str = "",
    ) -> None:
        """Begin a new spell now and end the running one.

        `until` is when a pause or an excuse is to end. The same state again begins no spell;
        another `until` replaces the earlier. Every change of state clears `next_at`, so that
        who comes back is scheduled anew. Raises NotThere.
        """

    def lapsed(self, now: datetime, limit: int = 1000) -> Sequence[Member]:
        """PAUSED and EXCUSED members whose `until` has come, the earliest first."""

    def spells(self, branch: BranchKey) -> Sequence[Spell]:
        """All spells of who is or was in a branch, by member and time. What somebody was in
        another branch is LEFT in this one."""

    def spells_of(self, member: MemberId) -> Sequence[Spell]:
        """All spells of one member, wherever they were, by time."""


__all__ = ["Spells"]
