"""/group: the question of the day in the branch's group, on or off."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.group.linking import shown, switched
from bot.request import Request
from bot.say import Act, Say


def run(request: Request) -> Sequence[Act]:
    """How it stands, or another way from now on."""
    match request.args:
        case ("on" | "off" as word, *_):
            return switched(request, word == "on")
        case _:
            return [Say(*shown(request))]


COMMAND = Command("group", "The question in your branch's group", Who.ORGANIZER, run, order=47)
