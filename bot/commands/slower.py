"""/slower: two days a week instead of all of them. Reached by a button when it was much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.commands import Command, Who
from bot.commands.settings import day_names, rescheduled
from bot.request import Request
from bot.say import Act, Rekey, Say

DAYS = 2


def run(request: Request) -> Sequence[Act]:
    """Take two of the branch's days, apart from each other."""
    member, branch, words = request.member, request.branch, request.words
    if member is None or branch is None:
        return []
    if request.args[:1] == ("no",):
        return [Rekey(), Say(words.say("All right: everything stays as it is."))]
    store, days = request.desk.store, sorted(branch.days)
    two = frozenset((days[0], days[(len(days) + 1) // 2])) if len(days) > DAYS else branch.days
    mine = store.choices(member.id)
    promise = min(mine.promise, DAYS) if mine.promise else mine.promise
    store.choose(member.id, replace(mine, days=two, promise=promise))
    rescheduled(request, member)
    slow = request.studies
    names = day_names(slow, words) if slow else ""
    return [Rekey(), Say(words.say("From now on: %(days)s. /settings changes it.", days=names))]


COMMAND = Command("slower", "Two days a week", Who.MEMBER, run, listed=False, order=22)
