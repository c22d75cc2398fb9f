"""/undo: words that were taken for an answer and were none. Reached by a button alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.commands import Command, Who
from bot.request import Request
from bot.say import Act, Rekey, Say
from bot.study.answers import delivered, may_go_back

WITHIN = timedelta(days=1)
"""How long an answer can be taken back: until a day later, when it is found in the evening."""


def run(request: Request) -> Sequence[Act]:
    """The item is open as before, and the words are not kept."""
    told, store = request.words, request.desk.store
    number = request.args[0] if request.args else ""
    found = delivered(request, int(number)) if number.isdecimal() and len(number) < 19 else None
    kept = store.answer(found.id) if found else None
    if found is None or (kept is not None and not may_go_back(kept)):
        return [Say(told.say("It is not there any more. /today brings today's item."))]
    if not store.take_back(found.id, request.now - WITHIN) and not request.again:
        return [Rekey(), Say(told.say("This can't be taken back any more."))]
    text = told.say("Taken back. This is open as before, and your message is not kept.")
    return [Rekey(), Say(text, under=found.message)]


COMMAND = Command("undo", "Take back an answer", Who.MEMBER, run, listed=False, order=19)
