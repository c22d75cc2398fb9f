"""Who came by a link anybody could have been handed, and waits to be let in.

Only where a branch asks for it (`Branch.approve`): a link on a poster, or one that was passed on,
opens nothing to an outsider until an organizer has said yes. Forgotten after a week, whatever
was said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from records.model import BranchKey


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who has agreed to the consent and is no member yet."""

    address: str
    """Where the platform reaches them: for Telegram their number, which organizers are shown."""
    branch: BranchKey
    name: str
    """As the platform shows it: by it and the number organizers know who it is."""
    language: str
    version: str
    """Of the consent they agreed to."""
    digest: str
    """SHA-256 of the consent as it was shown, hex."""
    at: datetime
    refused: bool = False
    """An organizer said no. Kept until the week is over, so that the link asks nobody again."""


class Door(Protocol):
    """Who waits to be let in. Text is kept as everywhere (`records.ports`)."""

    def wait(self, waiting: Waiting) -> bool:
        """Somebody waits from now on; False, and nothing is changed, where they do already or
        were refused."""

    def waiting_at(self, address: str) -> Waiting | None:
        """Who waits or was refused there."""

    def at_the_door(self, branch: BranchKey) -> Sequence[Waiting]:
        """Who waits for a branch and was not refused, the longest first."""

    def take_in(self, address: str) -> Waiting | None:
        """They wait no more, and are returned to be linked in the same transaction; None where
        somebody else has decided already."""

    def refuse(self, address: str) -> Waiting | None:
        """They are refused; None where somebody else has decided already."""

    def sweep_waiting(self, before: datetime) -> int:
        """Forget who asked before then, refused or not; how many."""


__all__ = ["Door", "Waiting"]
