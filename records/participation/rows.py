"""What the counting starts from: the raw rows of a branch, as the store hands them over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from content.item import Item, ItemId
from records.model import Answer, Delivery, Member, MemberId, Spell
from records.participation.discussion import Discussion

Keys = Mapping[tuple[ItemId, str], Item]
"""By item and version as sent: the item with the key by which answers were graded anew."""


class Tried(StrEnum):
    """What a member says four days after "I'll try"."""

    YES = "yes"
    NOT_YET = "not yet"
    NOT_POSSIBLE = "not possible"


@dataclass(frozen=True, slots=True)
class Rating:
    """A tap after an item: `useful`, or else one of `unclear`, `wrong`, `outdated`."""

    member: MemberId
    item: ItemId
    at: datetime
    said: str
    version: str = ""
    """Hash of the item as it was sent; empty where nobody knows."""

    @property
    def useful(self) -> bool:
        return self.said == "useful"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Whether what a task asked for was tried; `reply` None while nobody has answered."""

    member: MemberId
    item: ItemId
    asked: datetime
    reply: Tried | None = None


@dataclass(frozen=True, slots=True)
class Outage:
    """The bot heard nothing after `last`; what had piled up was drained by `drained`.

    Votes and presses carry no time: whatever came in in (last, drained] happened at some
    moment in between, nobody knows when.
    """

    last: datetime
    drained: datetime


@dataclass(frozen=True, slots=True)
class Rows:
    """The raw rows of one branch, as the store's ports hand them over.

    `members` and `spells` whole; `deliveries` and `answers` from `since(branch, week)` up to
    the end of the period. Rows of other branches among them are left out.
    """

    members: Sequence[Member]
    spells: Sequence[Spell]
    deliveries: Sequence[Delivery]
    answers: Sequence[Answer]
    ratings: Sequence[Rating] = ()
    follow_ups: Sequence[FollowUp] = ()
    outages: Sequence[Outage] = ()
    keys: Keys = field(default_factory=dict)
    discussions: Sequence[Discussion] = ()
    """Votes at meetings, as they were told."""
