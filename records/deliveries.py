"""The outbox: what is to be sent, is being sent, was sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from content.item import Item
from records.model import Delivery, DeliveryId, Fate, Letter, MemberId, Past


class Deliveries(Protocol):
    """Letters on their way, and what was seen of them. A port of the records (`records.ports`)."""

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


__all__ = ["Deliveries"]
