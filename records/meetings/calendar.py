"""What is kept about a branch's meetings: what was changed, the code at the door, who came.

A meeting is named by when it was planned (`records.branch.Change.planned`), for good.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from records.branch import Change
from records.model import BranchKey, MemberId


class Presence(StrEnum):
    """What a member said about one meeting."""

    CAME = "came"
    """By the code at the door; it stays."""
    CANNOT = "cannot"
    """They excused themselves; why is nobody's business and is not kept."""


@dataclass(frozen=True, slots=True)
class Door:
    """The code that is shown at one meeting."""

    branch: BranchKey
    planned: datetime
    code: str
    opened: datetime


def at_door(member: MemberId) -> str:
    """Whose a wrong code at the door is, among other wrong codes (`Own.guessed`)."""
    return f"door:{member}"


class Calendar(Protocol):
    """Meetings as they are, and who was there."""

    def change_meeting(self, branch: BranchKey, change: Change) -> None:
        """Keep what was changed; it takes the place of an earlier change of that meeting."""

    def changes(self, branch: BranchKey) -> Sequence[Change]:
        """What was changed about a branch's meetings, by when they were planned."""

    def open_door(self, door: Door) -> Door:
        """Keep the code of a meeting, the first one that is handed in; returns what is kept."""

    def door(self, branch: BranchKey, planned: datetime) -> Door | None: ...

    def doors(self, branch: BranchKey) -> Sequence[Door]:
        """The codes of a branch's meetings that are still kept, by when those were planned."""

    def say_presence(self, member: MemberId, planned: datetime, said: Presence | None) -> bool:
        """What a member says about a meeting of their branch; None takes CANNOT back. Whether
        that changed anything: CAME stays. Raises NotThere."""

    def presence(self, branch: BranchKey, planned: datetime) -> Mapping[MemberId, Presence]:
        """What was said about a meeting, by who is in that branch now."""


__all__ = ["Calendar", "Door", "Presence", "at_door"]
