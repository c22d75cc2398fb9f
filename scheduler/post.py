"""The post: takes what is due from the outbox to the members and writes down its fate.

The intent is committed before the request goes out, few are in flight, and every answer of
the carrier ends in one fate. What happens to a letter whose sending is in doubt is a rule per
kind, below: there is no idempotency key in the Bot API, so "exactly once" cannot be had.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import assert_never

import structlog

from records.model import BranchKey, Delivery, DeliveryId, Fate, Kind, Letter, Member, State
from records.people.own import CONSENT
from records.people.rights import organized
from records.ports import NotThere, Store
from scheduler.amends.paused import paused
from scheduler.commits import Commits
from scheduler.ports import Carrier, Gone, Later, Never, Outcome, Sent, Unsure
from scheduler.unasked.listed import UNLISTED

IN_FLIGHT = 8
"""At most this many requests at once: what a crash can leave in doubt."""

DOUBTS = 2
"""A letter is tried again after a first doubt, not after a second: two is enough noise."""

EVIDENCE = timedelta(seconds=20)
"""How long a doubtful letter waits for a vote or a press to prove that it arrived."""

BACK_OFF = (2, 5, 15, 60, 300)
"""Seconds between tries of a letter that certainly was not received; the last repeats."""

AGAIN = {
    Kind.STUDY: True,
    Kind.ASKED: True,
    Kind.SUMMARY: True,
    Kind.NOTICE: True,
    Kind.GROUP: False,
    Kind.MEETING: True,
    Kind.NUDGE: False,
}
"""Whether a kind is sent again when in doubt: a doubled quiz is harmless (both polls lead to
one delivery, the first answer counts), a doubled nudge is nagging."""

log = structlog.get_logger("post")

CONSENT_ASKED = "consent:"
"""How the occasion of the one letter begins that goes to who has not agreed: the question."""

AWAY = (State.PAUSED, State.EXCUSED)
UNASKED = (Kind.STUDY, Kind.NUDGE)
"""Kinds that do not go to members who are away; an organizer's summaries do."""

UNREACHABLE = (State.INVITED, State.BLOCKED, State.LEFT)
"""Nothing is sent to members in these states."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What to write down about one try."""

    fate: Fate
    reason: str = ""
    retry: datetime | None = None
    message: str | None = None
    poll: str | None = None
    gone: bool = False


def settlement(delivery: Delivery, outcome: Outcome, now: datetime) -> Settlement:
    """The fate that follows from a carrier's answer."""
    match outcome:
        case Sent(message, poll):
            return Settlement(Fate.SENT, message=message, poll=poll)
        case Later(reason, after):
            return Settlement(Fate.PENDING, reason, retry=now + (after or back_off(delivery)))
        case Never(reason):
            return Settlement(Fate.FAILED, reason)
        case Gone(reason):
            return Settlement(Fate.FAILED, reason, gone=True)
        case Unsure(reason):
            return Settlement(Fate.UNKNOWN, reason, retry=in_doubt(delivery, now))
        case _:
            assert_never(outcome)


def refused(delivery: Delivery, reason: str) -> Settlement:
    """A letter that is not sent any more: it failed, unless an earlier try may have arrived."""
    return Settlement(Fate.UNKNOWN if delivery.doubts else Fate.FAILED, reason)


def began(delivery: Delivery) -> Delivery:
    """The delivery as it is once its try has been written down."""
    return replace(delivery, attempts=delivery.attempts + 1)


def back_off(delivery: Delivery) -> timedelta:
    """How long to wait after the delivery's latest try (`attempts` counts it)."""
    return timedelta(seconds=BACK_OFF[min(max(delivery.attempts, 1), len(BACK_OFF)) - 1])


def in_doubt(delivery: Delivery, now: datetime) -> datetime | None:
    """When to send a doubtful letter again; None where that is not done."""
    again = AGAIN[delivery.letter.kind] and delivery.doubts + 1 < DOUBTS
    return now + EVIDENCE if again else None


def unsendable(delivery: Delivery, member: Member | None, now: datetime) -> str:
    """Why this letter is not sent any more; empty where it is."""
    if member is None or member.address is None or not reached(delivery.letter, member):
        return "not reachable"
    if member.state in AWAY and delivery.letter.kind in UNASKED:
        return "paused"
    expires = delivery.letter.expires
    return "missed window" if expires is not None and now >= expires else ""


def reached(letter: Letter, member: Member) -> bool:
    """Whether this goes to somebody in that state: to who has left only the word that they were
    taken off the list."""
    if member.state is State.LEFT and letter.occasion.startswith(f"notice:{UNLISTED}"):
        return True
    return member.state not in UNREACHABLE


class Post:
    """Carries pending letters until none is due. One round at a time."""

    def __init__(
        self,
        store: Store,
        carrier: Carrier,
        now: Callable[[], datetime],
        in_flight: int = IN_FLIGHT,
        commits: Commits | None = None,
    ) -> None:
        """`commits`: shared with whoever else writes in this loop."""
        self._store = store
        self._commits = commits or Commits(store)
        self._carrier = carrier
        self._now = now
        self._in_flight = in_flight
        self._round = asyncio.Lock()

    def resume(self) -> None:
        """At start: what was being sent when the program ended is in doubt, by its kind's rule."""
        now = self._now()
        for delivery in self._store.interrupted(now):
            if delivery.retry is None and AGAIN[delivery.letter.kind] and delivery.doubts < DOUBTS:
                self._store.settle(
                    delivery.id, Fate.PENDING, now, reason="interrupted", retry=now + EVIDENCE
                )

    async def deliver(self) -> int:
        """Send all that is due now; returns how many letters were tried."""
        async with self._round:
            tried = 0
            while batch := self._store.pending(self._now(), limit=16 * self._in_flight):
                tried += len(batch)
                await self._carry_all(deque(batch))
            return tried

    async def send(self, ids: Iterable[DeliveryId]) -> None:
        """Send these at once, past the queue: somebody asked for them and is waiting."""
        for delivery in map(self._store.delivery, ids):
            if delivery is not None:
                await self._carry(delivery)

    async def _carry_all(self, waiting: deque[Delivery]) -> None:
        """A failure of ours ends the round, but not what others have in flight."""
        workers = (self._work(waiting) for _ in range(min(self._in_flight, len(waiting))))
        for failure in await asyncio.gather(*workers, return_exceptions=True):
            if failure is not None:
                raise failure

    async def _work(self, waiting: deque[Delivery]) -> None:
        while waiting:
            await self._carry(waiting.popleft())

    async def _carry(self, delivery: Delivery) -> None:
        member = self._store.member(delivery.member)
        refusal = unsendable(delivery, member, self._now()) or self._unwanted(delivery)
        if member is None:  # erased since: nothing is sent, and there is no row to settle
            return
        if refusal:
            await self._settle(delivery, refused(delivery, refusal))
            return
        await self._carrier.ready(delivery, member)
        if await self._commits.do(partial(self._store.begin, [delivery.id], self._now())):
            outcome = await self._outcome(delivery, member)
            await self._settle(delivery, settlement(began(delivery), outcome, self._now()))

    def _unwanted(self, delivery: Delivery) -> str:
        """Nothing unasked goes to who has not agreed, or agrees no more; nothing that members'
        reports have paused since it was planned; and no branch's numbers to who organizes it no
        more (`reliability.md` C08)."""
        letter = delivery.letter
        if letter.kind is Kind.SUMMARY and not self._organizes(letter):
            return "no organizer any more"
        if letter.item and (letter.item.id, delivery.version) in paused(self._store):
            return "paused by reports"
        if letter.kind is Kind.ASKED or letter.occasion.startswith(CONSENT_ASKED):
            return ""
        return "" if self._store.agreed([letter.member], CONSENT) else "no consent"

    def _organizes(self, letter: Letter) -> bool:
        """Whether numbers still go to who they were written for. The key of a week or a pack ends
        with its branch."""
        theirs = organized(self._store, self._store.member(letter.member))
        kind, _, rest = letter.body.partition(":")
        branch = BranchKey(rest.rpartition(":")[2])
        return branch in theirs if kind in ("week", "pack") else bool(theirs)

    async def _outcome(self, delivery: Delivery, member: Member) -> Outcome:
        """What the carrier says; where it breaks down, nobody knows how far it had come."""
        try:
            return await self._carrier.carry(delivery, member)
        except Exception as error:
            log.error("carrier failed", delivery=delivery.id, kind=type(error).__name__)
            return Unsure(type(error).__name__)

    async def _settle(self, delivery: Delivery, what: Settlement) -> None:
        """Write down what became of it; nothing where its member was erased while it was sent."""
        with suppress(NotThere):
            await self._commits.surely(partial(self._write_down, delivery, what))

    def _write_down(self, delivery: Delivery, what: Settlement) -> None:
        now = self._now()
        self._store.settle(
            delivery.id,
            what.fate,
            now,
            message=what.message,
            poll=what.poll,
            reason=what.reason,
            retry=what.retry,
        )
        if what.gone:
            self._store.move(delivery.member, State.BLOCKED, now, reason=what.reason)
