"""/review: practise what was missed, as much as one likes."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.press import Command as Press
from bot.request import Request
from bot.say import Act, Button, Say
from bot.study.next import deliver
from scheduler.due import day_of
from scheduler.letters import asked
from scheduler.plan import Choice, Why
from scheduler.plan.practice import to_practise


def run(request: Request) -> Sequence[Act]:
    """The next item to practise, or that there is none."""
    member, branch = request.member, request.studies
    if member is None or branch is None:
        return []
    shelf = request.desk.shelves.shelf(member, branch)
    history = request.desk.store.history(member.id, coming=True)
    item = to_practise(shelf, history, day_of(member, branch, request.now))
    if item is None:
        more = Button(request.words.say("One more now"), Press("more"))
        return [Say(request.words.say("There is nothing to practise today."), ((more,),))]
    choice = Choice(item, Why.REASK, fresh=False)
    return deliver(request, asked(choice, member, branch, f"review:{request.key}", request.now))


COMMAND = Command("review", "Practise what was missed", Who.MEMBER, run, order=12)
