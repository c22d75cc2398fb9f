"""/start CODE: the way in. Everybody without a good code reads the same neutral words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.hours import local_hour
from bot.request import Request, spoken
from bot.say import Act, Button, Say, esc
from bot.telegram.callback import Command as Press
from bot.words import Words, words
from records.invites import hashed, plausible
from records.model import Member, Role, State
from scheduler.due import next_due


def run(request: Request) -> Sequence[Act]:
    """Join with a code, come back without one, or read that this opens nothing."""
    code = request.args[0] if request.args else ""
    member = joined(request, code) if code else returned(request)
    return welcome(request, member) if member else [Say(neutral(request.words))]


def joined(request: Request, code: str) -> Member | None:
    """Join through a code; somebody here already stays who they are. None for a bad code."""
    store, person = request.desk.store, request.person
    invite = store.invited(hashed(code), request.now) if plausible(code) else None
    if invite is None or invite.branch not in request.desk.branches:
        return request.member
    language = spoken(person.language, request.desk)
    return store.link(invite, person.address, person.name, language, request.now)


def returned(request: Request) -> Member | None:
    """Somebody who was here once comes back by the start button alone."""
    store = request.desk.store
    member = store.at(request.person.address)
    if member is not None and member.state in (State.LEFT, State.BLOCKED):
        store.move(member.id, State.LINKED, request.now, reason="came back")
    return store.at(request.person.address)


def neutral(words_: Words) -> str:
    """What a stranger reads, whatever they tried: no name, no hint."""
    return words_.say(
        "This is a study bot for invited people. It opens with a personal link; "
        "please ask the person who told you about it for a new one."
    )


def welcome(request: Request, member: Member) -> Sequence[Act]:
    """What this is, when it comes, who sees what; and the first item one tap away."""
    branch = request.desk.branch_of(member)
    if branch is None:
        return [Say(neutral(request.words))]
    request.desk.store.schedule({member.id: next_due(branch, member, request.now)})
    told = words(member.language)
    lines = [
        told.say(
            "Welcome, %(name)s! Here you get something short to learn from %(organisation)s, "
            "branch %(branch)s: one lesson or question on a study day.",
            name=f"<b>{esc(member.name)}</b>",
            organisation=f"<b>{esc(request.desk.organisation)}</b>",
            branch=f"<b>{esc(branch.name)}</b>",
        ),
        told.say("It comes at %(hour)s. /settings changes that.", hour=local_hour(branch, member)),
        told.say(
            "Your answers are yours: nobody in the organisation sees them. Organizers see how "
            "many of you take part, never who answered what. /privacy says more, /stop ends it."
        ),
    ]
    if member.role is Role.ORGANIZER:
        lines.append(
            told.say("You are an organizer of this branch: its week in numbers comes on Mondays.")
        )
        lines.append(
            told.say(
                "Lessons you have as a file (text, table, quiz, cards) can be sent to me at any "
                "time. /template brings examples, /plan shows what comes."
            )
        )
    first = Button(told.say("Show me the first one"), Press("today"))
    hour = Button(told.say("Another hour"), Press("settings"))
    return [Say("\n\n".join(lines), ((first,), (hour,)))]


COMMAND = Command("start", "Join, or begin again", Who.ANYBODY, run, listed=False, order=1)
