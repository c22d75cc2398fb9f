"""/start CODE: the way in. Everybody without a good code reads the same neutral words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.arguing import ballots
from bot.commands import Command, Who
from bot.joining.steps import agreed, opened
from bot.meeting import door
from bot.request import Request
from bot.say import Act


def run(request: Request) -> Sequence[Act]:
    """Be asked to join with a code, come back without one, or read that this opens nothing. A
    member may have scanned the code at the door, or that of a vote."""
    code = request.args[0] if request.args else ""
    if code.startswith(door.LINKED) and request.member is not None:
        return door.come(request, code.removeprefix(door.LINKED))
    member = request.member
    if code.startswith(ballots.PREFIX) and member is not None and agreed(request, member):
        return ballots.scanned(request, code.removeprefix(ballots.PREFIX))
    return opened(request, code)


COMMAND = Command("start", "Join, or begin again", Who.ANYBODY, run, listed=False, order=1)
