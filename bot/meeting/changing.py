"""Moving, cancelling and adding meetings, with a look at it before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import assert_never

from bot.meeting.page import page, press
from bot.meeting.when import hour_of, packed, read, shifted, shown, unpacked
from bot.meeting.where import mark, marked
from bot.request import Request
from bot.say import Act, Button, Rekey, Rows, Say, esc
from bot.words import Words
from records.branch import Branch, Change, MonthlyRule
from records.meetings import last_meeting, local_day
from records.meetings.calendar import Presence
from records.meetings.moving import Refused, added, change_of, moved, when

SHIFTS = (1, 7, -1, -7)
"""Days by which a meeting is moved with one tap."""
EXAMPLE = timedelta(days=14)
"""How far ahead the date lies that is shown as an example."""
NEW = "-"
"""In the place of a meeting's name: one that is to be added."""


def ask_move(request: Request, branch: Branch, planned: datetime) -> Sequence[Act]:
    """When instead? By a tap, or in words."""
    words, name = request.words, packed(planned)
    expect(request, f"meeting {mark(branch)} {name}")
    at = when(branch, planned) or planned
    head = words.say("%(when)s. When instead?", when=shown(branch, at, words))
    rows = (*shifts(request, branch, planned, at), (never_mind(words),))
    return [Say("\n".join([head, how(branch, words, request.now)]), rows)]


def shifts(request: Request, branch: Branch, planned: datetime, at: datetime) -> Rows:
    """A day or a week earlier or later, where that can be."""
    words, sign, name = request.words, mark(branch), packed(planned)
    told = {
        1: words.say("A day later"), 7: words.say("A week later"),
        -1: words.say("A day earlier"), -7: words.say("A week earlier"),
    }  # fmt: skip
    return tuple(
        (Button(told[days], press("to", sign, name, packed(to))),)
        for days in SHIFTS
        if isinstance(moved(branch, planned, to := shifted(branch, at, days), request.now), Change)
    )


def ask_add(request: Request, branch: Branch) -> Sequence[Act]:
    """When is the further meeting? In words."""
    words = request.words
    expect(request, f"meeting {mark(branch)} {NEW}")
    text = words.say("When is the meeting?")
    return [Say("\n".join([text, how(branch, words, request.now)]), ((never_mind(words),),))]


def how(branch: Branch, words: Words, now: datetime) -> str:
    """How a date is written."""
    example = f"{local_day(branch, now) + EXAMPLE} 19:00"
    return words.say(
        "Write date and hour as the next message, such as %(example)s. The hour is that of "
        "%(zone)s.",
        example=example, zone=branch.zone,
    )  # fmt: skip


def never_mind(words: Words) -> Button:
    """Leave it as it is."""
    return Button(words.say("Leave it"), press("leave"))


def left(request: Request) -> Sequence[Act]:
    """Nothing is changed, nothing is expected any more."""
    expect(request, "")
    return [Rekey(), Say(request.words.say("All right, everything stays as it is."))]


def expect(request: Request, what: str) -> None:
    """What the next words answer."""
    if request.member is not None:
        request.desk.store.expect(request.member.id, what, request.now)


def typed(request: Request, expected: str, text: str) -> Sequence[Act] | None:
    """Words after the question when; None where the question was somebody else's."""
    _, sign, name = expected.split(" ")
    branch, planned = marked(request, sign), unpacked(name)
    if branch is None:
        return None
    at = read(text, branch, usual_hour(branch, planned, request.now), request.now)
    if at is None:
        words = request.words
        text = words.say("That is no date I can read.")
        return [Say(f"{text} {how(branch, words, request.now)}", ((never_mind(words),),))]
    expect(request, "")
    return look(request, branch, planned, at)


def usual_hour(branch: Branch, planned: datetime | None, now: datetime) -> time | None:
    """The hour that is meant where only a date is written."""
    if planned is not None:
        return hour_of(branch, when(branch, planned) or planned)
    if isinstance(branch.meeting, MonthlyRule):
        return branch.meeting.at
    met = last_meeting(branch, now)
    return hour_of(branch, met) if met else None


def look(
    request: Request, branch: Branch, planned: datetime | None, to: datetime | None
) -> Sequence[Act]:
    """What would change, and a button to do it; or why it cannot be. `planned` None: one more."""
    made, words = change(request, branch, planned, to), request.words
    if isinstance(made, Refused):
        return [Say(why_not(made, words))]
    count = change_of(branch, made.planned)
    told = words.say("Members of %(branch)s are told.", branch=esc(branch.name))
    sure = press("do", mark(branch), _name(planned), _name(to), str(count.sequence if count else 0))
    rows = ((Button(yes(made, planned, words), sure),), (never_mind(words),))
    return [Rekey(), Say("\n".join([asked(branch, made, planned, words), told]), rows)]


def change(
    request: Request, branch: Branch, planned: datetime | None, to: datetime | None
) -> Change | Refused:
    """The change that is meant. A meeting that somebody has come to stays."""
    now = request.now
    if planned is None:
        return Refused.NONE if to is None else added(branch, to, now)
    there = request.desk.store.presence(branch.key, planned).values()
    found = moved(branch, planned, to, now)
    return Refused.DOOR if Presence.CAME in there and isinstance(found, Change) else found


def _name(at: datetime | None) -> str:
    return NEW if at is None else packed(at)


def asked(branch: Branch, made: Change, planned: datetime | None, words: Words) -> str:
    """The question whether it is meant."""
    was = when(branch, planned) if planned is not None else None
    match (was, made.at):
        case (datetime(), datetime() as to):
            return words.say(
                "Move the meeting of %(was)s to %(to)s?",
                was=shown(branch, was, words), to=shown(branch, to, words),
            )  # fmt: skip
        case (datetime(), None):
            return words.say("Cancel the meeting of %(was)s?", was=shown(branch, was, words))
        case (_, at):
            return words.say("A meeting on %(to)s?", to=shown(branch, at or made.planned, words))


def yes(made: Change, planned: datetime | None, words: Words) -> str:
    """The label of the button that does it."""
    if made.at is None:
        return words.say("Yes, cancel it")
    return words.say("Yes, add it") if planned is None else words.say("Yes, move it")


def why_not(why: Refused, words: Words) -> str:
    """Why a meeting cannot be changed so."""
    match why:
        case Refused.NONE:
            return words.say("There is no such meeting any more. /meeting shows those there are.")
        case Refused.BEGUN:
            return words.say("That meeting has begun; it stays as it is.")
        case Refused.DOOR:
            return words.say(
                "The door of that meeting is open, somebody may be there already; it stays as it "
                "is."
            )
        case Refused.PAST:
            return words.say("That time has passed. A meeting can only be put ahead.")
        case Refused.FAR:
            return words.say("That is more than a year ahead. Is the year right?")
        case Refused.TAKEN:
            return words.say("There is another meeting on that day. One a day, please.")
        case Refused.SAME:
            return words.say("The meeting is at that time already: nothing to change.")
        case _:
            assert_never(why)


def is_so(branch: Branch, planned: datetime | None, to: datetime | None) -> bool:
    """Whether that was done before a crash cut the answer short."""
    if planned is not None:
        return when(branch, planned) == to and change_of(branch, planned) is not None
    return any(one.at == to for one in branch.changes)


def do(request: Request, branch: Branch, args: Sequence[str]) -> Sequence[Act]:
    """Change it, unless somebody has changed it since the question was asked."""
    planned, to = unpacked(args[0]), unpacked(args[1])
    made, words = change(request, branch, planned, to), request.words
    if request.again and is_so(branch, planned, to):
        return [Rekey(), Say(words.say("Done.")), page(request, branch)]
    if isinstance(made, Refused):
        return [Rekey(), Say(why_not(made, words)), page(request, branch)]
    if str(made.sequence - 1) != args[2]:
        again = words.say("That meeting was changed meanwhile. This is how it stands:")
        return [Rekey(), Say(again), page(request, branch)]
    request.desk.store.change_meeting(branch.key, made)
    request.desk.meet_as_kept()
    return [Rekey(), Say(words.say("Done.")), page(request, request.desk.branches[branch.key])]
