"""Letters about a meeting, as calls: the pack before it, and what became of a vote at it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from html import escape

from bot.packs._chat import message
from bot.packs._lines import discussed
from bot.telegram.calls import Call, picture_calls, text_calls
from bot.telegram.verdict import verdict_pictures, verdict_text
from bot.words import Words
from records.model import DeliveryId, Kind, Letter
from records.participation.packed import thaw_pack
from records.ports import Store
from scheduler.amends.corrected import verdict_on
from scheduler.meeting.argued import discussion


def about_meeting(letter: Letter) -> bool:
    """Whether a letter is one of these."""
    told = letter.kind is Kind.SUMMARY and letter.body.partition(":")[0] in _SHOW
    return letter.kind is Kind.MEETING or told


def meeting_calls(letter: Letter, store: Store, told: Words) -> Sequence[Call] | None:
    """What to send for a letter about a meeting; None for any other."""
    if letter.kind is Kind.MEETING:
        return verdict_calls(letter.body, store, told)
    show = _SHOW.get(letter.body.partition(":")[0]) if letter.kind is Kind.SUMMARY else None
    return show(letter.body, store, told) if show else None


def verdict_calls(body: str, store: Store, told: Words) -> Sequence[Call]:
    """After a vote: what was right, and why, by one's own last vote."""
    delivery = store.delivery(DeliveryId(json.loads(body)["delivery"]))
    answer = store.answer(delivery.id) if delivery else None
    if delivery is None or answer is None or delivery.letter.item is None:
        raise KeyError(body)
    item, verdict = delivery.letter.item, verdict_on(store, delivery, answer.reply)
    head = told.say("The vote is closed. Your last answer:")
    text = f"{head}\n\n{verdict_text(item, verdict, told)}"
    return [*text_calls(text), *picture_calls(verdict_pictures(item, verdict))]


def discussion_calls(body: str, store: Store, told: Words) -> Sequence[Call]:
    """To organizers, three weeks after a vote: before, after, and now."""
    found = discussion(store, body.partition(":")[2])
    if found is None:
        raise KeyError(body)
    head = told.say("Asked again three weeks after the meeting:")
    return text_calls(f"{head}\n{escape(discussed(found, told), quote=False)}")


def pack_calls(body: str, store: Store, told: Words) -> Sequence[Call]:
    """A pack, with the box of questions as it stands now."""
    kept = store.published(body)
    if kept is None:
        raise KeyError(body)
    pack = thaw_pack(kept)
    box = tuple(one.text for one in store.questions(pack.branch))
    return text_calls(*message(replace(pack, box=box), told))


_SHOW: Mapping[str, Callable[[str, Store, Words], Sequence[Call]]] = {
    "pack": pack_calls,
    "discussion": discussion_calls,
}
