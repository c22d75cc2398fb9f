"""A branch's group chat: where the question of the day stands for all, and what was posted there.

Nothing here says who answered. An answer given in the group is that member's own delivery and
answer (`Kind.GROUP`, occasion `group:<posting>`), like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType, Protocol

from content.item import Item, ItemId, Reply
from records.model import BranchKey, DeliveryId, Fate

PostingId = NewType("PostingId", int)

UNLINKED_LASTS = timedelta(days=1)
"""A group that nobody links is left after this (`reliability.md` C01)."""


class Silent(StrEnum):
    """Why nothing is posted in a linked group."""

    NO = ""
    REMOVED = "removed"
    MUTED = "muted"
    TOPIC = "topic"
    """The topic it was linked in is closed or deleted."""
    PUBLIC = "public"
    """Anybody can read along."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group chat the bot is in, linked to a branch or not yet."""

    chat: str
    """The platform's id of the chat, as text."""
    since: datetime
    """When the bot came, or when the group was linked."""
    branch: BranchKey | None = None
    language: str = "en"
    thread: int | None = None
    """The topic in which it was linked; None for a group without topics."""
    daily: bool = True
    """Whether the question of the day stands there."""
    next_at: datetime | None = None
    silent: Silent = Silent.NO
    by: str = ""
    """Who added the bot, by address, until the group is linked; empty after that."""


class Posted(StrEnum):
    """What is posted in a group."""

    QUESTION = "question"
    TOTALS = "totals"
    FAREWELL = "farewell"
    """A neutral line, and the bot leaves."""
    MEETING = "meeting"
    """Word of a meeting that was moved, cancelled, added or is on after all."""


@dataclass(frozen=True, slots=True)
class Posting:
    """Something for a group, on its way or there. `occasion` is the key that forbids twice."""

    id: PostingId
    chat: str
    kind: Posted
    occasion: str
    due: datetime
    branch: BranchKey | None = None
    item: Item | None = None
    """Of a question and its totals: frozen as it is shown and graded by."""
    body: str = ""
    """Of totals: the frozen numbers, as JSON. Of word of a meeting: what was changed, as JSON."""
    expires: datetime | None = None
    closes: datetime | None = None
    """Of a question: no answer is taken from then on."""
    closed: datetime | None = None
    """Since when its totals stand: frozen, once."""
    fate: Fate = Fate.PENDING
    attempts: int = 0
    retry: datetime | None = None
    sent: datetime | None = None
    message: str | None = None
    reason: str = ""


class Groups(Protocol):
    """Groups and what is posted there."""

    def keep_group(self, group: Group) -> None:
        """Keep a group as it is now. A branch has one group: an earlier one is dropped."""

    def drop_group(self, chat: str) -> None:
        """Forget a group; what was posted there stays, so that it is not asked again."""

    def move_group(self, chat: str, to: str) -> bool:
        """A group became a supergroup: it, and what is on its way there, in one transaction; what
        was kept under the new id gives way. Whether there was such a group."""

    def group(self, chat: str) -> Group | None: ...

    def group_of(self, branch: BranchKey) -> Group | None: ...

    def groups(self) -> Sequence[Group]:
        """All, by chat."""

    def put_up(self, posting: Posting) -> PostingId | None:
        """Put something in the outbox of groups; None where its occasion is there already. The
        id handed in is not looked at."""

    def postings_due(self, now: datetime, limit: int = 100) -> Sequence[Posting]:
        """PENDING postings whose due and retry time have come, the longest due first."""

    def begin_posting(self, posting: PostingId, now: datetime) -> bool:
        """Say that sending starts: SENDING, `attempts` + 1; whether it was PENDING."""

    def settle_posting(
        self,
        posting: PostingId,
        fate: Fate,
        now: datetime,
        *,
        message: str | None = None,
        reason: str = "",
        retry: datetime | None = None,
    ) -> None:
        """Say what became of it. SENT stays SENT, since when it was first; FAILED gives way to
        SENT only."""

    def postings_interrupted(self) -> int:
        """At start: every SENDING becomes UNKNOWN; how many. None of them is sent again."""

    def posting(self, posting: PostingId) -> Posting | None: ...

    def asked_in(self, branch: BranchKey) -> Sequence[Posting]:
        """Questions of a branch's groups that are on their way, were or may have been seen,
        oldest first."""

    def closing(self, now: datetime, limit: int = 100) -> Sequence[Posting]:
        """SENT questions whose time is over and that are not closed yet, by id."""

    def close_posting(self, posting: PostingId, now: datetime) -> None:
        """From now on its totals stand. The first time counts."""

    def replies_in(self, branch: BranchKey, occasion: str) -> Sequence[Reply]:
        """What a branch's members answered to a letter of that occasion, in no telling order."""

    def answered_apart(self) -> frozenset[DeliveryId]:
        """Deliveries that were answered in a group, or in a vote at a meeting."""

    def had(self, branch: BranchKey) -> dict[ItemId, int]:
        """How many members of a branch were sent each item, or are going to be."""

    def open_in(self, branch: BranchKey) -> Sequence[Posting]:
        """Questions of a branch that stand open, or are on their way, by id."""


def tapped(posting: PostingId) -> str:
    """The occasion of a member's answer in the group: `group:17`."""
    return f"group:{posting}"


__all__ = [
    "UNLINKED_LASTS",
    "Group",
    "Groups",
    "Posted",
    "Posting",
    "PostingId",
    "Silent",
    "tapped",
]
