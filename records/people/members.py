"""Who is on the roster, how each is reached, and when the next daily item of each is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from records.model import BranchKey, Member, MemberId


class Members(Protocol):
    """The roster."""

    def member(self, member: MemberId) -> Member | None: ...

    def at(self, address: str) -> Member | None:
        """Who is reached there."""

    def members(self, branch: BranchKey | None = None) -> Sequence[Member]:
        """The roster of one branch or all, those who left included, by id."""

    def been_in(self, branch: BranchKey) -> Sequence[Member]:
        """Who is or ever was on the roster of a branch, by id, each as its member: for counting
        a period in which they were there. `spells` says when."""

    def organizers(self, branch: BranchKey) -> Sequence[Member]:
        """Reachable organizers of a branch: LINKED, PAUSED or EXCUSED with an address."""

    def settings(
        self,
        member: MemberId,
        *,
        language: str | None = None,
        zone: str | None = None,
        push: str | None = None,
        name: str | None = None,
    ) -> None:
        """Change what is not None. `push` is `HH:MM`, or empty for the branch's hour; an empty
        `zone` is the branch's. Raises NotThere."""

    def schedule(self, due: Mapping[MemberId, datetime | None]) -> None:
        """Set when the next daily item of each is due."""

    def due(self, now: datetime, limit: int = 1000) -> Sequence[Member]:
        """LINKED members whose `next_at` has come, the longest due first."""

    def unscheduled(self, limit: int = 1000, after: int = 0) -> Sequence[Member]:
        """LINKED members who have no `next_at`, by id, from the first above `after`."""


__all__ = ["Members"]
