"""/rhythm: so many days a week, promised to oneself, and how it goes. No points, nothing lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.commands import Command, Who
from bot.press import Command as Press
from bot.request import Request
from bot.say import Act, Button, Rekey, Say
from bot.study.pace import rhythm_text
from bot.words import Words
from records.people.own import PROMISES
from scheduler.figures.rhythms import rhythm_of


def run(request: Request) -> Sequence[Act]:
    """Show it, promise one, or switch it off."""
    match request.args:
        case ("off", *_):
            return promised(request, 0)
        case (days, *_) if days in map(str, PROMISES):
            return promised(request, int(days))
        case _:
            return shown(request)


def shown(request: Request) -> Sequence[Act]:
    """How it goes, with buttons to change it."""
    member, words = request.member, request.words
    if member is None:
        return []
    found = rhythm_of(request.desk, member, request.now)
    if found is None:
        text = words.say(
            "On how many days a week would you like to take part? It is for you alone: you see how "
            "it goes, nobody else does. Pauses, holidays and days on which I was down do not count."
        )
        return [Say(text, (days_row(words),))]
    off = Button(words.say("Do not show this"), Press("rhythm", ("off",)))
    return [Say(rhythm_text(found, words), (days_row(words), (off,)))]


def days_row(words: Words) -> tuple[Button, ...]:
    """2, 3 or 5 days."""
    return tuple(
        Button(words.many("%(n)s day", "%(n)s days", n), Press("rhythm", (str(n),)))
        for n in PROMISES
    )


def promised(request: Request, days: int) -> Sequence[Act]:
    """Take the promise, or switch the rhythm off."""
    member, words = request.member, request.words
    if member is None:
        return []
    mine = request.desk.store.choices(member.id)
    request.desk.store.choose(member.id, replace(mine, promise=days))
    if not days:
        return [Rekey(), Say(words.say("All right. /rhythm brings it back any time."))]
    return [Rekey(), *shown(request)]


COMMAND = Command("rhythm", "Your rhythm", Who.MEMBER, run, order=13)
