"""The board: what is due in groups is posted there, and its fate written down.

A posting in doubt is never sent again: the same question twice would split its answers, and a
tap under it proves that it stands. A group that cannot be posted in goes silent, with a reason,
and the branch's organizers are told, once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from records.branch import Branch
from records.group import Group, Posted, Posting, Silent
from records.model import BranchKey, Fate
from records.ports import Store
from scheduler.group.crowd import word
from scheduler.meeting.for_all import overtaken
from scheduler.ports import (
    Gone,
    GroupCarrier,
    Later,
    Moved,
    Never,
    NoTopic,
    Outcome,
    Public,
    Sent,
    Unsure,
)
from scheduler.post import BACK_OFF

IN_FLIGHT = 4

log = structlog.get_logger("board")


class Board:
    """Posts what is due in groups. One round at a time."""

    def __init__(
        self,
        store: Store,
        carrier: GroupCarrier,
        branches: Callable[[], Mapping[BranchKey, Branch]],
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._carrier = carrier
        self._branches = branches
        self._now = now
        self._round = asyncio.Lock()

    def resume(self) -> None:
        """At start: what was being posted when the program ended is in doubt, and stays so."""
        self._store.postings_interrupted()

    async def deliver(self) -> int:
        """Post all that is due now; returns how many were tried."""
        async with self._round:
            tried = 0
            while due := self._store.postings_due(self._now(), limit=IN_FLIGHT):
                tried += len(due)
                chats = dict.fromkeys(posting.chat for posting in due)
                await asyncio.gather(
                    *(self._in_turn([one for one in due if one.chat == chat]) for chat in chats)
                )
            return tried

    async def _in_turn(self, postings: Sequence[Posting]) -> None:
        """What goes to one group, one after the other: the totals before the next question. Where
        it has moved meanwhile, the next round knows where the rest goes."""
        for posting in postings:
            kept = self._store.posting(posting.id)
            if kept is None or kept.chat != posting.chat:
                return
            await self._carry(posting)

    async def _carry(self, posting: Posting) -> None:
        group = self._store.group(posting.chat)
        refusal = unpostable(posting, group, self._now()) or self._untrue(posting)
        if group is None or refusal:
            self._store.settle_posting(posting.id, Fate.FAILED, self._now(), reason=refusal)
            return
        await self._carrier.ready_in(group.chat)
        if self._store.begin_posting(posting.id, self._now()):
            outcome = await self._outcome(replace(posting, attempts=posting.attempts + 1), group)
            with self._store.together():
                self._settle(posting, group, outcome, self._now())

    def _untrue(self, posting: Posting) -> str:
        """Why what it says holds no more; empty where it does."""
        branch = self._branches().get(posting.branch) if posting.branch else None
        return "changed meanwhile" if overtaken(posting, branch) else ""

    async def _outcome(self, posting: Posting, group: Group) -> Outcome:
        try:
            return await self._carrier.post_up(posting, group)
        except Exception as error:
            log.error("carrier failed", posting=posting.id, kind=type(error).__name__)
            return Unsure(type(error).__name__)

    def _settle(self, posting: Posting, group: Group, outcome: Outcome, now: datetime) -> None:
        """Write down what became of it, and what follows for the group."""
        settle = self._store.settle_posting
        match outcome:
            case Sent(message):
                settle(posting.id, Fate.SENT, now, message=message or None)
            case Later(reason, after):
                retry = now + (after or back_off(posting))
                settle(posting.id, Fate.PENDING, now, reason=reason, retry=retry)
            case Moved(to=to):
                self._store.move_group(group.chat, to)
                settle(posting.id, Fate.PENDING, now, reason="moved")
            case Unsure(reason):
                settle(posting.id, Fate.UNKNOWN, now, reason=reason)
            case Never(reason) | Gone(reason):
                settle(posting.id, Fate.FAILED, now, reason=reason)
                log.warning("not posted", posting=posting.id, reason=reason)
        if posting.kind is Posted.FAREWELL and not isinstance(outcome, Later | Moved):
            self._store.drop_group(group.chat)
        elif silent := hushed(outcome):
            silence(self._store, self._branches(), group.chat, silent, now)


def unpostable(posting: Posting, group: Group | None, now: datetime) -> str:
    """Why this is not posted any more; empty where it is."""
    if group is None:
        return "no such group"
    if posting.kind is Posted.FAREWELL:
        return "linked meanwhile" if group.branch is not None else ""
    if group.silent or group.branch != posting.branch:
        return str(group.silent) or "linked elsewhere"
    if posting.kind in (Posted.QUESTION, Posted.MEETING) and not group.daily:
        return "switched off"
    return "missed window" if posting.expires is not None and now >= posting.expires else ""


def hushed(outcome: Outcome) -> Silent:
    """Whether and why a group goes silent after a try."""
    match outcome:
        case NoTopic():
            return Silent.TOPIC
        case Public():
            return Silent.PUBLIC
        case Gone(reason):
            muted = any(word in reason.lower() for word in ("rights", "write", "restricted"))
            return Silent.MUTED if muted else Silent.REMOVED
        case _:
            return Silent.NO


def silence(
    store: Store, branches: Mapping[BranchKey, Branch], chat: str, why: Silent, now: datetime
) -> bool:
    """Post nothing more in a group, and tell its organizers once; whether that is new."""
    group = store.group(chat)
    if group is None or group.silent is why:
        return False
    with store.together():
        store.keep_group(replace(group, silent=why))
        branch = branches.get(group.branch) if group.branch else None
        if branch is not None:
            store.post(word(branch, store.organizers(branch.key), why.value, chat, now))
    return True


def back_off(posting: Posting) -> timedelta:
    """How long to wait after a try that certainly did not arrive."""
    return timedelta(seconds=BACK_OFF[min(posting.attempts, len(BACK_OFF) - 1)])
