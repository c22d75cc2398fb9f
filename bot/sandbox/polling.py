"""getUpdates: waiting for news, one poller at a time, hasty ones slowed down.

Rules and numbers from telegram-bot-api Client.cpp (`do_get_updates`, `abort_long_poll`).
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

from bot.sandbox.engine import Telegram
from bot.sandbox.params import Params
from bot.sandbox.refusal import Refused
from bot.sandbox.shapes import Json

LONGEST = 50
MOST = 100
HASTY_ONE = 0.5
HASTY_WAIT = 3.0
WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
OTHER = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)


@dataclass(slots=True)
class Polling:
    """The one place where a bot waits for its updates."""

    telegram: Telegram
    _ticket: int = 0
    _offset: int = 0
    _started: float = 0.0
    _conflicted: float = -HASTY_WAIT
    closing: bool = False

    async def take(self, params: Params) -> list[Json]:
        """Updates from the offset on; waits up to `timeout` real seconds for the first."""
        if self.telegram.webhook:
            raise await self._conflict(WEBHOOK)
        self._ticket += 1
        ticket = self._ticket
        self.telegram.changed.fire()
        if params.has("allowed_updates"):
            self.telegram.updates.allow([str(kind) for kind in params.items("allowed_updates")])
        offset = params.integer("offset")
        limit, seconds = self._manners(params, offset)
        return await self._wait(ticket, offset, limit, time.monotonic() + seconds)

    async def _wait(self, ticket: int, offset: int, limit: int, until: float) -> list[Json]:
        while True:
            if ticket != self._ticket:
                raise await self._conflict(OTHER)
            if self.telegram.webhook:
                raise await self._conflict("Conflict: terminated by setWebhook request")
            found = self.telegram.updates.fetch(offset, limit)
            left = until - time.monotonic()
            if found or left <= 0 or self.closing:
                return found
            await self.telegram.changed.wait(left)

    def _manners(self, params: Params, offset: int) -> tuple[int, float]:
        """Limit and seconds to wait; the same offset again too soon gets less, later."""
        limit = params.integer("limit", MOST)
        limit = limit if 1 <= limit <= MOST else MOST
        seconds = float(min(max(params.integer("timeout"), 0), LONGEST))
        now, since = time.monotonic(), time.monotonic() - self._started
        again = self.telegram.pace.limits.manners and offset == self._offset and self._started > 0
        self._offset, self._started = offset, now
        if again and since < HASTY_ONE:
            limit = 1
        if again and since < HASTY_WAIT:
            seconds = max(seconds, HASTY_WAIT)
        return limit, seconds

    async def _conflict(self, words: str) -> Refused:
        """The 409, three seconds late if there was one just before."""
        hasty = time.monotonic() - self._conflicted < HASTY_WAIT
        if hasty and self.telegram.pace.limits.manners:
            await asyncio.sleep(HASTY_WAIT)
        else:
            self._conflicted = time.monotonic()
        return Refused(409, words)
