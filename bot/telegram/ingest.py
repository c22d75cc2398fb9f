"""What comes in: raw updates are kept, durable, before Telegram is told that we have them.

The offset of the next getUpdates confirms what came before it, so it is sent only after the
commit. A crash replays whatever was not handled; handlers may run twice and must not care.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson
import structlog

from bot.telegram.api import Api, Json
from bot.telegram.lines import Lines
from bot.telegram.refusal import Fatal, refusal
from records.model import Arrived
from records.ports import Store

ALLOWED = ["message", "edited_message", "callback_query", "poll_answer", "my_chat_member"]
"""Not `poll`: it would double the updates of every vote (`platform.md` §0.2)."""

WAIT = 25
"""Seconds a long poll waits at the server; it may wait up to 50."""

TRIES = 5
"""How often an update whose handling failed is tried again before it is parked."""

BACK_OFF = (1, 2, 5, 10, 30)
"""Seconds before the next poll after so many failures in a row; the last repeats."""

REFUSED = 3
"""This many refusals of the token in a row end the program."""

log = structlog.get_logger("ingest")


class TokenRefused(Exception):
    """Telegram does not know this bot token."""


@dataclass(frozen=True, slots=True)
class Update:
    """One update to be handled; `again` where an earlier try may have come some way."""

    id: int
    body: dict[str, Json]
    again: bool


class Ingest:
    """The one reader of this bot's updates."""

    def __init__(
        self,
        api: Api,
        store: Store,
        handle: Callable[[Update], Awaitable[None]],
        now: Callable[[], datetime],
    ) -> None:
        self._api = api
        self._store = store
        self._handle = handle
        self._now = now
        self._lines: Lines[Arrived] = Lines(self._work)
        self._taken: set[int] = set()
        self._offset: int | None = None
        self._started = now()
        self.polled: datetime | None = None
        """When the last poll succeeded: the program is deaf if that is long ago."""

    async def run(self) -> None:
        """Poll until cancelled. Raises TokenRefused after several refusals in a row."""
        failures = refused = 0
        self.replay()
        while True:
            try:
                await self.poll(WAIT)
                failures = refused = 0
            except asyncio.CancelledError:
                raise
            except Exception as error:
                failures += 1
                refused = refused + 1 if isinstance(refusal(error), Fatal) else 0
                log.warning("poll failed", failures=failures, reason=str(refusal(error)))
                if refused >= REFUSED:
                    raise TokenRefused from error
                await asyncio.sleep(BACK_OFF[min(failures, len(BACK_OFF)) - 1])

    async def poll(self, wait: int) -> int:
        """One getUpdates: keep what came, then hand it on. Returns how many came."""
        updates = await self._api.updates(self._offset, ALLOWED, wait)
        rows = [row for row in map(_row, updates if isinstance(updates, list) else []) if row]
        if rows:
            self._store.take(rows, self._now())
            self._offset = max(row[0] for row in rows) + 1
            self.replay()
        self.polled = self._now()
        return len(rows)

    def replay(self) -> None:
        """Hand on everything that is kept and neither handled nor being handled."""
        for arrived in self._store.unhandled(self._now()):
            if arrived.id not in self._taken:
                self._taken.add(arrived.id)
                self._lines.put(_line(arrived.body), arrived)

    async def idle(self) -> None:
        """Wait until everything handed on is handled."""
        await self._lines.idle()

    def __len__(self) -> int:
        """How many updates are being handled or wait in line."""
        return len(self._lines)

    async def stop(self) -> None:
        await self._lines.stop()

    async def _work(self, arrived: Arrived) -> None:
        try:
            body = orjson.loads(arrived.body)
            await self._handle(Update(arrived.id, body, self._again(arrived)))
            self._store.handled([arrived.id], self._now())
        except Exception as error:
            self._put_back(arrived, error)
        finally:
            self._taken.discard(arrived.id)

    def _put_back(self, arrived: Arrived, error: Exception) -> None:
        retry = self._now() + timedelta(seconds=2**arrived.tries)
        parked = arrived.tries + 1 >= TRIES
        log.error("update failed", update=arrived.id, parked=parked, exc_info=error)
        self._store.put_back(arrived.id, None if parked else retry, type(error).__name__)

    def _again(self, arrived: Arrived) -> bool:
        return arrived.tries > 0 or arrived.received < self._started


def _row(update: Json) -> tuple[int, bytes] | None:
    """Id and bytes of an update; None for something that has no usable id."""
    number = update.get("update_id") if isinstance(update, dict) else None
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < 2**62:
        log.warning("update without a usable id set aside")
        return None
    return number, orjson.dumps(update)


def _line(body: bytes) -> int:
    """Whose line an update waits in: the person's who did something, else one of its own."""
    try:
        update = orjson.loads(body)
        inner = next(value for key, value in update.items() if key != "update_id")
        person = inner.get("from") or inner.get("user") or inner["chat"]
        return int(person["id"])
    except (ValueError, KeyError, TypeError, AttributeError, StopIteration):
        return 0
