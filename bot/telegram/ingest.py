"""What comes in: raw updates are kept, durable, before Telegram is told that we have them.

The offset of the next getUpdates confirms what came before it, so it is sent only after the
commit. A crash replays whatever was not handled; handlers may run twice and must not care.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from hashlib import sha256

import orjson
import structlog

from bot.telegram.api import Api, Json
from bot.telegram.behind import Behind
from bot.telegram.heard import Heard
from bot.telegram.lines import Lines
from bot.telegram.raw import line, read, row, unreadable, unreadable_id
from bot.telegram.refusal import Fatal, Later, Refusal, Unsure, refusal
from records.model import Arrived
from records.ports import Store
from scheduler.commits import Commits
from scheduler.failure import place

ALLOWED = ["message", "edited_message", "callback_query", "poll_answer", "my_chat_member"]
"""Not `poll`: it would double the updates of every vote (`platform.md` §0.2)."""

WAIT = 25
"""Seconds a long poll waits at the server; it may wait up to 50."""

BATCH = 100
"""Updates in one answer at most (Bot API, getUpdates)."""

EVERY = 2**31
"""As many as there can be."""

SELDOM = 20
"""Of failed polls in a row, the first and then each so-manieth is told."""

TRIES = 5
"""How often an update whose handling failed is tried again before it is parked."""

BACK_OFF = (1, 2, 5, 10, 30)
"""Seconds before the next poll after so many failures in a row; the last repeats."""

UNREADABLE = 3
"""After so many failed polls in a row, look whether one update cannot be read at all."""

PATIENCE = 0.5
"""Seconds before an update is tried again, doubled each time."""

REFUSED = 3
"""This many refusals of the token in a row end the program."""

log = structlog.get_logger("ingest")


class TokenRefused(Exception):
    """Telegram does not know this bot token."""


class NoId(Exception):
    """Telegram handed over updates without an id; nothing can be confirmed."""


@dataclass(frozen=True, slots=True)
class Update:
    """One update to be handled; `again` where an earlier try may have come some way."""

    id: int
    body: dict[str, Json]
    again: bool
    behind: int = 0
    """How many of the same person wait behind it."""


class Ingest:
    """The one reader of this bot's updates."""

    def __init__(
        self,
        api: Api,
        store: Store,
        handle: Callable[[Update], Awaitable[None]],
        now: Callable[[], datetime],
        hears: Callable[[Json], bool] = lambda update: True,
        commits: Commits | None = None,
    ) -> None:
        """`hears`: what is not kept at all; Telegram is told that we have it. `commits`: shared
        with whoever else writes in this loop."""
        self._api = api
        self._hears = hears
        self._store = store
        self._handle = handle
        self._now = now
        self._commits = commits or Commits(store)
        self._lines: Lines[Arrived] = Lines(self._work)
        self._taken: set[int] = set()
        self._offset: int | None = None
        self._heard = Heard(store)
        self._left = frozenset(arrived.id for arrived in store.unhandled(now(), EVERY))
        self.polled: datetime | None = None
        """When the last poll succeeded: the program is deaf if that is long ago."""
        self.behind = Behind(now())

    async def run(self) -> None:
        """Poll until cancelled. Raises TokenRefused after several refusals in a row."""
        failures = refused = 0
        self.replay()
        while True:
            try:
                await self.poll(WAIT)
                failures = refused = 0
            except Exception as error:
                failures += 1
                self.behind.falls(self._now())
                what = refusal(error)
                refused = refused + 1 if isinstance(what, Fatal) else 0
                if refused >= REFUSED:
                    raise TokenRefused from error
                self._tell(what, failures)
                await self._mend(what, failures)
                await asyncio.sleep(pause(what, failures))

    def _tell(self, what: Refusal, failures: int) -> None:
        """A failed poll is told when it begins, and in a long row now and then."""
        tell = log.warning if failures == 1 or failures % SELDOM == 0 else log.debug
        tell("poll failed", failures=failures, reason=str(what))

    async def _mend(self, what: Refusal, failures: int) -> None:
        """Put right what can be after a failed poll."""
        try:
            if isinstance(what, Later) and "webhook" in what.reason.lower():
                log.warning("a webhook was set by somebody; it is removed, nothing is dropped")
                await self._api.call("deleteWebhook", {})
            elif isinstance(what, Unsure) and failures % UNREADABLE == 0:
                await self._step_over()
        except Exception as error:
            log.warning("could not be mended", kind=type(error).__name__)

    async def _step_over(self) -> None:
        """One update that no JSON reader takes would stop all behind it: pass it, and say so.

        What stands before it in its batch is taken one by one.
        """
        for _ in range(BATCH):
            raw = await self._api.raw_update(self._offset)
            if unreadable(raw):
                await self._pass(raw)
                return
            if not await self.poll(0, limit=1):
                return

    async def _pass(self, raw: bytes) -> None:
        """Confirm the first update unread, if that is truly how it comes: a body cut on its way
        must not cost anybody their answer. Ids follow each other, where none can be read."""
        for _ in range(UNREADABLE - 1):
            if await self._api.raw_update(self._offset) != raw:
                return
        number = unreadable_id(raw)
        number = self._offset if number is None else number
        if number is not None:
            log.error("unreadable update passed over", update=number, bytes=sha256(raw).hexdigest())
            self._offset = number + 1

    async def poll(self, wait: int, limit: int = BATCH) -> int:
        """One getUpdates: keep what came, then hand it on. Returns how many came."""
        deaf = self._heard.begins(self._now())
        wait = 0 if deaf or self.behind.unknown() else wait
        updates = await self._api.updates(self._offset, ALLOWED, wait, limit)
        came = updates if isinstance(updates, list) else []
        usable = [(kept, update) for update in came if (kept := row(update))]
        rows = [kept for kept, update in usable if self._hears(update)]
        if len(usable) < len(came):
            log.warning("updates without a usable id set aside", count=len(came) - len(usable))
        if came and not usable:
            raise NoId
        if usable:
            if rows:
                self._store.take(rows, self._now())
            self._offset = max(number for (number, _), _ in usable) + 1
            self.replay()
        self.polled = self._now()
        self._ended(self.polled, drained=len(came) < limit)
        return len(usable)

    def _ended(self, now: datetime, *, drained: bool) -> None:
        """A poll succeeded; `drained`: nothing more had piled up behind it."""
        self._heard.ended(now, drained=drained)
        if drained:
            self.behind.drained(self._taken)
        else:
            self.behind.falls(now)

    def replay(self) -> None:
        """Hand on everything that is kept and neither handled nor being handled."""
        for arrived in self._store.unhandled(self._now()):
            if arrived.id not in self._taken:
                self._taken.add(arrived.id)
                self._lines.put(line(read(arrived.body)), arrived)

    async def idle(self) -> None:
        """Wait until everything handed on is handled."""
        await self._lines.idle()

    def __len__(self) -> int:
        """How many updates are being handled or wait in line."""
        return len(self._lines)

    async def stop(self) -> None:
        await self._lines.stop()

    async def _work(self, arrived: Arrived) -> None:
        """Handle an update, again and again if need be; what is behind it in its line waits."""
        try:
            while not await self._handled(arrived):
                arrived = replace(arrived, tries=arrived.tries + 1)
                if arrived.tries >= TRIES:
                    return
                await asyncio.sleep(PATIENCE * 2**arrived.tries)
        finally:
            self._taken.discard(arrived.id)
            self.behind.handled(self._taken)

    async def _handled(self, arrived: Arrived) -> bool:
        try:
            body = orjson.loads(arrived.body)
            behind = self._lines.behind(line(body))
            await self._handle(Update(arrived.id, body, self._again(arrived), behind))
            await self._commits.surely(partial(self._store.handled, [arrived.id], self._now()))
        except Exception as error:
            self._put_back(arrived, error)
            return False
        return True

    def _put_back(self, arrived: Arrived, error: Exception) -> None:
        """Count the try. Where not even that can be kept (a full disk), it is tried anew."""
        parked = arrived.tries + 1 >= TRIES
        kind = type(error).__name__
        log.error("update failed", update=arrived.id, parked=parked, kind=kind, at=place(error))
        try:
            self._store.put_back(arrived.id, None if parked else self._now(), kind)
        except Exception as failure:
            log.error("the try was not counted", update=arrived.id, kind=type(failure).__name__)

    def _again(self, arrived: Arrived) -> bool:
        """Whether an earlier try may have come some way: in this life or, as the clock may have
        been set since, whatever it says, in one before."""
        return arrived.tries > 0 or arrived.id in self._left


def pause(what: Refusal, failures: int) -> float:
    """Seconds before the next poll; as many as Telegram named, where it did."""
    if isinstance(what, Later) and what.retry_after is not None:
        return what.retry_after.total_seconds()
    return BACK_OFF[min(failures, len(BACK_OFF)) - 1]
