"""/excuse: somebody of the branch studies nothing until a date; an organizer sets it, with a word
why that the member reads. Whom it is about is written, never chosen from a list of all."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from babel.dates import format_date

from bot.commands import Command, Who
from bot.meeting.when import read
from bot.press import Command as Press
from bot.request import Request
from bot.say import Act, Button, Rekey, Rows, Say, esc
from records.branch import Branch
from records.meetings import instant, local_day
from records.model import Member, MemberId, State
from scheduler.unasked.notice import notice

USUAL = (7, 14, 28, 91)
LONGEST = 366
"""Days; who is away for longer may rather leave and come back."""
REASON = 100
"""Characters of a reason that are kept."""


def run(request: Request) -> Sequence[Act]:
    """Ask for a name, or go on by a button."""
    match request.args:
        case ("until", number, days) if days.isdecimal():
            return until(request, number, _in_days(request, int(days)))
        case ("do", number, day):
            return finished(request, number, day, "")
        case ("end", number):
            return ended(request, number)
        case ("no",):
            return left(request)
        case ():
            return asked(request)
        case written:
            return named(request, " ".join(written))


def typed(request: Request, expected: str, text: str) -> Sequence[Act]:
    """Words after one of the questions: a name, a date, a reason."""
    match expected.split(" "):
        case (_, number, day):
            return finished(request, number, day, text)
        case (_, number):
            branch = request.leads
            at = read(text, branch, time(0), request.now) if branch else None
            return until(request, number, local_day(branch, at) if branch and at else None)
        case _:
            return named(request, text)


def expect(request: Request, *what: str) -> None:
    """What the next words answer."""
    if request.member is not None:
        request.desk.store.expect(request.member.id, " ".join(what), request.now)


def asked(request: Request) -> Sequence[Act]:
    """Whom?"""
    expect(request, "excuse")
    text = request.words.say(
        "Who in %(branch)s should get nothing for a while? Write the name as your next message.",
        branch=esc(request.leads.name if request.leads else ""),
    )
    return [Say(text, (never_mind(request),))]


def never_mind(request: Request) -> tuple[Button, ...]:
    """Leave it as it is."""
    return (Button(request.words.say("Leave it"), Press("excuse", ("no",))),)


def left(request: Request) -> Sequence[Act]:
    """Nothing is changed, nothing is expected any more."""
    expect(request, "")
    return [Rekey(), Say(request.words.say("All right, everything stays as it is."))]


def named(request: Request, name: str) -> Sequence[Act]:
    """Until when? Where the name is one person's."""
    found, words = of_that_name(request, name), request.words
    if len(found) != 1:
        text = (
            words.say("Nobody in your branch has that name.")
            if not found
            else words.say("More than one has that name, so nothing was done.")
        )
        return [Say(text, (never_mind(request),))]
    (one,) = found
    expect(request, "excuse", str(one.id))
    text = words.say(
        "Until when is %(name)s excused? Tap, or write a date such as %(example)s.",
        name=esc(one.name), example=_in_days(request, 14),
    )  # fmt: skip
    return [Say(text, (*spans(request, one), never_mind(request)))]


def spans(request: Request, one: Member) -> Rows:
    """The usual spans, and an end where they are excused now."""
    words, number = request.words, str(one.id)
    usual = tuple(
        Button(words.many("%(n)s day", "%(n)s days", n), Press("excuse", ("until", number, str(n))))
        for n in USUAL
    )
    end = Button(words.say("End it now"), Press("excuse", ("end", number)))
    return (usual[:2], usual[2:], *(((end,),) if one.state is State.EXCUSED else ()))


def until(request: Request, number: str, day: date | None) -> Sequence[Act]:
    """Why? In a word that the member reads, or without one."""
    one, words = theirs(request, number), request.words
    if one is None:
        return [Say(words.say("Nobody in your branch has that name."))]
    if not fits(request, day):
        text = words.say(
            "That is no day from tomorrow up to a year ahead. Write it such as %(example)s.",
            example=_in_days(request, 14),
        )
        return [Say(text, (never_mind(request),))]
    assert day is not None, "it fits"
    expect(request, "excuse", number, day.isoformat())
    text = words.say(
        "Why? Write a word or two, such as “away for work”. %(name)s reads it, and it is kept; so "
        "nothing about health or other private matters.",
        name=esc(one.name),
    )
    without = Button(words.say("Without a word"), Press("excuse", ("do", number, day.isoformat())))
    return [Rekey(), Say(text, ((without,), never_mind(request)))]


def fits(request: Request, day: date | None) -> bool:
    """Whether somebody can be excused until that day."""
    branch = request.leads
    today = local_day(branch, request.now) if branch else date.max
    return day is not None and today < day <= today + timedelta(days=LONGEST)


def finished(request: Request, number: str, written: str, reason: str) -> Sequence[Act]:
    """Excused, and told."""
    one, words, day = theirs(request, number), request.words, _date(written)
    branch = request.desk.branch_of(one) if one else None
    if one is None or branch is None or day is None or not fits(request, day):
        return [Rekey(), Say(words.say("Nobody in your branch has that name."))]
    reason = " ".join(reason.split())[:REASON]
    with request.desk.store.together():
        excuse(request, branch, one, day, reason)
    text = words.say(
        "%(name)s is excused until %(day)s and is told so. Numbers count them as excused, never as "
        "silent.",
        name=esc(one.name), day=format_date(day, "full", locale=words.language),
    )  # fmt: skip
    if one.address is None:
        text = words.say(
            "%(name)s is excused until %(day)s. They have not opened the bot, so it cannot tell "
            "them. Numbers count them as excused, never as silent.",
            name=esc(one.name), day=format_date(day, "full", locale=words.language),
        )  # fmt: skip
    end = Button(words.say("End it now"), Press("excuse", ("end", number)))
    return [Rekey(), Say(text, ((end,),))]


def excuse(request: Request, branch: Branch, one: Member, day: date, reason: str) -> None:
    """Keep it from now on, and put word of it in the outbox."""
    store, now = request.desk.store, request.now
    back: datetime = instant(day, time(0), branch.zone)
    expect(request, "")
    store.move(one.id, State.EXCUSED, now, back, reason)
    if one.address is not None:
        key = f"excused:{day}:{request.key}"
        said = {"until": day.isoformat(), "reason": reason}
        store.post([notice(branch, one, key, now, "excused", **said)])


def ended(request: Request, number: str) -> Sequence[Act]:
    """Back at once; an organizer ends what organizers set, not a member's own pause."""
    one, words = theirs(request, number), request.words
    if one is None or one.state is not State.EXCUSED:
        return [Rekey(), Say(words.say("Nobody of that name is excused."))]
    back = State.LINKED if one.linked is not None else State.INVITED
    request.desk.store.move(one.id, back, request.now, reason="excuse ended")
    text = words.say("%(name)s is not excused any more.", name=esc(one.name))
    return [Rekey(), Say(text)]


def of_that_name(request: Request, name: str) -> Sequence[Member]:
    """Who has it, on the roster of the branch they lead."""
    wanted, branch = _plain(name), request.leads
    people = request.desk.store.members(branch.key) if branch else ()
    return [one for one in people if one.state is not State.LEFT and _plain(one.name) == wanted]


def theirs(request: Request, number: str) -> Member | None:
    """Somebody on the roster of a branch that this person organizes now."""
    known = number.isdecimal() and len(number) < 16
    found = request.desk.store.member(MemberId(int(number))) if known else None
    here = found is not None and found.state is not State.LEFT
    return found if here and found and found.branch in request.organized else None


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _in_days(request: Request, days: int) -> date:
    branch = request.leads
    today = local_day(branch, request.now) if branch else request.now.date()
    return today + timedelta(days=min(days, LONGEST + 1))


def _date(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


COMMAND = Command("excuse", "Let somebody off for a while", Who.ORGANIZER, run, order=48)
