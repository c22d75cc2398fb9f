"""/summary: the last week as it was told on Monday, again. For organizers, in private."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from bot.commands import Command, Who
from bot.press import Export
from bot.reports import report
from bot.request import Request
from bot.say import Act, Button, Say
from scheduler.weekly import key, last_told, summary


def run(request: Request) -> Sequence[Act]:
    """The text, with the sheet on a button where the week has been told."""
    member, branch = request.member, request.leads
    if member is None or branch is None:
        return []
    week = last_told(branch, request.now)
    made = summary(request.desk, branch, week, request.now)
    text = escape(str(report("text").render(made, member.language)), quote=False)
    name = key(branch, week)
    if request.desk.store.published(name) is None:
        return [Say(text)]
    return [Say(text, ((Button(request.words.say("As a spreadsheet"), Export(name, "xlsx")),),))]


COMMAND = Command("summary", "Your branch's last week in numbers", Who.ORGANIZER, run, order=30)
