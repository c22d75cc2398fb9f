"""Words that answer a question the bot has asked: what time it is, or a question for the box."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.commands import ask, excuse, settings
from bot.meeting import changing, door
from bot.request import Request
from bot.say import Act
from bot.study import taken

PATIENCE = timedelta(minutes=15)
"""After this, words are what they would be without the question."""


def said(request: Request, text: str, under: str | None) -> Sequence[Act] | None:
    """The acts that follow, or None where the words are about something else. Whoever answers
    under an item's message means that item."""
    member, store = request.member, request.desk.store
    if member is None:
        return None
    if under is not None and store.by_message(member.id, under) is not None:
        return None
    here = door.typed(request, text)
    if here is not None:
        return here
    match store.expected(member.id, request.now - PATIENCE):
        case settings.CLOCK:
            return settings.clock_said(request, text)
        case "question":
            return ask.put(request, text)
        case what if what.startswith("excuse"):
            return excuse.typed(request, what, text)
        case what if what.startswith("meeting "):
            return changing.typed(request, what, text)
        case _ if request.again and ask.there(request, text):
            return ask.put(request, text)
        case _ if taken.taken(request) == settings.CLOCK:
            return settings.clock_said(request, text)
        case _:
            return None
