"""Carries what goes to groups: as little as can be said there, to the right topic."""

from __future__ import annotations

import json
from typing import assert_never

from bot.group.wording import note, over
from bot.meeting.notices import for_all
from bot.press import Pick
from bot.say import Button, Rows
from bot.telegram.calls import Call, group_call, in_topic, text_calls
from bot.telegram.keyboard import grid, letter
from bot.telegram.messenger import Messenger
from bot.words import words
from content.forms import FORMS
from content.history.version import version_of
from content.item import Choose
from records.group import Group, Posted, Posting
from records.ports import Store
from scheduler.amends.corrected import graded_by
from scheduler.group.crowd import thaw
from scheduler.ports import Never, Outcome, Public, Sent


class Crier:
    """`scheduler.ports.GroupCarrier` at Telegram."""

    def __init__(self, messenger: Messenger, store: Store) -> None:
        self._messenger = messenger
        self._store = store

    async def ready_in(self, chat: str) -> None:
        await self._messenger.ready_in(chat)

    async def post_up(self, posting: Posting, group: Group) -> Outcome:
        """Looks first who can read along: a public group has a username."""
        if posting.kind is Posted.FAREWELL:
            return await self._leave(posting, group)
        facts = await self._messenger.facts(group.chat)
        if isinstance(facts, Outcome):
            return facts
        if facts.get("username"):
            return Public("the group is public")
        try:
            first, *more = self._calls(posting, group)
        except ValueError as error:
            return Never(f"cannot be shown: {error}")
        outcome = await self._messenger.once(in_topic(first, group.thread), group.chat)
        if isinstance(outcome, Sent):
            for call in more:
                await self._messenger.reply(in_topic(call, group.thread), group.chat)
        return outcome

    async def _leave(self, posting: Posting, group: Group) -> Outcome:
        """The line once, best effort; what counts is that the bot is gone."""
        if posting.attempts <= 1:
            text = words(group.language).say(
                "This bot works in groups that an organizer has linked. Goodbye.")  # fmt: skip
            for call in text_calls(text):
                await self._messenger.once(in_topic(call, group.thread), group.chat)
        return await self._messenger.once(Call("leaveChat"), group.chat)

    def _calls(self, posting: Posting, group: Group) -> tuple[Call, ...]:
        item, told = posting.item, words(group.language)
        if posting.kind is Posted.MEETING:
            return text_calls(for_all(told, **json.loads(posting.body)))
        if item is None:
            raise ValueError("no item")
        match posting.kind:
            case Posted.QUESTION:
                ask = FORMS[item.form].ask(item)
                if not isinstance(ask, Choose):
                    raise ValueError("not for a group")
                return (group_call(item, ask, told, rows(posting, ask), note(told)),)
            case Posted.TOTALS:
                key = graded_by(self._store, item.id, version_of(item))
                text = over(item, thaw(posting.body), key, told)
                return text_calls(text, (), self._under(posting, group))
            case Posted.FAREWELL:
                return ()
            case _:
                assert_never(posting.kind)

    def _under(self, posting: Posting, group: Group) -> int | None:
        """The message of the question, where it stands in the same chat."""
        number = posting.occasion.partition(":")[2]
        about = next((one for one in self._store.asked_in(posting.branch)
                      if str(one.id) == number), None) if posting.branch else None  # fmt: skip
        if about is None or about.chat != group.chat or about.message is None:
            return None
        return int(about.message)


def rows(posting: Posting, ask: Choose) -> Rows:
    """A letter for each option."""
    return grid([Button(letter(place), Pick(posting.id, place))
                 for place in range(len(ask.options))])  # fmt: skip
