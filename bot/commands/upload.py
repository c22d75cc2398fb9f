"""/upload: what to do with a file that was sent. Reached by its buttons alone."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.commands import Command, Who
from bot.request import Request
from bot.say import Act, Rekey, Say, Work
from bot.workshop import Workshop
from bot.workshop.adding import add
from bot.workshop.trial import show
from bot.workshop.uploads import Upload
from content.folder.loader import load


def run(request: Request) -> Sequence[Act]:
    """Preview, add or cancel an upload of this person's."""
    shop = request.workshop
    match request.args:
        case (what, name, *agreed) if shop is not None:
            upload = shop.uploads.of(name, request.person.address, request.now)
            if upload is not None:
                return chosen(request, shop, upload, what, "".join(agreed))
    text = request.words.say(
        "This file has been dealt with, or is not kept any more. Send it again if need be."
    )
    return [Rekey(), Say(text)]


def chosen(
    request: Request, shop: Workshop, upload: Upload, what: str, agreed: str
) -> Sequence[Act]:
    """What the button said."""
    if what == "cancel":
        shop.uploads.drop(upload)
        return [Rekey(), Say(request.words.say("Cancelled. Nothing was changed."))]
    if what == "add":
        return [Work(lambda: add(request, shop, upload, agreed))]
    return [Work(lambda: first(request, upload))]


async def first(request: Request, upload: Upload) -> Sequence[Act]:
    """The first item of the upload, as a member would get it."""
    library = await asyncio.to_thread(load, upload.lessons)
    item = next(library.items(), None)
    shown = show(request, item, upload.id) if item else None
    return [shown] if shown else []


COMMAND = Command("upload", "What to do with a file", Who.ORGANIZER, run, listed=False, order=45)
