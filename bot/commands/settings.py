"""/settings: the hour and the language, by buttons; /settings hour 18:30 by words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from babel import Locale

from bot.commands import Command, Who
from bot.config_values import clock_time
from bot.hours import local_hour
from bot.request import Request
from bot.say import Act, Button, Rows, Say
from bot.telegram.callback import Command as Press
from bot.words import words
from records.branch import Branch
from scheduler.due import next_due

HOURS = ("07:00", "08:00", "12:00", "17:00", "18:30", "20:00")


def run(request: Request) -> Sequence[Act]:
    """Show the settings, or change one of them."""
    match request.args:
        case ("hour", hour, *_):
            return set_hour(request, clock_time(hour))
        case ("language", language, *_) if language in request.desk.languages:
            return set_language(request, language)
        case _:
            return shown(request)


def shown(request: Request) -> Sequence[Act]:
    """What is set, with buttons to change it."""
    member, branch, told = request.member, request.branch, request.words
    if member is None or branch is None:
        return []
    text = told.say(
        "Your item comes at %(hour)s. When would you like it?", hour=local_hour(branch, member)
    )
    return [Say(text, (*hours(branch), *languages_row(request)))]


def hours(branch: Branch) -> Rows:
    """Buttons for the usual hours outside the branch's quiet ones, three in a row."""
    open_hours = [hour for hour in HOURS if not branch.quiet.covers(time.fromisoformat(hour))]
    buttons = [Button(hour, Press("settings", ("hour", hour))) for hour in open_hours]
    return tuple(tuple(buttons[start : start + 3]) for start in range(0, len(buttons), 3))


def languages_row(request: Request) -> Rows:
    """A button for each language the organisation offers, in its own name."""
    offered = request.desk.languages
    if len(offered) < 2:
        return ()
    return (tuple(Button(own_name(one), Press("settings", ("language", one))) for one in offered),)


def own_name(language: str) -> str:
    """What a language calls itself."""
    return Locale.parse(language).get_display_name(language) or language


def set_hour(request: Request, hour: time | None) -> Sequence[Act]:
    """Take an hour, unless it is none or lies in the quiet hours."""
    member, branch, told = request.member, request.branch, request.words
    if member is None or branch is None:
        return []
    if hour is None or branch.quiet.covers(hour):
        text = told.say(
            "That hour can't be used: write for example /settings hour 18:30, "
            "outside %(start)s–%(end)s.",
            start=f"{branch.quiet.start:%H:%M}",
            end=f"{branch.quiet.end:%H:%M}",
        )
        return [Say(text)]
    store = request.desk.store
    store.settings(member.id, push=f"{hour:%H:%M}")
    changed = store.member(member.id) or member
    store.schedule({member.id: next_due(branch, changed, request.now)})
    return [Say(told.say("Your item will come at %(hour)s.", hour=local_hour(branch, changed)))]


def set_language(request: Request, language: str) -> Sequence[Act]:
    """From now on in this language."""
    member = request.member
    if member is None:
        return []
    request.desk.store.settings(member.id, language=language)
    return [Say(words(language).say("From now on in English."))]


COMMAND = Command("settings", "Your hour and language", Who.MEMBER, run, order=20)
