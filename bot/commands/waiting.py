"""/waiting: who came by a branch's link and waits to be let in, with a yes and a no for each.

Reached by the notice that tells of it and by /invite; only where a branch asks for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.joining.doorway import decided, introduced, waiting_for
from bot.request import Request
from bot.say import Act, Say

AT_ONCE = 10
"""People shown at once; the others when these are decided."""


def run(request: Request) -> Sequence[Act]:
    """Show who waits, or decide about one of them."""
    told = request.words
    match request.args:
        case ("yes" | "no" as word, address, *_):
            return decided(request, address, yes=word == "yes")
    found = waiting_for(request)
    if not found:
        return [Say(told.say("Nobody waits to be let in."))]
    shown: list[Act] = [introduced(one, told, request.now) for one in found[:AT_ONCE]]
    if left := len(found) - AT_ONCE:
        shown += [Say(told.say("… and %(count)s more", count=left))] if left > 0 else []
    return shown


COMMAND = Command(
    "waiting", "Who waits to be let in", Who.ORGANIZER, run, listed=False, order=36
)  # fmt: skip
