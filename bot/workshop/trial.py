"""Answers to previews: graded and explained as any other, and kept nowhere."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot import press as presses
from bot.press import Press
from bot.say import Act, Button, Part, Progress, Rekey, Rows, Say, Show, Toast, TurnCard, Work
from bot.study.answers import takes_proof, takes_words
from bot.telegram.keyboard import reply, step
from bot.telegram.poll import poll
from bot.telegram.verdict import verdict_pictures, verdict_text
from bot.workshop.previews import Preview
from content.folder.loader import load
from content.forms import FORMS
from content.item import Discuss, Do, Done, Item, Read, Recall, Reply, Written

if TYPE_CHECKING:
    from bot.request import Request

OPEN = timedelta(hours=1)
"""How long words that answer to no message may be meant for a preview."""


def show(request: Request, item: Item, upload: str = "") -> Show | None:
    """The act that shows an item to this person alone; None where lessons are not worked on."""
    shop = request.workshop
    if shop is None:
        return None
    return Show(shop.previews.add(request.person.address, item, request.now, upload).delivery())


def tapped(request: Request, press: Press) -> Sequence[Act]:
    """A press on a button of a preview."""
    number = getattr(press, "delivery", 0)
    preview = next((one for one in _previews(request) if one.number == number), None)
    if preview is None:
        return [Toast(request.words.say("This button does nothing any more."))]
    delivery, ask = preview.delivery(), FORMS[preview.shown.form].ask(preview.shown)
    match press:
        case presses.More(part=part):
            native = poll(preview.shown, ask) is not None
            return [Toast("")] if native else [Toast(""), Part(delivery, part)]
        case presses.Turn() if isinstance(ask, Recall):
            return [Toast(""), TurnCard(delivery)]
        case presses.Next():
            return [Toast(""), following(request, preview)]
        case presses.Done() if isinstance(ask, Read):
            return [Toast(request.words.say("Nothing is recorded.")), Rekey(())]
        case presses.Answer():
            places = step(press, ask)
            return [Toast("")] if places is None else [Toast(""), Progress(delivery, places)]
        case _:
            given = reply(press, ask)
            return [Toast("")] if given is None else [Rekey(), *verdict(request, preview, given)]


def voted(request: Request, poll: str, given: Reply) -> Sequence[Act] | None:
    """A vote in a preview's poll; None where the poll is none."""
    preview = next((one for one in _previews(request) if one.poll == poll), None)
    return None if preview is None else verdict(request, preview, given)


def said(request: Request, text: str, under: str | None) -> Sequence[Act] | None:
    """Words for a preview; None where they are for none."""
    preview = meant(request, under, "text")
    if preview is None:
        return None
    proof = isinstance(FORMS[preview.shown.form].ask(preview.shown), Do | Discuss)
    return verdict(request, preview, Done("text", text) if proof else Written(text))


def showed(request: Request, proof: str, caption: str, under: str | None) -> Sequence[Act] | None:
    """A photo or a voice message for a preview; None where it is for none."""
    preview = meant(request, under, proof)
    return None if preview is None else verdict(request, preview, Done(proof, caption))


def meant(request: Request, under: str | None, proof: str) -> Preview | None:
    """The preview that a message answers: the one it stands under, else the newest; if it fits."""
    of = _previews(request)
    found = next((one for one in of if under is None or one.message == under), None)
    if found is None or (under is None and request.now > datetime.fromisoformat(found.at) + OPEN):
        return None
    fits = takes_words(found.shown) if proof == "text" else takes_proof(found.shown, proof)
    return found if fits else None


def verdict(request: Request, preview: Preview, given: Reply) -> Sequence[Act]:
    """What a member would read, and the way to the next item of the lesson."""
    item = preview.shown
    told = FORMS[item.form].grade(item, given)
    text = verdict_text(item, told, request.words)
    small = request.words.say("(Preview: nothing is recorded.)")
    onward: Rows = ((Button(request.words.say("Next"), presses.Next(preview.number)),),)
    seen = verdict_pictures(item, told)
    return [Say(f"{text}\n\n<i>{small}</i>", onward, under=preview.message, pictures=seen)]


def following(request: Request, preview: Preview) -> Work:
    """Show the item behind this one in its lesson."""

    async def run() -> Sequence[Act]:
        items = await _items(request, preview)
        place = next((at for at, one in enumerate(items) if one.id == preview.shown.id), None)
        if place is None or place + 1 >= len(items):
            return [Say(request.words.say("That was all of this lesson."))]
        shown = show(request, items[place + 1], preview.upload)
        return [shown] if shown else []

    return Work(run)


async def _items(request: Request, preview: Preview) -> list[Item]:
    """The items of the preview's lesson, as they are now."""
    library, was, shop = request.desk.library, preview.shown, request.workshop
    if preview.upload and shop is not None:
        upload = shop.uploads.of(preview.upload, request.person.address, request.now)
        library = replace(library, lessons=())
        if upload is not None:
            library = await asyncio.to_thread(load, upload.lessons)
    return [one for one in library.items(was.language) if one.lesson == was.lesson]


def _previews(request: Request) -> Sequence[Preview]:
    """This person's previews, newest first; none for who is no organizer (any more)."""
    shop = request.workshop
    if shop is None or not request.organizes:
        return ()
    return tuple(shop.previews.of(request.person.address))
