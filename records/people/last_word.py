"""The last word to somebody who was erased: that it is done.

Kept in the same transaction as the erasure, so that no crash loses it, and gone for good as soon
as it was said, was refused, or is a day old. Until then an address and a language are all that is
left of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

TRIES = 2
"""One in doubt is said once more, not twice: to read a sentence twice is better than never."""

OWED = timedelta(days=1)
"""How long it is owed where Telegram does not take it (`records.privacy.last_word`)."""


@dataclass(frozen=True, slots=True)
class LastWord:
    """What is owed to one address."""

    address: str
    language: str
    """That they had here; empty where that is not known."""
    at: datetime
    tries: int = 0
    """Requests of unknown outcome, one that is being made now included."""


class LastWords(Protocol):
    """The words that are owed. Text is kept as everywhere (`records.ports`)."""

    def owe(self, word: LastWord) -> None:
        """Keep it, in place of what was owed to that address before."""

    def owed(self) -> Sequence[LastWord]:
        """All, the longest owed first."""

    def said(self, address: str) -> None:
        """Nothing is owed to that address any more. `scrub` makes it unreadable."""


__all__ = ["OWED", "TRIES", "LastWord", "LastWords"]
