"""/export: files for other programs, as buttons. For organizers, in private, of their branch."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.exports import Asked, Export, Nothing, exports
from bot.press import Command as Again
from bot.press import Export as Report
from bot.request import Request
from bot.say import Act, Button, Enclose, Rows, Say
from records.branch import Branch
from records.model import Member
from records.people.record import View
from scheduler.figures.weekly import key, last_told


def run(request: Request) -> Sequence[Act]:
    """What there is; or, of what was tapped, the file."""
    member, branch = request.member, request.leads
    if member is None or branch is None:
        return []
    chosen = exports().get(request.args[0]) if request.args else None
    if chosen is None or chosen.host:
        return [Say(request.words.say("What would you like to take out?"), _rows(request, branch))]
    return _file(request, member, branch, chosen)


def _rows(request: Request, branch: Branch) -> Rows:
    say, week = request.words.say, key(branch, last_told(branch, request.now))
    told = request.desk.store.published(week) is not None
    reports = [("xlsx", "The last week as a workbook"), ("csv", "The last week as CSV")]
    offered = [Button(say(what), Report(week, name)) for name, what in reports if told]
    offered += [
        Button(say(one.what), Again("export", (one.name,)))
        for one in exports().values() if not one.host
    ]  # fmt: skip
    return tuple((button,) for button in offered)


def _file(request: Request, member: Member, branch: Branch, chosen: Export) -> Sequence[Act]:
    asked = Asked(request.desk, (branch,), request.now, member.language)
    try:
        made = b"".join(chosen.make(asked))
    except Nothing as nothing:
        return [Say(request.words.say(str(nothing)))]
    if chosen.seen:
        view = View(request.now, branch.key, "organizer", chosen.seen, by=member.id)
        request.desk.store.saw(view)
    name = f"{branch.key}-{chosen.name}-{request.now:%Y-%m-%d}{chosen.suffix}"
    return [Enclose(name, made, request.words.say(chosen.what))]


COMMAND = Command("export", "Files for other programs", Who.ORGANIZER, run, order=34)
