"""/help: what can be done here, by this person."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who, allowed, commands
from bot.joining.steps import outside
from bot.press import Command as Press
from bot.request import Request
from bot.say import Act, Button, Say


def run(request: Request) -> Sequence[Act]:
    """A line for each command this person may use."""
    if request.member is None:
        return [outside(request)]
    told = request.words
    lines = [
        f"/{command.name}  {told.say(command.what)}"
        for command in commands().values()
        if command.listed and command.there(request.desk) and allowed(command, request)
    ]
    menu = Button(told.say("Everything by buttons"), Press("menu"))
    return [Say("\n".join([told.say("This is what I can do:"), *lines]), ((menu,),))]


COMMAND = Command("help", "What I can do", Who.ANYBODY, run, order=90)
