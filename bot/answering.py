"""One update, from its raw body to the last reply."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial

import structlog

from bot.conversation import only_records, respond
from bot.process.aside import Aside
from bot.process.counting import counting
from bot.request import spoken
from bot.say import Act, Toast
from bot.telegram.chat import Chat, Place
from bot.telegram.events import Event, Moved, Other, Tapped
from bot.telegram.fields import Unreadable
from bot.telegram.incoming import translate
from bot.telegram.ingest import Update
from bot.words import words
from bot.workshop import Workshop
from scheduler.commits import Commits
from scheduler.desk import Desk, Found

FLOOD = 60
"""With more than so many updates of one person waiting, a minute's worth of replies, what they
did counts and is not answered: nobody reads a thousand replies, and they would come for hours."""

log = structlog.get_logger("app")


class Answering:
    """What the ingest hands updates to. `username` is the bot's own, once it is known."""

    def __init__(
        self,
        desk: Desk,
        workshop: Workshop,
        commits: Commits,
        chat: Chat,
        aside: Callable[[], Aside | None],
        now: Callable[[], datetime],
        username: Callable[[], str],
    ) -> None:
        self._desk, self._workshop, self._commits = desk, workshop, commits
        self._chat, self._aside = chat, aside
        self._now, self._username = now, username

    async def handle(self, update: Update) -> None:
        """One update, from its raw body to the last reply. May run twice for one update."""
        try:
            event = translate(update.body, self._username())
        except Unreadable as error:
            log.warning("update unreadable", update=update.id, reason=str(error))
            return
        acts = await self.answered(event, update.again)
        if update.behind > FLOOD:
            acts = [act for act in acts if isinstance(act, Toast)]
        place = self._place(event)
        if place is not None:
            await self._chat.act(acts, place)

    async def answered(self, event: Event, again: bool) -> Sequence[Act]:
        """The acts that answer an event, once what it changes is durable; at one time, however
        long the counting for it takes."""
        now = self._now()

        def work(found: Sequence[Found] | None) -> Sequence[Act]:
            self._desk.found = found
            try:
                return respond(self._desk, event, now, again, self._workshop)
            finally:
                self._desk.found = None

        def begin(found: Sequence[Found] | None) -> Awaitable[Sequence[Act]]:
            return self._commits.do(partial(work, found), alone=not only_records(event))

        return await counting(self._aside(), self._desk.store, begin)

    def _place(self, event: Event) -> Place | None:
        """Where the answer to an event goes: always in private; None where nobody asked."""
        if isinstance(event, Moved | Other):
            return None
        member = self._desk.store.at(str(event.user.id))
        told = words(member.language if member else spoken(event.user.language, self._desk))
        if isinstance(event, Tapped):
            return Place(str(event.user.id), told, event.query, event.message)
        return Place(str(event.user.id), told)
