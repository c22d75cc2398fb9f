"""A bot living in the sandbox on a moved clock: what the demo shows and the tests speak with."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.app import Studybot, running
from bot.config import Config, Secret
from bot.joining.invitation import invitation
from bot.sandbox import Limits, Page, Telegram
from bot.telegram.pace import Ceilings
from records.model import MemberId
from records.ports import Store

TOKEN = "4200:sandbox-token-of-no-worth"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HALF_AN_HOUR = timedelta(minutes=30)
UNHURRIED = Ceilings(total=1_000_000.0, reserve=1.0, spacing=0.0, burst=1000, group=1_000_000)
"""Lived time passes faster than real time; the sandbox's own limits are off as well."""


def next_half_hour(at: datetime) -> datetime:
    """The next full or half hour: all that is due by the clock is due at one of them."""
    return at - (at - EPOCH) % HALF_AN_HOUR + HALF_AN_HOUR


@dataclass(slots=True)
class Moved:
    """A clock that stands still until it is moved. Aware UTC."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at


@dataclass(slots=True)
class Living:
    """The bot, its world, and the clock both go by."""

    bot: Studybot
    telegram: Telegram
    clock: Moved
    address: str
    """Root of the Bot API, and of the chat page where there is one."""

    async def settle(self) -> None:
        """Until nothing is left to do at this moment: updates handled, letters carried."""
        asked = self._unheard()
        await self.heard()
        while await self._worked():
            await self.heard()
        if asked:  # nothing else makes anybody an organizer
            await self.bot.menus.show()

    async def _worked(self) -> bool:
        """One round of everything the clock calls; whether anything was sent or came in."""
        before = self.telegram.revision
        await self.bot.beat_all()
        await self.bot.carry()
        self.bot.ingest.replay()
        return self.telegram.revision != before or self._unheard()

    async def heard(self) -> None:
        """Until the bot has taken and handled every update that waits for it."""
        while self._unheard():
            await asyncio.sleep(0.001)
            await self.bot.ingest.idle()

    def _unheard(self) -> bool:
        return bool(
            self.telegram.updates.pending()
            or len(self.bot.ingest)
            or self.bot.ingest.behind.holds(self.clock.at)
            or self.bot.store.unhandled(self.clock.at, limit=1)
        )

    async def pass_time(self, until: datetime) -> None:
        """Move the clock on, half an hour at a time, doing what is due."""
        while self.clock.at < until:
            self.clock.at = min(until, next_half_hour(self.clock.at))
            await self.settle()

    def invited(
        self, branch: str, *, organizer: bool = False, member: MemberId | None = None
    ) -> str:
        """A fresh code, as `studybot invite` makes it; `member`: for one on the roster alone."""
        now = self.clock.at
        code, invite = invitation(branch, organizer=organizer, now=now, member=member)
        self.bot.store.invite(invite)
        return code


@asynccontextmanager
async def living(
    config: Config,
    store: Store,
    clock: Moved,
    telegram: Telegram | None = None,
    page: Page | None = None,
    port: int = 0,
) -> AsyncIterator[Living]:
    """The bot at work in a world of its own, over real HTTP. `page` opens the chats by hand."""
    world = telegram or Telegram(TOKEN, clock, Limits.off())
    async with world.serve(page=page, port=port) as root:
        settings = replace(config, api_url=root, token=Secret(TOKEN))
        bot = Studybot(settings, store, clock, UNHURRIED)
        async with running(bot):
            await bot.menus.show()
            yield Living(bot, world, clock, root)
