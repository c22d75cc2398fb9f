"""/menu: everything by buttons."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who, allowed, commands
from bot.press import Command as Press
from bot.request import Request
from bot.say import Act, Button, Rows, Say

OWN = (Who.ANYBODY, Who.MEMBER)


def run(request: Request) -> Sequence[Act]:
    """A button for each command this person may use: first what every member may; what comes with
    an office stands behind a button of its own."""
    told = request.words
    if request.args[:1] == ("office",):
        return [Say(told.say("What would you like?"), office_rows(request))]
    own = rows(request, [one for one in offered(request) if one.who in OWN])
    if not office_rows(request):
        return [Say(told.say("What would you like?"), own)]
    more = (Button(told.say("For organizers and administrators"), Press("menu", ("office",))),)
    return [Say(told.say("What would you like?"), (*own, more))]


def office_rows(request: Request) -> Rows:
    """What comes with an office; which branch it is about, where there are several."""
    named = [one for one in offered(request) if one.who not in OWN]
    several = [commands()["branch"]] if len(request.organized) > 1 else []
    return rows(request, [*named, *several])


def offered(request: Request) -> Sequence[Command]:
    """The listed commands of this person, but for this one."""
    return [
        one
        for one in commands().values()
        if one.listed and one.name != "menu" and one.there(request.desk) and allowed(one, request)
    ]


def rows(request: Request, offered: Sequence[Command]) -> Rows:
    """A button for each."""
    return tuple((Button(request.words.say(one.what), Press(one.name)),) for one in offered)


COMMAND = Command("menu", "Everything by buttons", Who.MEMBER, run, order=5)
