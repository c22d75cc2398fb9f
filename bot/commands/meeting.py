"""/meeting: when the branch meets; for organizers, to move, cancel or add one, and the door."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.commands import Command, Who
from bot.meeting import changing, door, own
from bot.meeting.changing import why_not
from bot.meeting.page import listed, one, page
from bot.meeting.when import read, unpacked
from bot.meeting.where import marked
from bot.meeting.who import who
from bot.request import Request
from bot.say import Act, Say
from records.branch import Branch
from records.meetings.moving import Refused, change_of, next_planned, when

OWN: Mapping[str, Callable[[Request, Branch, datetime], Sequence[Act]]] = {
    "ics": own.calendar,
    "cannot": own.excused,
    "can": own.coming,
}
"""What any member can do about a meeting of their branch."""


def run(request: Request) -> Sequence[Act]:
    """Show the meetings, or do something about one."""
    match request.args:
        case ("ics" | "cannot" | "can" as word, name, *_):
            return own_act(request, word, name)
        case ("here",):
            return door.asked(request)
        case ("here", *code):
            return door.come(request, "".join(code))
        case ("leave",):
            return changing.left(request)
        case ("move" | "cancel" | "add" as word, *rest) if leads := request.leads:
            return worded(request, leads, word, rest)
        case (word, sign, *rest) if branch := marked(request, sign):
            return organized(request, branch, word, rest)
        case _:
            return [page(request, request.branch)] if request.branch else []


def own_act(request: Request, word: str, name: str) -> Sequence[Act]:
    """What a member does for themselves."""
    branch, planned = request.branch, unpacked(name)
    if branch is None or planned is None:
        return []
    return OWN[word](request, branch, planned)


def worded(request: Request, branch: Branch, word: str, rest: Sequence[str]) -> Sequence[Act]:
    """By a button, which names its branch; or typed, about the next meeting of the one they
    lead."""
    named = marked(request, rest[0]) if rest else None
    if named is not None:
        return organized(request, named, word, rest[1:])
    planned = None if word == "add" else next_planned(branch, request.now)
    if word != "add" and planned is None:
        return [Say(why_not(Refused.NONE, request.words))]
    if word == "cancel":
        return changing.look(request, branch, planned, None)
    return typed(request, branch, planned, " ".join(rest))


def typed(request: Request, branch: Branch, planned: datetime | None, text: str) -> Sequence[Act]:
    """A date and an hour behind the command, or a question for them."""
    at = read(text, branch, changing.usual_hour(branch, planned, request.now), request.now)
    if at is not None:
        return changing.look(request, branch, planned, at)
    return (
        changing.ask_add(request, branch)
        if planned is None
        else changing.ask_move(request, branch, planned)
    )


def organized(request: Request, branch: Branch, word: str, rest: Sequence[str]) -> Sequence[Act]:
    """What an organizer of that branch does by buttons."""
    match (word, *rest):
        case ("in",):
            return [page(request, branch)]
        case ("list",):
            return [listed(request, branch)]
        case ("add",):
            return changing.ask_add(request, branch)
        case ("do", _, _, _):
            return changing.do(request, branch, rest)
        case (_, name, *more) if (planned := unpacked(name)) and known(branch, planned):
            return about(request, branch, word, planned, more)
        case _:
            return [Say(why_not(Refused.NONE, request.words)), page(request, branch)]


def known(branch: Branch, planned: datetime) -> bool:
    """Whether there is, or was before it was cancelled, a meeting of that name."""
    return when(branch, planned) is not None or change_of(branch, planned) is not None


def about(
    request: Request, branch: Branch, word: str, planned: datetime, more: Sequence[str]
) -> Sequence[Act]:
    """About one meeting."""
    at = when(branch, planned)
    match word:
        case "one":
            return [one(request, branch, planned, at)]
        case "move":
            return changing.ask_move(request, branch, planned)
        case "cancel":
            return changing.look(request, branch, planned, None)
        case "to" if more and (to := unpacked(more[0])):
            return changing.look(request, branch, planned, to)
        case "code" if at is not None:
            return door.show(request, branch, planned, at)
        case "who" if at is not None:
            return who(request, branch, planned, at)
        case _:
            return [page(request, branch)]


COMMAND = Command("meeting", "When your branch meets", Who.MEMBER, run, order=17)
