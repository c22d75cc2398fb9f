"""/argue: a vote at the meeting. Members come with its code, organizers lead it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.arguing import leading
from bot.arguing.ballots import scanned
from bot.commands import Command, Who
from bot.commands.pack import led
from bot.request import Request
from bot.say import Act, Say


def run(request: Request) -> Sequence[Act]:
    """By what comes with it: nothing, a code, a question of a branch's pack, a step."""
    match request.args:
        case (code,):
            return scanned(request, code)
        case (key, number):
            branch = led(request, key)
            return leading.opened(request, branch, number) if branch else [nothing(request)]
        case (key, code, step):
            branch = led(request, key)
            return leading.stepped(request, branch, code, step) if branch else [nothing(request)]
        case _:
            return bare(request)


def bare(request: Request) -> Sequence[Act]:
    """An organizer sees where it stands; a member is told how to come in."""
    branch = request.leads
    if branch is not None:
        return leading.overview(request, branch)
    words = request.words
    return [Say(words.say("At the meeting a code is shown. Scan it, or send /argue and the code."))]


def nothing(request: Request) -> Say:
    """What is said to who leads no such vote."""
    return Say(request.words.say("There is no such vote in your branch now."))


COMMAND = Command("argue", "Vote at the meeting", Who.MEMBER, run, order=18)
