"""/start CODE: the way in. Everybody without a good code reads the same neutral words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.joining import opened
from bot.request import Request
from bot.say import Act


def run(request: Request) -> Sequence[Act]:
    """Be asked to join with a code, come back without one, or read that this opens nothing."""
    return opened(request, request.args[0] if request.args else "")


COMMAND = Command("start", "Join, or begin again", Who.ANYBODY, run, listed=False, order=1)
