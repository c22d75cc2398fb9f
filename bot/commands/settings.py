"""/settings: hour, days, language, clock, reminder, name; by buttons, or /settings hour 18:30."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import time, timedelta

from babel.dates import get_day_names

from bot.commands import Command, Who
from bot.config.values import clock_time
from bot.meeting.wanted import wanted, wanted_button, wanted_line
from bot.press import Command as Press
from bot.request import Request, speaks
from bot.say import Act, Button, Rekey, Rows, Say
from bot.study.clocks import (
    clock_rows,
    hour_rows,
    place,
    read_offset,
    zone_rows,
    zones_at,
)
from bot.study.hours import local_hour
from bot.study.taken import taken_for
from bot.words import Words, own_name, words
from records.branch import Branch
from records.model import Member
from records.people.own import Choices
from scheduler.due import known_zone, next_due

CLOCK = "clock"
"""What is expected of a member who was asked what time it is for them."""

FARTHEST = timedelta(hours=14)
"""No clock on earth is farther from UTC."""


def run(request: Request) -> Sequence[Act]:
    """Show the settings, or change one of them."""
    match request.args:
        case ("hour", hour, *_):
            return set_hour(request, clock_time(hour))
        case ("language", language, *_) if language in request.desk.languages:
            return set_language(request, language)
        case ("days",):
            return days_shown(request)
        case ("days", *days):
            return set_days(request, "".join(days))
        case ("zone",):
            return ask_clock(request)
        case ("zone", zone, *_):
            return set_zone(request, zone)
        case ("offset", minutes, *_):
            return set_offset(request, minutes)
        case ("reminder", on, *_):
            return set_reminder(request, on == "on")
        case ("meetings", on, *_):
            return wanted(request, on == "on")
        case ("name", on, *_):
            return set_named(request, on == "on")
        case _:
            return shown(request)


def shown(request: Request) -> Sequence[Act]:
    """What is set, with buttons to change it."""
    member, branch, told = request.member, request.studies, request.words
    if member is None or branch is None:
        return []
    mine = request.desk.store.choices(member.id)
    lines = [
        told.say(
            "Your item comes at %(hour)s. When would you like it?", hour=local_hour(branch, member)
        ),
        told.say("Days: %(days)s", days=day_names(branch, told)),
        told.say("Evening reminder: on") if mine.reminder else told.say("Evening reminder: off"),
        wanted_line(told, mine),
        told.say("Organizers see by name whether you took part (never what you answered).")
        if mine.named
        else told.say("Organizers do not see your name, only how many took part."),
    ]
    rows = hour_rows(told, branch, member, "settings", request.now)
    return [Say("\n".join(lines), (*rows, *languages_row(request), *more_rows(told, mine)))]


def more_rows(told: Words, mine: Choices) -> Rows:
    """Buttons for what is not an hour or a language."""
    remind = told.say("No reminder") if mine.reminder else told.say("Remind me in the evening")
    name = told.say("Do not show my name") if mine.named else told.say("My name may be shown")
    return (
        (Button(told.say("Other days"), Press("settings", ("days",))),),
        (Button(remind, Press("settings", ("reminder", _switched(mine.reminder)))),),
        (wanted_button(told, mine),),
        (Button(name, Press("settings", ("name", _switched(mine.named)))),),
    )


def _switched(on: bool) -> str:
    return "off" if on else "on"


def languages_row(request: Request) -> Rows:
    """A button for each language the organisation offers, in its own name."""
    offered = request.desk.languages
    if len(offered) < 2:
        return ()
    return (tuple(Button(own_name(one), Press("settings", ("language", one))) for one in offered),)


def set_hour(request: Request, hour: time | None) -> Sequence[Act]:
    """Take an hour, unless it is none or lies in the quiet hours."""
    member, branch, told = request.member, request.branch, request.words
    if member is None or branch is None:
        return []
    if hour is None or branch.quiet.covers(hour):
        text = told.say(
            "Please choose an hour outside %(start)s–%(end)s, for example /settings hour 18:30.",
            start=f"{branch.quiet.start:%H:%M}",
            end=f"{branch.quiet.end:%H:%M}",
        )
        return [Say(text)]
    request.desk.store.settings(member.id, push=f"{hour:%H:%M}")
    changed = rescheduled(request, member)
    return [Say(told.say("Your item will come at %(hour)s.", hour=local_hour(branch, changed)))]


def rescheduled(request: Request, member: Member) -> Member:
    """The member as they are now, with their next hour set anew."""
    store = request.desk.store
    changed = store.member(member.id) or member
    branch = request.desk.studies(changed)
    if branch is not None:
        store.schedule({member.id: next_due(branch, changed, request.now)})
    return changed


def set_language(request: Request, language: str) -> Sequence[Act]:
    """From now on in this language."""
    member = request.member
    if member is None:
        return []
    request.desk.store.settings(member.id, language=language)
    speaks(request, member, language)
    return [Say(words(language).say("From now on in English."))]


def days_shown(request: Request) -> Sequence[Act]:
    """Which days, each a button that takes it in or out."""
    branch, told = request.studies, request.words
    if branch is None:
        return []
    buttons = []
    for day in range(7):
        after = sorted(branch.days ^ {day})
        mark = "✓ " if day in branch.days else ""
        press = Press("settings", ("days", "".join(map(str, after)) or "-"))
        buttons.append(Button(mark + day_name(day, told), press))
    usual = Button(told.say("As the branch does"), Press("settings", ("days", "branch")))
    text = told.say("On which days would you like an item?")
    return [Say(text, (tuple(buttons[:4]), tuple(buttons[4:]), (usual,)))]


def set_days(request: Request, written: str) -> Sequence[Act]:
    """Take these weekdays (0 is Monday), or the branch's; at least one."""
    member, told = request.member, request.words
    digits = set(written) & set("0123456")
    if member is None or (written != "branch" and not digits):
        return [Say(told.say("One day at least. /pause stops everything for a while."))]
    days = None if written == "branch" else frozenset(map(int, digits))
    choose(request, member, days=days)
    rescheduled(request, member)
    branch = request.studies
    names = day_names(branch, told) if branch else ""
    return [Rekey(), Say(told.say("Days: %(days)s", days=names))]


def choose(
    request: Request, member: Member, *, days: frozenset[int] | None = None,
    reminder: bool | None = None, named: bool | None = None,
) -> None:  # fmt: skip
    """Change one of a member's choices. `days` None: the branch's, where nothing else is given."""
    store = request.desk.store
    mine = store.choices(member.id)
    if reminder is not None:
        mine = replace(mine, reminder=reminder)
    elif named is not None:
        mine = replace(mine, named=named)
    else:
        mine = replace(mine, days=days)
    store.choose(member.id, mine)


def day_names(branch: Branch, told: Words) -> str:
    """`Mon, Tue, …` in the reader's language."""
    return told.say(", ").join(day_name(day, told) for day in sorted(branch.days))


def day_name(day: int, told: Words) -> str:
    """A weekday's short name, Monday = 0."""
    return str(get_day_names("abbreviated", context="stand-alone", locale=told.language)[day])


def set_reminder(request: Request, on: bool) -> Sequence[Act]:
    """One reminder in the evening, or none."""
    member, told = request.member, request.words
    if member is None:
        return []
    choose(request, member, reminder=on)
    text = (
        told.say("If the day's item is still open in the evening, I remind you once.")
        if on
        else told.say("No more reminders.")
    )
    return [Rekey(), Say(text)]


def set_named(request: Request, on: bool) -> Sequence[Act]:
    """May organizers see by name whether this member took part?"""
    member, told = request.member, request.words
    if member is None:
        return []
    choose(request, member, named=on)
    text = (
        told.say("Organizers see by name whether you took part (never what you answered).")
        if on
        else told.say("Organizers do not see your name, only how many took part.")
    )
    return [Rekey(), Say(text)]


def ask_clock(request: Request) -> Sequence[Act]:
    """What time is it for you now? By a button, or in words."""
    member, branch = request.member, request.branch
    if member is None or branch is None:
        return []
    request.desk.store.expect(member.id, CLOCK, request.now)
    text = request.words.say("What time is it for you now? Tap it, or write it, such as 14:05.")
    return [Say(text, clock_rows(branch, request.now))]


def clock_said(request: Request, written: str) -> Sequence[Act] | None:
    """Words that may say what a clock shows; None where they do not."""
    shown_ = clock_time(written.replace("：", ":").replace(".", ":"))
    if shown_ is None:
        return None
    return offset_taken(request, read_offset(shown_, request.now))


def set_offset(request: Request, minutes: str) -> Sequence[Act]:
    """A tap on one of the times."""
    try:
        taken = timedelta(minutes=int(minutes))
    except (ValueError, OverflowError):
        return shown(request)
    return offset_taken(request, taken) if abs(taken) <= FARTHEST else shown(request)


def offset_taken(request: Request, taken: timedelta) -> Sequence[Act]:
    """The zone that fits, or which of those that do."""
    member, branch = request.member, request.branch
    if member is None or branch is None:
        return []
    own = [branch.zone, *(one.zone for one in request.desk.branches.values())]
    found = zones_at(taken, request.now, own)
    if len(found) == 1 or branch.zone in found:
        return set_zone(request, branch.zone if branch.zone in found else found[0])
    if not found:
        return ask_clock(request)
    text = request.words.say("Which of these has the same clock as you?")
    return [Rekey(), Say(text, zone_rows(request.words, found))]


def set_zone(request: Request, zone: str) -> Sequence[Act]:
    """Take a zone that exists; then the hour is asked for, as it is another one now."""
    member, branch, told = request.member, request.branch, request.words
    if member is None or branch is None:
        return []
    if "/" not in zone or known_zone(zone) is None:
        return [Say(told.say("I do not know that time zone. Write /settings zone and your time."))]
    store = request.desk.store
    with store.together():
        store.settings(member.id, zone="" if zone == branch.zone else zone)
        store.expect(member.id, taken_for(request, CLOCK), request.now)
    changed = rescheduled(request, member)
    command = "settings" if store.history(member.id) else "join"
    text = told.say("Your clock is that of %(place)s. When would you like your item?",
                    place=place(zone, told))  # fmt: skip
    return [Rekey(), Say(text, hour_rows(told, branch, changed, command, request.now))]


COMMAND = Command("settings", "Your hour, days and language", Who.MEMBER, run, order=20)
