"""What the other rooms ask of the records, in the domain's verbs.

Two implementations keep one contract suite: `records.sqlite` and `records.memory`. Every
method that writes is one transaction, durable when it returns. None of them reads a clock;
every time handed in is aware, in UTC, and kept to the microsecond.

Text is kept as it can be kept: NUL is left out, half a surrogate pair becomes U+FFFD; a
member's name is NFC and at most 64 characters long. Ids are never used again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from content.item import Item, ItemId, Reply
from records.deliveries import Deliveries
from records.group import Groups
from records.meetings.calendar import Calendar
from records.model import Answer, Arrived, BranchKey, Delivery, DeliveryId
from records.participation.rows import AnswerLike, DeliveryLike
from records.people.invites import Invites
from records.people.last_word import LastWords
from records.people.members import Members
from records.people.office import Offices
from records.people.own import Own
from records.people.record import Record
from records.people.spells import Spells
from records.people.waiting import Door
from records.weeks import Weeks


class StoreError(Exception):
    """The records cannot be read or written; the message says what to do about it."""


class NotThere(LookupError):
    """No such member or delivery."""


class InviteSpent(Exception):
    """The invite has been used up or has run out between being looked at and being used."""


class Answers(Protocol):
    """What came in."""

    def record(
        self, delivery: DeliveryId, reply: Reply, mark: float | None, now: datetime
    ) -> tuple[Answer, bool]:
        """Keep the first answer to a delivery; the second returns the first and False.

        `late` follows from the delivery's `closes`. An answer to a delivery that is not SENT
        proves it was received, and settles it. Raises NotThere.
        """

    def answer(self, delivery: DeliveryId) -> Answer | None: ...

    def take_back(self, delivery: DeliveryId, since: datetime) -> bool:
        """An answer received at `since` or later is as if it had never been given; whether there
        was one. What was told about closed weeks stays told; they are counted anew."""

    def answers_to(self, version: str) -> Sequence[Answer]:
        """Every answer to deliveries of the version with this hash, by delivery."""

    def revise(self, delivery: DeliveryId, mark: float | None) -> None:
        """Regrade after a key correction. Raises NotThere where there is no answer."""


class Inbox(Protocol):
    """Raw updates, kept before the platform is told that we have them."""

    def take(self, updates: Iterable[tuple[int, bytes]], now: datetime) -> int:
        """Keep those not seen before. Durable when it returns. Returns how many were new."""

    def unhandled(self, now: datetime, limit: int = 1000) -> Sequence[Arrived]:
        """In order of arrival, those whose retry time has come."""

    def handled(self, updates: Sequence[int], now: datetime) -> None:
        """Done: the body is emptied, the id kept for eight days."""

    def put_back(self, update: int, retry: datetime | None, reason: str) -> None:
        """Count a try. Again at `retry`, or never (None): parked with its body and reason."""

    def sweep(self, before: datetime) -> int:
        """Forget ids of updates handled before then."""

    def parked(self) -> int:
        """How many could not be handled."""


class Ledger(Protocol):
    """Raw rows for reports, and what has been published once."""

    def deliveries(
        self, branch: BranchKey | None, start: datetime, end: datetime
    ) -> Sequence[Delivery]:
        """Deliveries of items (STUDY, ASKED) due, sent or closing in [start, end), with their
        letters and items, by id. branch None: all."""

    def answers(self, branch: BranchKey | None, start: datetime, end: datetime) -> Sequence[Answer]:
        """Answers to deliveries that `deliveries` returns, and those received in [start, end)."""

    def counted(
        self, branch: BranchKey, start: datetime, end: datetime
    ) -> tuple[Sequence[DeliveryLike], Sequence[AnswerLike]]:
        """What is counted of a branch: deliveries of items due, sent, closing or answered in
        [start, end), as far as they are counted, and all answers to them. Both by id."""

    def each_delivery(self) -> Iterator[Delivery]:
        """Every delivery of an item, by id, read a few at a time."""

    def each_answer(self) -> Iterator[Answer]:
        """Every answer, by delivery, read a few at a time."""

    def publish(self, key: str, body: str, now: datetime) -> str:
        """Freeze a report under a key; the first one stays. Returns what is kept."""

    def published(self, key: str) -> str | None: ...

    def note(self, key: str, value: str) -> None:
        """Keep a small fact of the running program (last good poll, last beat)."""

    def noted(self, key: str) -> str | None: ...

    def notes(self, beginning: str) -> Mapping[str, str]:
        """What is noted under keys that begin so, without that beginning."""


class Store(
    Invites,
    Members,
    Spells,
    Offices,
    Deliveries,
    Answers,
    Inbox,
    Ledger,
    Own,
    Record,
    Groups,
    Calendar,
    Weeks,
    Door,
    LastWords,
    Protocol,
):
    """All of it, with an end."""

    def version(self, version: str) -> Item | None:
        """The item as it was sent, by its hash; of several that differ in what no answer is
        graded by (explanation, place in the file), the one first sent last."""

    def versions(self) -> Mapping[ItemId, Sequence[str]]:
        """The hashes of every item that was ever put in the outbox, the first sent first."""

    def together(self) -> AbstractContextManager[None]:
        """One transaction around all calls within, durable when it ends; an error undoes all.

        For what belongs together (an answer and its update being handled) and for many at a
        time (one flush to the disk for a batch). Never await within. May be nested: an error
        caught between an inner and an outer one undoes the inner part alone.
        """

    def close(self) -> None: ...


__all__ = [
    "Answers",
    "Inbox",
    "InviteSpent",
    "Ledger",
    "NotThere",
    "Store",
    "StoreError",
]
