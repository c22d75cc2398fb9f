"""The page of a branch's meetings: for members when they are, for organizers what can be done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.meeting import door
from bot.meeting.when import packed, shown
from bot.meeting.where import mark, mine, organizes
from bot.meeting.who import numbers
from bot.press import Command as Press
from bot.request import Request
from bot.say import Button, Rows, Say, esc
from bot.words import Words
from records.branch import Branch
from records.meetings import last_meeting
from records.meetings.attendance import Attendance
from records.meetings.calendar import Presence
from records.meetings.moving import cancelled, planned_of, upcoming
from scheduler.meeting.attending import attendance

TOLD = 3
"""Meetings that are told ahead."""
OFFERED = 6
"""Meetings that can be chosen to be changed."""


def press(word: str, *args: str) -> Press:
    """A button of /meeting."""
    return Press("meeting", (word, *args))


def page(request: Request, branch: Branch) -> Say:
    """When a branch meets, with what this person can do about it."""
    text = "\n".join(lines(request, branch))
    return Say(text, (*own_rows(request, branch), *organizers_rows(request, branch)))


def lines(request: Request, branch: Branch) -> Iterator[str]:
    """The next meetings and those that do not take place."""
    words, ahead = request.words, upcoming(branch, request.now)[:TOLD]
    yield f"<b>{esc(words.say('Meetings of %(branch)s', branch=branch.name))}</b>"
    now_on = door.on(branch, request.now)
    if now_on is not None and now_on <= request.now:
        yield f"• {words.say('Now: %(when)s', when=shown(branch, now_on, words))}"
    elif not ahead:
        yield words.say("No meeting is planned.")
    for at in ahead:
        yield f"• {esc(line(branch, at, words))}"
    for gone in cancelled(branch, request.now):
        yield f"• {words.say('Cancelled: %(when)s', when=shown(branch, gone.planned, words))}"
    if ahead:
        yield words.say("Hours are those of %(zone)s.", zone=branch.zone)
    yield from own_lines(request, branch)
    yield from last_time(request, branch)


def last_time(request: Request, branch: Branch) -> Iterator[str]:
    """How many were at the last meeting, once that is told, for organizers."""
    found = counted_last(request, branch)
    if found is not None:
        (at, told), words = found, request.words
        when, there = esc(shown(branch, at, words)), " ".join(numbers(told, words))
        yield words.say("Last time, %(when)s: %(there)s", when=when, there=there)


def counted_last(request: Request, branch: Branch) -> tuple[datetime, Attendance] | None:
    """The last meeting and its frozen numbers; None where there are none (yet), and for members."""
    at = last_meeting(branch, request.now) if organizes(request, branch) else None
    told = attendance(request.desk, branch, planned_of(branch, at)) if at else None
    return (at, told) if at and told else None


def line(branch: Branch, at: datetime, words: Words) -> str:
    """A meeting, and when it was planned where that is another time."""
    planned = planned_of(branch, at)
    if shown(branch, planned, words) == shown(branch, at, words):
        return shown(branch, at, words)
    return words.say(
        "%(when)s (was planned for %(planned)s)",
        when=shown(branch, at, words), planned=shown(branch, planned, words),
    )  # fmt: skip


def own_lines(request: Request, branch: Branch) -> Iterator[str]:
    """What this member said about the meeting."""
    words = request.words
    match said(request, branch):
        case Presence.CAME:
            yield words.say("You are here: that is noted.")
        case Presence.CANNOT:
            yield words.say("You can't come to the next one: that is noted.")
        case None:
            pass


def said(request: Request, branch: Branch) -> Presence | None:
    """What they said about the meeting that is on, or the next one."""
    member, at = request.member, concerned(branch, request.now)
    if member is None or at is None or member.branch != branch.key:
        return None
    return request.desk.store.presence(branch.key, planned_of(branch, at)).get(member.id)


def concerned(branch: Branch, now: datetime) -> datetime | None:
    """The meeting that is on, or the next one."""
    on = door.on(branch, now)
    return on if on is not None else next(iter(upcoming(branch, now)), None)


def own_rows(request: Request, branch: Branch) -> Rows:
    """What a member can do: take it into a calendar, say that they cannot come, or that they
    are here."""
    member, words = request.member, request.words
    at = concerned(branch, request.now)
    if member is None or at is None or member.branch != branch.key:
        return ()
    name = packed(planned_of(branch, at))
    here = said(request, branch)
    rows: list[tuple[Button, ...]] = [(calendar_button(words, name),)]
    if here is Presence.CANNOT:
        rows.append((Button(words.say("I can come after all"), press("can", name)),))
    elif here is None and at > request.now:
        rows.append((cannot_button(words, name),))
    if here is not Presence.CAME and door.open_now(request.desk.store, branch, request.now):
        rows.append((Button(words.say("I am here"), Press("here")),))
    return tuple(rows)


def calendar_button(words: Words, name: str) -> Button:
    """The meeting as a file for one's calendar."""
    return Button(words.say("For my calendar"), press("ics", name))


def cannot_button(words: Words, name: str) -> Button:
    """No reason is asked for."""
    return Button(words.say("I can't come"), press("cannot", name))


def organizers_rows(request: Request, branch: Branch) -> Rows:
    """What its organizers can do."""
    if not organizes(request, branch):
        return ()
    words, sign, at = request.words, mark(branch), concerned(branch, request.now)
    rows: list[tuple[Button, ...]] = []
    if at is not None:
        name = packed(planned_of(branch, at))
        if at > request.now:
            rows.append(change_row(words, sign, name))
        if door.may_show(at, request.now):
            rows.append((Button(words.say("Show the code"), press("code", sign, name)),))
        rows.append((Button(words.say("Who comes"), press("who", sign, name)),))
    if found := counted_last(request, branch):
        name = packed(planned_of(branch, found[0]))
        rows.append((Button(words.say("Who came last time"), press("who", sign, name)),))
    if len(upcoming(branch, request.now)) > 1 or cancelled(branch, request.now):
        rows.append((Button(words.say("Another meeting"), press("list", sign)),))
    rows.append((Button(words.say("Add a meeting"), press("add", sign)),))
    return (*rows, *others(request, branch))


def change_row(words: Words, sign: str, name: str) -> tuple[Button, ...]:
    """Move or cancel a meeting."""
    return (
        Button(words.say("Move it"), press("move", sign, name)),
        Button(words.say("Cancel it"), press("cancel", sign, name)),
    )


def others(request: Request, branch: Branch) -> Rows:
    """Other branches this person organizes."""
    return tuple(
        (Button(one.name, press("in", mark(one))),)
        for one in mine(request) if one.key != branch.key
    )  # fmt: skip


def listed(request: Request, branch: Branch) -> Say:
    """Which meeting is to be changed?"""
    words, sign = request.words, mark(branch)
    ahead = [(at, planned_of(branch, at)) for at in upcoming(branch, request.now)[:OFFERED]]
    rows = [(Button(shown(branch, at, words), press("one", sign, packed(planned))),)
            for at, planned in ahead]  # fmt: skip
    gone = [(Button(words.say("Cancelled: %(when)s", when=shown(branch, one.planned, words)),
                    press("one", sign, packed(one.planned))),)
            for one in cancelled(branch, request.now)]  # fmt: skip
    return Say(words.say("Which meeting?"), (*rows, *gone))


def one(request: Request, branch: Branch, planned: datetime, at: datetime | None) -> Say:
    """One meeting, to be changed."""
    words, sign, name = request.words, mark(branch), packed(planned)
    if at is None:
        text = words.say("Cancelled: %(when)s", when=shown(branch, planned, words))
        again = Button(words.say("It takes place after all"), press("to", sign, name, name))
        other = Button(words.say("At another time"), press("move", sign, name))
        return Say(text, ((again,), (other,)))
    return Say(esc(line(branch, at, words)), (change_row(words, sign, name),))
