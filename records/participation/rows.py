"""What the counting starts from: the raw rows of a branch, as the store hands them over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from content.item import Item, ItemId, Reply
from records.model import DeliveryId, Fate, Kind, Member, MemberId, Spell
from records.participation.discussion import Discussion
from records.weeks import PastWeek

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


class LetterLike(Protocol):
    """What is counted of a `records.model.Letter`."""

    @property
    def kind(self) -> Kind: ...
    @property
    def due(self) -> datetime: ...
    @property
    def item(self) -> Item | None: ...
    @property
    def closes(self) -> datetime | None: ...
    @property
    def fresh(self) -> bool: ...


class DeliveryLike(Protocol):
    """What is counted of a `records.model.Delivery`."""

    @property
    def id(self) -> DeliveryId: ...
    @property
    def member(self) -> MemberId: ...
    @property
    def letter(self) -> LetterLike: ...
    @property
    def fate(self) -> Fate: ...
    @property
    def version(self) -> str: ...
    @property
    def started(self) -> datetime | None: ...
    @property
    def sent(self) -> datetime | None: ...


class AnswerLike(Protocol):
    """What is counted of a `records.model.Answer`."""

    @property
    def delivery(self) -> DeliveryId: ...
    @property
    def member(self) -> MemberId: ...
    @property
    def item(self) -> ItemId: ...
    @property
    def reply(self) -> Reply: ...
    @property
    def mark(self) -> float | None: ...
    @property
    def received(self) -> datetime: ...


class CountedLetter(NamedTuple):
    """A `LetterLike` that is made in no time: a branch's week has thousands."""

    kind: Kind
    due: datetime
    item: Item
    closes: datetime | None
    fresh: bool


class CountedDelivery(NamedTuple):
    """A `DeliveryLike` that is made in no time."""

    id: DeliveryId
    member: MemberId
    letter: CountedLetter
    fate: Fate
    version: str
    started: datetime | None
    """None also where `sent` says more."""
    sent: datetime | None


class CountedAnswer(NamedTuple):
    """An `AnswerLike` that is made in no time."""

    delivery: DeliveryId
    member: MemberId
    item: ItemId
    reply: Reply
    mark: float | None
    received: datetime


@dataclass(frozen=True, slots=True)
class Rows:
    """The raw rows of one branch, as the store's ports hand them over.

    `members` and `spells` whole; `deliveries` and `answers` from `since(branch, week)` up to
    the end of the period, or from the end of the last of the `past` weeks where there are any:
    those follow on each other from `since` on. Rows of other branches are left out.
    """

    members: Sequence[Member]
    spells: Sequence[Spell]
    deliveries: Sequence[DeliveryLike]
    answers: Sequence[AnswerLike]
    ratings: Sequence[Rating] = ()
    follow_ups: Sequence[FollowUp] = ()
    outages: Sequence[Outage] = ()
    keys: Keys = field(default_factory=dict)
    discussions: Sequence[Discussion] = ()
    """Votes at meetings, as they were told."""
    past: Sequence[PastWeek] = ()
    past_items: Sequence[Item] = ()
    """The versions among the past weeks' deliveries, the first sent first."""
