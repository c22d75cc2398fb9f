"""/resume: the button under the notice of a paused item. Sent again, whatever was reported."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.request import Request
from bot.say import Act, Rekey, Say
from scheduler.amends.reports import go_on


def run(request: Request) -> Sequence[Act]:
    """Let it go on; the first tap decides."""
    words = request.words
    if go_on(request.desk, (*request.args, "")[0]):
        return [Rekey(), Say(words.say("It is sent again. Reports about it pause it no more."))]
    return [Rekey(), Say(words.say("Nothing is paused there any more."))]


COMMAND = Command("resume", "Send a paused item again", Who.ORGANIZER, run, listed=False, order=48)
