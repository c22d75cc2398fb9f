"""Where organizers work on lessons from the chat: files sent in, previews, the folder in force."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from bot.workshop.previews import Previews
from bot.workshop.reload import Reload
from bot.workshop.uploads import Uploads

__all__ = ["Workshop"]


@dataclass(frozen=True, slots=True)
class Workshop:
    """All that a command of an organizer's may need besides the desk. One in the program."""

    folder: Path
    """The lessons' folder."""
    reload: Reload
    uploads: Uploads
    previews: Previews
    fetch: Callable[[str, int], Awaitable[bytes]]
    """The bytes of a file that was sent, by the platform's id; TooLarge over a limit."""
