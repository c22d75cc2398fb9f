"""/menu: everything by buttons."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who, allowed, commands
from bot.press import Command as Press
from bot.request import Request
from bot.say import Act, Button, Say


def run(request: Request) -> Sequence[Act]:
    """A button for each command this person may use."""
    rows = tuple(
        (Button(request.words.say(command.what), Press(command.name)),)
        for command in commands().values()
        if command.listed and allowed(command, request) and command.name != "menu"
    )
    return [Say(request.words.say("What would you like?"), rows)]


COMMAND = Command("menu", "Everything by buttons", Who.MEMBER, run, order=5)
