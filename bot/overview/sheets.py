"""A report as a file, for an organizer who tapped for it. Rights are read at every tap."""

from __future__ import annotations

from collections.abc import Sequence

from bot.press import Export
from bot.refused import refused
from bot.reports import REPORTS
from bot.request import Request
from bot.say import Act, Enclose, Say
from records.model import BranchKey
from records.participation import thaw


def sheet(request: Request, press: Export) -> Sequence[Act]:
    """The frozen summary under this key in another format, to an organizer of its branch."""
    member, body = request.member, request.desk.store.published(press.key)
    known = press.format in REPORTS
    if member is None or not request.organizes or not known or body is None:
        return [Say(request.words.say("There is no such report for you."))]
    try:
        summary = thaw(body)
    except (ValueError, KeyError, TypeError):  # a key of something else, made up
        return [Say(request.words.say("There is no such report for you."))]
    if summary.branch not in request.organized:
        refused(request, "a report", BranchKey(summary.branch))
        return [Say(request.words.say("There is no such report for you."))]
    made = REPORTS[press.format]
    name = f"{summary.branch}-{summary.week}{made.suffix}"
    return [Enclose(name, made.data(summary, member.language))]
