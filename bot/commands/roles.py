"""/roles: who is organizer or administrator of what; gives and takes back by buttons."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bot.commands import Command, Who
from bot.request import Request
from bot.roles.changing import asked, done
from bot.roles.pages import card, found, one_branch, overview
from bot.roles.scope import by_handle, mine
from bot.say import Act, Say, Work
from records.model import BranchKey, Member, MemberId, Role

ROLES = {role[0]: role for role in (Role.ORGANIZER, Role.ADMINISTRATOR)}
"""By the letter that stands on a button."""


def run(request: Request) -> Sequence[Act]:
    """A page, a question or a change. A button made up, or of a branch that is gone, and
    somebody who is none of theirs, show the first page."""
    match request.args:
        case ("b", short, *page):
            branch = administered(request, short)
            return [one_branch(request, branch, number("".join(page))) if branch
                    else overview(request)]  # fmt: skip
        case ("p", id):
            person = theirs(request, id)
            return [card(request, person) if person else overview(request)]
        case ("+" | "-" | "++" | "--" as sign, letter, short, id):
            return changing(request, sign, letter, short, id)
        case ():
            return [overview(request)]
        case words:
            return [Work(partial(searched, request, " ".join(words)))]


async def searched(request: Request, words: str) -> Sequence[Act]:
    return [await found(request, words)]


def changing(request: Request, sign: str, letter: str, short: str, id: str) -> Sequence[Act]:
    """Ask (one sign) or do (two)."""
    role, person = ROLES.get(letter), theirs(request, id)
    try:
        branch = by_handle(request.desk, short)
    except LookupError:
        role = None
    if role is None or person is None:
        return [Say(request.words.say("There is no such person or branch any more."))]
    step = done if len(sign) == 2 else asked
    return step(request, sign[0] == "+", role, branch, person)


def administered(request: Request, short: str) -> BranchKey | None:
    """The branch of a button, where they may name its organizers."""
    try:
        branch = by_handle(request.desk, short)
    except LookupError:
        return None
    return branch if branch in mine(request) else None


def theirs(request: Request, id: str) -> Member | None:
    """The person of a button: somebody of a branch they administer, or who holds an office
    there."""
    store, branches = request.desk.store, mine(request)
    person = store.member(MemberId(number(id)))
    if person is None:
        return None
    places = {person.branch, *(one.branch for one in store.offices(person.id))}
    return person if places & set(branches) else None


def number(text: str) -> int:
    """A number from a button; 0 for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 15 else 0


COMMAND = Command("roles", "Organizers and administrators", Who.ADMINISTRATOR, run, order=50)
