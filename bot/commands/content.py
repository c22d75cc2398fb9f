"""/content: all lessons as one archive, to work on and to send back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.commands import Command, Who
from bot.request import Request
from bot.say import Act, Enclose, Say, Work
from bot.workshop import Workshop
from bot.workshop.packing import LARGEST, folder_zip


def run(request: Request) -> Sequence[Act]:
    """Pack the folder beside the loop and send it."""
    shop = request.workshop
    if shop is None:
        return [Say(request.words.say("There are no lessons yet."))]
    return [Work(lambda: packed(request, shop))]


async def packed(request: Request, shop: Workshop) -> Sequence[Act]:
    """The archive, where it is small enough to be sent."""
    words = request.words
    try:
        data = await asyncio.to_thread(folder_zip, shop.folder, shop.reload.loaded)
    except OSError as error:
        return [Say(words.say("The lessons cannot be read (%(why)s).", why=error.strerror or ""))]
    if len(data) > LARGEST:
        return [Say(words.say("The lessons are too large to be sent here."))]
    caption = words.say(
        "All lessons. Change them and send the archive back: you see what would change before "
        "anything does."
    )
    return [Enclose(f"lessons-{request.now:%Y-%m-%d}.zip", data, caption)]


COMMAND = Command("content", "All lessons as an archive", Who.ORGANIZER, run, order=43)
