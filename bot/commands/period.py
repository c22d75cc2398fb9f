"""/period: a branch's numbers from one meeting to the next, as they froze. For organizers."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.commands.pack import enclosed, led
from bot.packs import PACKS
from bot.packs._chat import file_row, text_of
from bot.request import Request
from bot.say import Act, Say
from records.branch import Branch
from records.participation.pack import Pack
from scheduler.meeting.packs import frozen_of, last_frozen
from scheduler.meeting.rectified import rectified


def run(request: Request) -> Sequence[Act]:
    """The last period that is over, or the one that began on a day; as text or as a file."""
    branch = led(request, request.args[0]) if request.args else request.leads
    if branch is None:
        return [Say(request.words.say("There is no such report for you."))]
    found = wanted(request, branch)
    if found is None:
        return [Say(request.words.say("No period between two meetings is over yet."))]
    if len(request.args) == 3 and request.args[2] in PACKS:
        return [enclosed(found, request.args[2], request.words.language)]
    return [Say(text_of(found, request.words), (file_row(found, request.words, "period"),))]


def wanted(request: Request, branch: Branch) -> Pack | None:
    """The period asked for, with what was corrected since."""
    if len(request.args) > 1:
        found = frozen_of(request.desk, branch, request.args[1])
    else:
        found = last_frozen(request.desk, branch)
    return rectified(request.desk.store, found) if found else None


COMMAND = Command("period", "Your branch from meeting to meeting", Who.ORGANIZER, run, order=33)
