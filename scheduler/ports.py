"""What the scheduler asks of the room above: somebody who carries a delivery to a member.

The answers are a closed set. They say what to do, not what went wrong: a formatting bug
(`Never`) must not look like a lost member (`Gone`), and a lost response (`Unsure`) must not
look like a message that was not sent (`Later`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from records.group import Group, Posting
from records.model import Delivery, Member


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform took it; its ids for the message and, for a quiz, the poll."""

    message: str
    poll: str | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """Certainly not received: try again, not before `after` from now (None: our own back-off)."""

    reason: str
    after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Never:
    """This letter will not be taken, however often it is tried."""

    reason: str


@dataclass(frozen=True, slots=True)
class Moved(Never):
    """A group has become a supergroup: send it to `to`."""

    to: str = ""


@dataclass(frozen=True, slots=True)
class NoTopic(Never):
    """The topic of a group is closed or deleted."""


@dataclass(frozen=True, slots=True)
class Public(Never):
    """Anybody can read along in the group, so nothing was sent there."""


@dataclass(frozen=True, slots=True)
class Gone:
    """This member can't be reached any more: blocked, deleted, never there."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """It may have been received: the response was lost."""

    reason: str


Outcome = Sent | Later | Never | Gone | Unsure


class Carrier(Protocol):
    """Takes one delivery to one member. Never raises for what the platform answers."""

    async def ready(self, delivery: Delivery, member: Member) -> None:
        """Wait until it is this delivery's turn to be sent (the platform's pace)."""

    async def carry(self, delivery: Delivery, member: Member) -> Outcome: ...


class GroupCarrier(Protocol):
    """Takes one posting to a group. Never raises for what the platform answers."""

    async def ready_in(self, chat: str) -> None:
        """Wait until a message to this group may go (the platform's pace)."""

    async def post_up(self, posting: Posting, group: Group) -> Outcome: ...
