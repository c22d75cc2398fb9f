"""Acts carried out in a chat: each becomes calls of the Bot API, in order."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from bot.say import (
    Act,
    Deliver,
    Drawn,
    Enclose,
    Part,
    Progress,
    Rekey,
    Rewrite,
    Say,
    Show,
    TakeLeave,
    Tell,
    Toast,
    TurnCard,
    UsualMenu,
    Work,
)
from bot.telegram.calls import (
    Call,
    card_calls,
    chat_scope,
    document_call,
    drawn_call,
    forget_menu_calls,
    in_topic,
    item_calls,
    picture_calls,
    progress_call,
    rekey_call,
    rewrite_call,
    text_calls,
    toast_call,
)
from bot.telegram.letters import note_of
from bot.telegram.messenger import Messenger
from bot.words import Words, languages
from content.forms import FORMS
from content.item import Ask, Item, Recall
from records.model import Delivery, DeliveryId
from scheduler.ports import Sent


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event came from: the chat, and for a press its id and the message it is under."""

    chat: str
    words: Words
    query: str | None = None
    message: int | None = None


class Chat:
    """Carries out acts: replies go at once, deliveries through the post."""

    def __init__(
        self,
        messenger: Messenger,
        send: Callable[[Iterable[DeliveryId]], Awaitable[None]],
        part: Callable[[], Awaitable[None]],
        shown: Callable[[int, str, str | None], None] = lambda number, message, poll: None,
    ) -> None:
        """`part` says the last words that are owed; `shown` is told where a preview stands: its
        number, the message, maybe the poll."""
        self._messenger = messenger
        self._send = send
        self._part = part
        self._shown = shown

    async def act(self, acts: Sequence[Act], place: Place) -> None:
        """One after the other. A press is answered even where no act answers it."""
        if place.query is not None and not any(isinstance(act, Toast) for act in acts):
            acts = [Toast(""), *acts]
        for act in acts:
            await self._act(act, place)

    async def _act(self, act: Act, place: Place) -> None:
        match act:
            case Deliver(deliveries):
                await self._send(deliveries)
            case TakeLeave():
                await self._part()
            case Tell(chat, text, thread):
                for call in text_calls(text):
                    await self._messenger.reply(in_topic(call, thread), chat)
            case Work(run):
                await self.act(await run(), replace(place, query=None))
            case Show(delivery):
                for call in calls(act, place):
                    outcome = await self._messenger.reply(call, place.chat)
                    if isinstance(outcome, Sent):
                        self._shown(delivery.id, outcome.message, outcome.poll)
            case _:
                for call in calls(act, place):
                    await self._messenger.reply(call, place.chat)


def calls(act: Act, place: Place) -> Sequence[Call]:
    """The calls of one act; edits go to the message that was tapped."""
    match act:
        case Say(text, buttons, under, pictures):
            told = text_calls(text, buttons, int(under) if under else None)
            return [*picture_calls(pictures), *told]
        case Toast(text, alert):
            return [toast_call(place.query, text, alert)] if place.query else _plain(text)
        case Rewrite(text, buttons):
            return _edit(rewrite_call(text, buttons), place)
        case Rekey(buttons):
            return _edit(rekey_call(buttons), place)
        case Progress(delivery, places):
            item, ask = _asked(delivery)
            note = note_of(delivery, place.words)
            edit = progress_call(item, ask, delivery.id, place.words, places, note=note)
            return _edit(edit, place)
        case Part(delivery, part):
            item, ask = _asked(delivery)
            note = note_of(delivery, place.words)
            return [item_calls(item, ask, delivery.id, place.words, part=part, note=note)]
        case TurnCard(delivery):
            item, ask = _asked(delivery)
            assert isinstance(ask, Recall)
            return [
                one
                for call in card_calls(
                    item, ask, delivery.id, place.words, note=note_of(delivery, place.words)
                )
                for one in _edit(call, place)
            ]
        case Enclose(name, content, caption):
            return [document_call(name, content, caption)]
        case Drawn(name, content, caption):
            return [drawn_call(name, content, caption)]
        case Show(delivery):
            item, ask = _asked(delivery)
            note = note_of(delivery, place.words)
            return [item_calls(item, ask, delivery.id, place.words, note=note)]
        case UsualMenu():
            return forget_menu_calls(languages(), chat_scope(place.chat))
        case Deliver() | Work() | Tell() | TakeLeave():
            return []
        case _:
            assert_never(act)


def _plain(text: str) -> Sequence[Call]:
    return text_calls(text) if text else []


def _edit(call: Call, place: Place) -> Sequence[Call]:
    """An edit needs its message; what is no edit goes as it is."""
    if not call.method.startswith("edit"):
        return [call]
    if place.message is None:
        return []
    return [Call(call.method, {**call.params, "message_id": place.message})]


def _asked(delivery: Delivery) -> tuple[Item, Ask]:
    item = delivery.letter.item
    assert item is not None, "only deliveries of items are shown"
    return item, FORMS[item.form].ask(item)
