"""/summary: the last week as it was told on Monday, again. For organizers, in private."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.overview import talk
from bot.press import Command as Press
from bot.press import Export
from bot.request import Request
from bot.say import Act, Button, Rows, Say
from bot.telegram.letters import summary_text
from records.branch import Branch
from scheduler.apart import apart
from scheduler.figures.weekly import key, last_told, summary
from scheduler.meeting.packs import last_frozen
from scheduler.unasked.talk import to_talk, told


def run(request: Request) -> Sequence[Act]:
    """The text, with the sheet on a button where the week has been told."""
    member, branch = request.member, request.leads
    if member is None or branch is None:
        return []
    week = last_told(branch, request.now)
    made = summary(request.desk, branch, week, request.now)
    people = apart(request.desk, to_talk, branch.key, member, request.now)
    if not request.again:
        about = [one.member.id for one in people]
        told(request.desk.store, branch.key, member, about, request.now)
    text = summary_text(made, people, request.words)
    rows = (*talk.rows(people, request.words), *meeting_rows(request, branch))
    name = key(branch, week)
    if request.desk.store.published(name) is None:
        return [Say(text, rows)]
    sheet = Button(request.words.say("As a spreadsheet"), Export(name, "xlsx"))
    return [Say(text, ((sheet,), *rows))]


def meeting_rows(request: Request, branch: Branch) -> Rows:
    """What there is besides the week: the period that froze, and the pack for the next meeting."""
    words = request.words
    pack = Button(words.say("For the next meeting"), Press("pack", (branch.key,)))
    if last_frozen(request.desk, branch) is None:
        return ((pack,),)
    since = Button(words.say("From meeting to meeting"), Press("period", (branch.key,)))
    return ((since, pack),)


COMMAND = Command("summary", "Your branch's last week in numbers", Who.ORGANIZER, run, order=30)
