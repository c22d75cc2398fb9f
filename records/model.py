"""The nouns of what happened. All times are aware UTC; all local things say whose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import NewType

from content.item import Item, ItemId, LessonId, Reply

MemberId = NewType("MemberId", int)
DeliveryId = NewType("DeliveryId", int)
BranchKey = NewType("BranchKey", str)
"""The name of a branch's table in the configuration: `north` for `[branch.north]`."""


class State(StrEnum):
    """Where a member stands (`measures.md`). One at a time; each spell of it is kept."""

    INVITED = "invited"
    LINKED = "linked"
    PAUSED = "paused"
    EXCUSED = "excused"
    BLOCKED = "blocked"
    LEFT = "left"


class Role(StrEnum):
    """What somebody is: to a branch, or (an administrator) to the whole organisation."""

    MEMBER = "member"
    ORGANIZER = "organizer"
    ADMINISTRATOR = "administrator"
    """Gives and takes back roles, keeps the roster; sees no more of the numbers for it."""


class Kind(StrEnum):
    """What a letter is; it decides what happens to one whose sending is in doubt."""

    STUDY = "study"
    """The daily item, pushed: sent again when in doubt, both messages count as one delivery."""
    ASKED = "asked"
    """An item the member asked for (today, continue, practise): the same."""
    SUMMARY = "summary"
    """A branch's week or meeting, to an organizer: sent again when in doubt."""
    NOTICE = "notice"
    """Words for an organizer: content problems, an alarm. Sent again when in doubt."""
    GROUP = "group"
    """A question that stood in the branch's group, kept for who answered it there: never sent."""
    MEETING = "meeting"
    """A vote at a meeting, and what is said at its end: sent again when in doubt."""
    NUDGE = "nudge"
    """A reminder: never sent twice."""


class Fate(StrEnum):
    """How far a delivery has come. `pending` → `sending` → one of the others."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """The request may have been received; nothing has shown whether it was."""
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on a branch's roster, linked to a chat or not yet."""

    id: MemberId
    branch: BranchKey
    name: str
    language: str
    state: State
    role: Role = Role.MEMBER
    """With whom they study: ORGANIZER for who organizes this very branch, else MEMBER. Nobody's
    rights: those are offices (`records.people.rights`)."""
    address: str | None = None
    """Where the platform reaches them: for Telegram the chat id, as text."""
    zone: str | None = None
    """IANA zone, or None for the branch's."""
    push: time | None = None
    """Local hour of the daily item, or None for the branch's."""
    joined: datetime | None = None
    """When they came on the roster."""
    linked: datetime | None = None
    """When they first opened the bot's link."""
    next_at: datetime | None = None
    """When the next daily item is due; None where none is."""
    until: datetime | None = None
    """When a pause or an excuse is to end; None where that is open, or there is none."""


@dataclass(frozen=True, slots=True)
class Spell:
    """A member was in a state from `since` until `until` (None: still is).

    `noted` is when it was set, which may be later or earlier than it holds from.
    """

    member: MemberId
    branch: BranchKey
    state: State
    since: datetime
    until: datetime | None
    noted: datetime


@dataclass(frozen=True, slots=True)
class Letter:
    """Something to be sent to a member, for an occasion that comes once.

    `occasion` is the key that forbids twice: `day:2026-11-24`, `week:2026-W48:north`, …
    """

    member: MemberId
    kind: Kind
    occasion: str
    due: datetime
    item: Item | None = None
    """For STUDY and ASKED: frozen as it will be shown, graded by, and kept."""
    body: str = ""
    """For the other kinds: JSON that the face knows how to show."""
    why: str = ""
    """The plan's reason (`scheduler.plan.Why`), for the plan's page and for `export`."""
    closes: datetime | None = None
    """Until when an answer counts as in time."""
    expires: datetime | None = None
    """After this it is not sent any more."""
    fresh: bool = True
    """False where the member had this item before (a re-ask)."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A letter on its way, or arrived."""

    id: DeliveryId
    letter: Letter
    fate: Fate
    version: str = ""
    """Hash of the item as sent (`content.history.version`), empty where there is no item."""
    attempts: int = 0
    doubts: int = 0
    """How often a sending ended without our knowing whether it was received."""
    started: datetime | None = None
    retry: datetime | None = None
    sent: datetime | None = None
    message: str | None = None
    """The platform's id of the message sent last."""
    reason: str = ""

    @property
    def member(self) -> MemberId:
        return self.letter.member


@dataclass(frozen=True, slots=True)
class Answer:
    """A member's one answer to a delivery, as it was graded when it came in."""

    delivery: DeliveryId
    member: MemberId
    item: ItemId
    version: str
    reply: Reply
    mark: float | None
    received: datetime
    late: bool = False
    """Received after the delivery's `closes`."""


@dataclass(frozen=True, slots=True)
class Past:
    """One line of a member's own history, all that the plan needs of it."""

    item: ItemId
    lesson: LessonId
    form: str
    applied: bool
    day: str
    """Local date it was for, ISO; empty for what was asked for besides the day's item."""
    sent: datetime
    answered: datetime | None = None
    mark: float | None = None
    fresh: bool = True
    discussed: bool = False
    """A vote at a meeting: it is asked again three weeks later, whatever was answered."""


@dataclass(frozen=True, slots=True)
class Invite:
    """A way in: whose code opens which branch, in which role. Only the code's hash is kept.

    One that makes an administrator makes the organisation's first: it opens nothing once there
    is one (`studybot claim`).
    """

    code: str
    """SHA-256 of the code, hex."""
    branch: BranchKey
    role: Role
    made: datetime
    expires: datetime | None = None
    uses_left: int | None = None
    """None: any number."""
    member: MemberId | None = None
    """Set where the invite is for one person on the roster."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """One raw update as the platform handed it over, kept until it is handled."""

    id: int
    body: bytes
    received: datetime
    tries: int = 0
    retry: datetime | None = None
