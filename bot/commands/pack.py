"""/pack: what the branch brings to its next meeting; so far, or as it was told."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.packs import PACKS, file_name
from bot.packs._chat import day_of, message
from bot.refused import refused
from bot.request import Request
from bot.say import Act, Enclose, Say
from records.branch import Branch
from records.model import BranchKey
from records.participation.pack import Pack
from scheduler.meeting.packs import at_hand, kept_pack, with_box


def run(request: Request) -> Sequence[Act]:
    """The pack with its buttons; or one of its files, by branch, day and format."""
    branch = led(request, request.args[0]) if request.args else request.leads
    if branch is None:
        return [Say(request.words.say("There is no such report for you."))]
    if len(request.args) == 3:
        return file(request, branch, request.args[1], request.args[2])
    found = at_hand(request.desk, branch, request.now)
    if found is None:
        return [Say(request.words.say("No meeting is planned, so there is no pack."))]
    return [Say(*message(found, request.words))]


def led(request: Request, key: str) -> Branch | None:
    """The branch of that key, where they organize it now."""
    branch = request.desk.branches.get(BranchKey(key))
    if branch is None or branch.key not in request.organized:
        refused(request, "a pack", branch.key if branch else None)
        return None
    return branch


def file(request: Request, branch: Branch, day: str, form: str) -> Sequence[Act]:
    """The pack of the period that began on a day, as a file."""
    found = kept_pack(request.desk, branch, day) or running(request, branch, day)
    if found is None or form not in PACKS:
        return [Say(request.words.say("There is no such report for you."))]
    return [enclosed(with_box(request.desk, found), form, request.words.language)]


def running(request: Request, branch: Branch, day: str) -> Pack | None:
    """The pack at hand, if it is the one asked for."""
    found = at_hand(request.desk, branch, request.now)
    return found if found is not None and day_of(found) == day else None


def enclosed(pack: Pack, form: str, language: str) -> Enclose:
    """A pack as a file."""
    made = PACKS[form]
    return Enclose(file_name(pack, made), made.data(pack, language))


COMMAND = Command("pack", "What to bring to the next meeting", Who.ORGANIZER, run, order=32)
