"""/missed: points to an item that stands open in the chat. Reached by buttons alone."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.request import Request
from bot.say import Act, Say
from bot.study.answers import delivered


def run(request: Request) -> Sequence[Act]:
    """Under its message, so that a tap on the quote leads there."""
    number = request.args[0] if request.args else ""
    found = delivered(request, int(number)) if number.isdecimal() and len(number) < 19 else None
    if found is None or found.message is None:
        return [Say(request.words.say("It is not there any more. /today brings today's item."))]
    return [Say(request.words.say("Here it is."), under=found.message)]


COMMAND = Command("missed", "An item that is open", Who.MEMBER, run, listed=False, order=14)
