"""/pause: nothing comes for some days or until a date; back by itself, with one welcome. Whom an
organizer has excused comes back by it too, when they like."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from babel.dates import format_date

from bot.commands import Command, Who
from bot.config.values import calendar_date
from bot.press import Command as Press
from bot.request import Request
from bot.say import Act, Button, Rekey, Rows, Say
from bot.words import Words
from records.meetings import next_meeting
from records.model import State
from scheduler.due import day_of, instant, zone_of

LONGEST = 366
"""Days; who is away for longer may rather stop and come back."""

USUAL = (3, 7, 14, 30)


def run(request: Request) -> Sequence[Act]:
    """Ask for how long, begin a pause, or end it."""
    member, branch = request.member, request.studies
    if member is None or branch is None:
        return []
    if request.args[:1] == ("off",):
        return ended(request)
    if member.state is State.EXCUSED:
        text = request.words.say("Your organizer has excused you: nothing comes just now.")
        return [Say(text, ((Button(request.words.say("I am back"), Press("pause", ("off",))),),))]
    today = day_of(member, branch, request.now)
    back = wanted(request, today) if request.args else None
    if back is None or not today < back <= today + timedelta(days=LONGEST):
        return [Say(question(request), rows(request.words, member.state is State.PAUSED))]
    return begun(request, back)


def wanted(request: Request, today: date) -> date | None:
    """The first day after the pause: a number of days, a date, or the next meeting's."""
    word, branch = request.args[0], request.branch
    if word.isdecimal() and len(word) < 5:
        return today + timedelta(days=int(word))
    met = next_meeting(branch, request.now) if branch and word == "meeting" else None
    if met is not None and branch is not None:
        return met.astimezone(zone_of(branch, request.member)).date() if request.member else None
    return calendar_date(word)


def question(request: Request) -> str:
    """For how long?"""
    return request.words.say(
        "For how long? You can also write /pause and a number of days or a date, such as "
        "/pause %(day)s. Nothing piles up meanwhile.",
        day=(request.now + timedelta(days=10)).date(),
    )


def rows(words: Words, paused: bool) -> Rows:
    """Buttons for the usual spans."""
    spans = tuple(
        Button(words.many("%(n)s day", "%(n)s days", n), Press("pause", (str(n),))) for n in USUAL
    )
    meeting = Button(words.say("Until the next meeting"), Press("pause", ("meeting",)))
    back = Button(words.say("I am back"), Press("pause", ("off",)))
    return (spans[:2], spans[2:], (meeting,), *(((back,),) if paused else ()))


def begun(request: Request, back: date) -> Sequence[Act]:
    """Nothing comes until the morning of that day, where the member is."""
    member, branch, words = request.member, request.branch, request.words
    if member is None or branch is None:
        return []
    until: datetime = instant(back, time(0), zone_of(branch, member).key)
    request.desk.store.move(member.id, State.PAUSED, request.now, until, "own pause")
    text = words.say(
        "Nothing comes until %(day)s. Then it goes on by itself.",
        day=format_date(back, "full", locale=words.language),
    )
    return [Rekey(), Say(text, ((Button(words.say("I am back"), Press("pause", ("off",))),),))]


def ended(request: Request) -> Sequence[Act]:
    """Back at once."""
    member, words = request.member, request.words
    if member is not None and member.state in (State.PAUSED, State.EXCUSED):
        request.desk.store.move(member.id, State.LINKED, request.now, reason="came back")
    today = Button(words.say("Today's item, now"), Press("today"))
    return [Rekey(), Say(words.say("Good to see you. It goes on at your hour."), ((today,),))]


COMMAND = Command("pause", "Pause for a while", Who.MEMBER, run, order=21)
