"""Tells who was erased that it is done: once, through crashes, and then nothing is left of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from bot.telegram.calls import chat_scope, forget_menu_calls, text_calls
from bot.telegram.messenger import Messenger
from bot.words import languages, words
from records.keeping.erasures import scrub
from records.people.last_word import TRIES, LastWord
from records.ports import Store
from scheduler.ports import Later, Outcome, Unsure


class Parting:
    """Says the last words that are owed (`records.people.last_word`). One round at a time."""

    def __init__(
        self, messenger: Messenger, store: Store, languages: Callable[[], tuple[str, ...]]
    ) -> None:
        """`languages` are the organisation's; the first is for whose own is not known."""
        self._messenger = messenger
        self._store = store
        self._languages = languages
        self._round = asyncio.Lock()

    async def say(self) -> None:
        """Each of them; what Telegram does not take now is left for the next round."""
        async with self._round:
            for word in self._store.owed():
                await self._one(word)

    async def make_good(self) -> None:
        """The same for what a crash, or Telegram, has kept from being said: nobody knows any more
        whether a menu of commands of their own stands in that chat, so that goes first."""
        for word in () if self._round.locked() else self._store.owed():
            for call in forget_menu_calls(languages(), chat_scope(word.address)):
                await self._messenger.once(call, word.address)
        await self.say()

    async def _one(self, word: LastWord) -> None:
        outcome: Outcome | None = None
        if word.tries < TRIES:
            self._store.owe(replace(word, tries=word.tries + 1))  # intent first, as in the outbox
            outcome = await self._told(word)
        if isinstance(outcome, Later):
            self._store.owe(word)
        elif not isinstance(outcome, Unsure):
            self._store.said(word.address)
            scrub(self._store)

    async def _told(self, word: LastWord) -> Outcome:
        told = words(word.language or self._languages()[0])
        [call] = text_calls(told.say(
            "Done: everything about you is erased, your answers too, and nothing more will come. "
            "Only the messages in this chat are left, and they are yours to delete."
        ))  # fmt: skip
        return await self._messenger.at_once(call, word.address)
