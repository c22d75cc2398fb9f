"""Where organizers work on lessons from the chat: files sent in, previews, the folder in force."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.roster.waiting import Rosters
from bot.workshop.previews import Previews
from bot.workshop.reload import Reload
from bot.workshop.uploads import Uploads
from records.people.record import Line
from records.roster import Keys

__all__ = ["Workshop"]


@dataclass(frozen=True, slots=True)
class Workshop:
    """All that a command of an organizer's may need besides the desk. One in the program."""

    folder: Path
    """The lessons' folder."""
    reload: Reload
    uploads: Uploads
    previews: Previews
    rosters: Rosters
    keys: Callable[[], Keys]
    """The hashes by which rosters know people; raises OSError."""
    fetch: Callable[[str, int], Awaitable[bytes]]
    """The bytes of a file that was sent, by the platform's id; TooLarge over a limit."""

    def about(self, address: str) -> Mapping[str, Sequence[Line]]:
        """What lies in files beside the database and is this person's."""
        found = {"uploads": self.uploads.about(address), "previews": self.previews.about(address),
                 "rosters": self.rosters.about(address)}  # fmt: skip
        return {name: lines for name, lines in found.items() if lines}

    def forget(self, covered: Callable[[str, datetime], bool]) -> None:
        """Drop what is of somebody (an address) and from a time for which `covered` says yes."""
        self.uploads.forget(covered)
        self.previews.forget(covered)
        self.rosters.forget(covered)
