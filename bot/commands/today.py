"""/today: today's item, now. Also where its sending is in doubt."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.press import Command as Press
from bot.request import Request
from bot.say import Act, Button, Deliver, Say
from bot.study.hours import local_hour
from bot.study.next import chosen, nothing, sent
from records.model import Delivery, Fate, Member
from scheduler.due import day_of
from scheduler.letters import of_day
from scheduler.plan import Choice


def run(request: Request) -> Sequence[Act]:
    """Send it, point to it, or say that it is done."""
    member, branch = request.member, request.studies
    if member is None or branch is None:
        return []
    key, had = of_day(request.desk.store, member.id, day_of(member, branch, request.now))
    if had is not None:
        return again(request, member, had)
    choice = chosen(request, member, branch)
    if not isinstance(choice, Choice):
        said = request.words.say("There is nothing new for today. More will come.")
        return [nothing(request, choice, said)]
    return sent(request, choice, key)


def again(request: Request, member: Member, had: Delivery) -> Sequence[Act]:
    """Today's item went out already, or tried to."""
    store, told, branch = request.desk.store, request.words, request.branch
    if had.fate in (Fate.PENDING, Fate.UNKNOWN):
        return [Deliver((had.id,))]
    if had.fate is Fate.SENDING:
        return [Say(told.say("It is on its way."))]
    if had.fate is Fate.SENT and store.answer(had.id) is None:
        return [Say(told.say("Here is today's."), under=had.message)]
    if had.fate is Fate.SENT and branch is not None:
        hour = local_hour(branch, member)
        more = Button(told.say("One more now"), Press("more"))
        text = told.say("You have done today's. The next one comes at %(hour)s.", hour=hour)
        return [Say(text, ((more,),))]
    return [
        Say(
            told.say("Today's could not be sent. One more?"),
            ((Button(told.say("One more now"), Press("more")),),),
        )
    ]


COMMAND = Command("today", "Today's item, now", Who.MEMBER, run, order=10)
