"""All there is, in dicts. The values are frozen: a copy of the dicts is a copy of it all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, fields
from datetime import date, datetime

from content.item import Item, ItemId
from records.branch import Change
from records.group import Group, Posting, PostingId
from records.meetings.calendar import Door, Presence
from records.model import (
    Answer,
    Arrived,
    BranchKey,
    Delivery,
    DeliveryId,
    Fate,
    Invite,
    Member,
    MemberId,
    Past,
    Role,
    Spell,
    State,
)
from records.people.last_word import LastWord
from records.people.office import Office
from records.people.own import Choices, Consent, Joining, Question, Trial
from records.people.record import Tally, View
from records.people.waiting import Waiting
from records.ports import NotThere
from records.weeks import PastWeek

AWAY = (State.PAUSED, State.EXCUSED)
OPEN = (Fate.PENDING, Fate.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Update:
    """A raw update, and whether it waits, is parked (with a reason) or handled (since when)."""

    arrived: Arrived
    parked: str | None = None
    handled: datetime | None = None

    @property
    def waits(self) -> bool:
        return self.parked is None and self.handled is None


@dataclass(slots=True)
class Data:
    """The tables. Ids count from 1 and are never used again."""

    members: dict[MemberId, Member] = field(default_factory=dict)
    spells: list[Spell] = field(default_factory=list)
    invites: dict[str, Invite] = field(default_factory=dict)
    offices: dict[tuple[MemberId, Role, BranchKey | None], Office] = field(default_factory=dict)
    listed: dict[str, MemberId] = field(default_factory=dict)
    deliveries: dict[DeliveryId, Delivery] = field(default_factory=dict)
    homes: dict[DeliveryId, BranchKey] = field(default_factory=dict)
    """The branch each delivery went to, wherever its member is now."""
    versions: dict[Item, str] = field(default_factory=dict)
    polls: dict[str, DeliveryId] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    answers: dict[DeliveryId, Answer] = field(default_factory=dict)
    updates: dict[int, Update] = field(default_factory=dict)
    published: dict[str, str] = field(default_factory=dict)
    joining: dict[str, Joining] = field(default_factory=dict)
    guesses: list[tuple[str, datetime]] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    choices: dict[MemberId, Choices] = field(default_factory=dict)
    expected: dict[MemberId, tuple[str, datetime]] = field(default_factory=dict)
    studied: dict[tuple[MemberId, date], None] = field(default_factory=dict)
    once: dict[tuple[MemberId, str], None] = field(default_factory=dict)
    ratings: dict[DeliveryId, tuple[str, datetime]] = field(default_factory=dict)
    box: dict[str, tuple[BranchKey, Question]] = field(default_factory=dict)
    voted: dict[tuple[str, MemberId], None] = field(default_factory=dict)
    votes: dict[tuple[BranchKey, str, str], int] = field(default_factory=dict)
    trials: dict[DeliveryId, Trial] = field(default_factory=dict)
    learned: dict[MemberId, tuple[Past, ...]] = field(default_factory=dict)
    past_weeks: dict[tuple[BranchKey, datetime], PastWeek] = field(default_factory=dict)
    tallies: dict[tuple[BranchKey, ItemId, str], Tally] = field(default_factory=dict)
    seen: list[tuple[View, bool]] = field(default_factory=list)
    waiting: dict[str, Waiting] = field(default_factory=dict)
    last_words: dict[str, LastWord] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    postings: dict[PostingId, Posting] = field(default_factory=dict)
    meetings: dict[tuple[BranchKey, datetime], Change] = field(default_factory=dict)
    doors: dict[tuple[BranchKey, datetime], Door] = field(default_factory=dict)
    presence: dict[tuple[datetime, MemberId], Presence] = field(default_factory=dict)
    last_member: int = 0
    last_delivery: int = 0
    outages: dict[datetime, datetime] = field(default_factory=dict)
    notes: dict[str, str] = field(
        default_factory=lambda: {"export key": "0f" * 32, "weeks given up": "0"}
    )


class Tables:
    """What the parts of the store share."""

    def __init__(self) -> None:
        self._t = Data()

    def _member(self, member: MemberId) -> Member:
        if member not in self._t.members:
            raise NotThere(f"no member {member}")
        return self._t.members[member]

    @contextmanager
    def together(self) -> Iterator[None]:
        before = Data(*(copy(getattr(self._t, table.name)) for table in fields(Data)))
        try:
            yield
        except BaseException:
            self._t = before
            raise
