"""/whosaw: who opened named data or exports about who asks, by role and time."""

from __future__ import annotations

from collections.abc import Sequence

from babel.dates import format_datetime

from bot.commands import Command, Who
from bot.mydata import words_of
from bot.request import Request
from bot.say import Act, Say, esc
from bot.words import Words
from records.meetings import zone_of
from records.model import Member
from records.people.record import View

SHOWN = 20


def run(request: Request) -> Sequence[Act]:
    """The newest first; names are not told, as they are others' data."""
    told, member = words_of(request), request.desk.store.at(request.person.address)
    views = request.desk.store.seen(member.id) if member else []
    if member is None or not views:
        return [Say(told.say("Nobody has looked at data that names you, or taken an export."))]
    lines = [f"• {line(told, view, zone(request, member))}" for view in views[:SHOWN]]
    if len(views) > SHOWN:
        lines.append(told.say("… and %(count)s more", count=len(views) - SHOWN))
    head = told.say("Who looked at data that names you, or took an export:")
    return [Say("\n".join([head, *lines]))]


def zone(request: Request, member: Member) -> str:
    """The member's own time zone, or the branch's."""
    branch = request.desk.branch_of(member)
    return member.zone or (branch.zone if branch else "UTC")


def line(told: Words, view: View, zone: str) -> str:
    """One look, in one line."""
    at = format_datetime(view.at.astimezone(zone_of(zone)), "medium", locale=told.language)
    return told.say(
        "%(at)s, %(role)s: %(what)s",
        at=at, role=esc(role(told, view)), what=esc(told.say(view.what)),
    )  # fmt: skip


def role(told: Words, view: View) -> str:
    """In which role somebody looked."""
    match view.role:
        case "organizer":
            return told.say("an organizer of your branch")
        case "host":
            return told.say("whoever runs this bot")
        case other:
            return other


COMMAND = Command("whosaw", "Who looked at data about you", Who.ANYBODY, run, order=74)
