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
from records.group import Groups
from records.meetings.calendar import Calendar
from records.model import (
    Answer,
    Arrived,
    BranchKey,
    Delivery,
    DeliveryId,
    Fate,
    Invite,
    Kind,
    Letter,
    Member,
    MemberId,
    Past,
    Role,
    Spell,
    State,
)
from records.participation.rows import AnswerLike, DeliveryLike
from records.people.last_word import LastWords
from records.people.office import Office, Offices
from records.people.own import Own
from records.people.record import Record
from records.people.waiting import Door
from records.weeks import Weeks


class StoreError(Exception):
    """The records cannot be read or written; the message says what to do about it."""


class NotThere(LookupError):
    """No such member or delivery."""


class InviteSpent(Exception):
    """The invite has been used up or has run out between being looked at and being used."""


class People(Offices, Protocol):
    """The roster, who is linked, where each stands, and who holds which office."""

    def invite(self, invite: Invite) -> None:
        """Keep an invite by its hash."""

    def invited(self, code: str, now: datetime) -> Invite | None:
        """The invite with this hash, unless it is unknown, expired or used up, is for somebody
        who has LEFT, or makes an administrator where the organisation has one."""

    def call_back(self, branch: BranchKey, now: datetime) -> int:
        """The links of a branch that are for several people open nothing from now on; how many
        did until now. Links for one person or for an organizer stay."""

    def link(self, invite: Invite, address: str, name: str, language: str, now: datetime) -> Member:
        """Join through an invite, using it up by one, in one transaction.

        An address that is linked already keeps its record: it moves to no other branch, but
        comes back to LINKED, and an organizer's invite makes it organizer of its own branch
        (an invite to another branch does not), an administrator's the organisation's first one.
        Where that changes nothing, nothing is used up.
        Who is on the roster keeps the name the roster has. Raises InviteSpent where the invite
        is unknown, has run out, is used up, or is for somebody who is linked elsewhere.
        """

    def enrol(self, branch: BranchKey, name: str, language: str, now: datetime) -> Member:
        """Put somebody on the roster who has not opened the link yet (INVITED)."""

    def member(self, member: MemberId) -> Member | None: ...

    def at(self, address: str) -> Member | None:
        """Who is reached there."""

    def members(self, branch: BranchKey | None = None) -> Sequence[Member]:
        """The roster of one branch or all, those who left included, by id."""

    def been_in(self, branch: BranchKey) -> Sequence[Member]:
        """Who is or ever was on the roster of a branch, by id, each as its member: for counting
        a period in which they were there. `spells` says when."""

    def transfer(self, member: MemberId, branch: BranchKey, now: datetime) -> None:
        """Move somebody to another branch from now on. What they were sent and answered stays
        counted where they were; offices stay as they are. Raises NotThere."""

    def organizers(self, branch: BranchKey) -> Sequence[Member]:
        """Reachable organizers of a branch: LINKED, PAUSED or EXCUSED with an address."""

    def move(
        self,
        member: MemberId,
        state: State,
        now: datetime,
        until: datetime | None = None,
        reason: str = "",
    ) -> None:
        """Begin a new spell now and end the running one.

        `until` is when a pause or an excuse is to end. The same state again begins no spell;
        another `until` replaces the earlier. Every change of state clears `next_at`, so that
        who comes back is scheduled anew. Raises NotThere.
        """

    def lapsed(self, now: datetime, limit: int = 1000) -> Sequence[Member]:
        """PAUSED and EXCUSED members whose `until` has come, the earliest first."""

    def settings(
        self,
        member: MemberId,
        *,
        language: str | None = None,
        zone: str | None = None,
        push: str | None = None,
        name: str | None = None,
    ) -> None:
        """Change what is not None. `push` is `HH:MM`, or empty for the branch's hour; an empty
        `zone` is the branch's. Raises NotThere."""

    def schedule(self, due: Mapping[MemberId, datetime | None]) -> None:
        """Set when the next daily item of each is due."""

    def due(self, now: datetime, limit: int = 1000) -> Sequence[Member]:
        """LINKED members whose `next_at` has come, the longest due first."""

    def unscheduled(self, limit: int = 1000, after: int = 0) -> Sequence[Member]:
        """LINKED members who have no `next_at`, by id, from the first above `after`."""

    def spells(self, branch: BranchKey) -> Sequence[Spell]:
        """All spells of who is or was in a branch, by member and time. What somebody was in
        another branch is LEFT in this one."""

    def spells_of(self, member: MemberId) -> Sequence[Spell]:
        """All spells of one member, wherever they were, by time."""


class Deliveries(Protocol):
    """The outbox: what is to be sent, is being sent, was sent."""

    def post(
        self, letters: Sequence[Letter], due: Mapping[MemberId, datetime | None] | None = None
    ) -> Sequence[DeliveryId]:
        """Put letters in the outbox and set the members' next due times, in one transaction.

        A letter whose (member, occasion) is there already is left out, silently. Returns the
        ids of those put in, in the order of the letters. Raises NotThere for an unknown member,
        and then nothing is put in.
        """

    def pending(self, now: datetime, limit: int = 100) -> Sequence[Delivery]:
        """PENDING, or UNKNOWN with a `retry`, whose due and retry time have come.

        What was asked for first (somebody is waiting), then what has waited longest.
        """

    def begin(self, deliveries: Sequence[DeliveryId], now: datetime) -> Sequence[DeliveryId]:
        """Say that sending starts: SENDING, `attempts` + 1. Committed before any request.

        Compare and set: only what is PENDING or UNKNOWN begins, and is returned; what somebody
        else is sending, or what is settled, is left alone.
        """

    def settle(
        self,
        delivery: DeliveryId,
        fate: Fate,
        now: datetime,
        *,
        message: str | None = None,
        poll: str | None = None,
        reason: str = "",
        retry: datetime | None = None,
    ) -> None:
        """Say what became of it. UNKNOWN counts a doubt; PENDING with `retry` waits until then.

        `poll` is kept besides earlier ones: all of them lead to this delivery. A delivery
        that is SENT stays SENT (a later message takes the place of the earlier), since when it
        was first; FAILED and CANCELLED give way to SENT only. A try counts one doubt at most.
        Raises NotThere.
        """

    def interrupted(self, now: datetime) -> Sequence[Delivery]:
        """At start: every SENDING becomes UNKNOWN (a doubt each). Returns all open doubts."""

    def doubtful(self, member: MemberId) -> Sequence[Delivery]:
        """A member's deliveries that were ever in doubt, or are being sent at this moment: those
        that may stand in the chat under no id we know. Newest first (at most 10)."""

    def adopt(self, delivery: DeliveryId, poll: str, now: datetime) -> None:
        """A vote proved that a poll of unknown id is this delivery's: keep it, SENT.

        What is known to be received, but not when, counts as sent when its sending began.
        A poll that leads to a delivery already goes on leading there. Raises NotThere.
        """

    def delivery(self, delivery: DeliveryId) -> Delivery | None: ...

    def by_poll(self, poll: str) -> Delivery | None: ...

    def by_message(self, member: MemberId, message: str) -> Delivery | None:
        """The newest delivery to this member with that message id."""

    def by_occasion(self, member: MemberId, occasion: str) -> Delivery | None: ...

    def waiting(self, member: MemberId) -> Sequence[Delivery]:
        """SENT deliveries of items that this member has not answered, newest first (≤ 10)."""

    def reword(self, items: Iterable[Item]) -> int:
        """Letters and questions for a group that certainly were not sent yet carry these items
        as they stand now, in place of what they held under the same id and language; how many
        changed. What was sent, is being sent or may have been stays to the letter."""

    def cancel(self, member: MemberId, reason: str, now: datetime) -> int:
        """Everything still PENDING or UNKNOWN for this member becomes CANCELLED; how many."""

    def history(self, member: MemberId, *, coming: bool = False) -> Sequence[Past]:
        """What items this member was sent, or may have been (in doubt, not given up), oldest
        first; with `coming` also what is in the outbox for them, for who plans the next one."""

    def histories(self, members: Sequence[MemberId]) -> Mapping[MemberId, Sequence[Past]]:
        """The history of each, in one go: for planning a whole branch. Empty ones included."""

    def file(self, key: str) -> str | None:
        """The platform's id of a file uploaded before, by content hash and kind."""

    def keep_file(self, key: str, file_id: str) -> None: ...


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
    People,
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
    "Deliveries",
    "Groups",
    "Inbox",
    "InviteSpent",
    "Kind",
    "Ledger",
    "NotThere",
    "Office",
    "Own",
    "People",
    "Record",
    "Role",
    "Store",
    "StoreError",
    "Weeks",
]
