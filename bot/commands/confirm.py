"""/confirm: so many lessons are gone from the folder that somebody has to say it was meant."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.request import Request
from bot.say import Act, Rekey, Say, Work, esc
from bot.workshop import Workshop
from content.importers import first_words

NAMED = 10


def run(request: Request) -> Sequence[Act]:
    """Put the folder in force as it is, if something waits for that."""
    shop = request.workshop
    if shop is None or shop.reload.held is None:
        return [Say(request.words.say("Nothing waits to be confirmed."))]
    return [Work(lambda: confirmed(request, shop))]


async def confirmed(request: Request, shop: Workshop) -> Sequence[Act]:
    """Confirm, and say what went."""
    words, diff = request.words, await shop.reload.confirm()
    if diff is None:
        return [Say(words.say("The folder has changed since. A new notice says how."))]
    names = [first_words(item.text) for item in diff.vanished]
    head = words.many(
        "Done: %(n)s item is not sent any more. What was answered stays counted.",
        "Done: %(n)s items are not sent any more. What was answered stays counted.",
        len(names),
    )
    lines = [f"• {esc(name)}" for name in dict.fromkeys(names)]
    return [Rekey(), Say("\n".join([head, *lines[:NAMED]]))]


COMMAND = Command(
    "confirm", "Let lessons go that vanished", Who.ORGANIZER, run, listed=False, order=46
)
