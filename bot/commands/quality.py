"""/quality: what answers say about the questions: keys, guessing, options nobody takes, wear."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.overview.quality import lines
from bot.request import Request
from bot.say import Act, Say, esc
from scheduler.figures.qualities import quality


def run(request: Request) -> Sequence[Act]:
    """The branch one leads, as of the last week that was told. Nobody is named."""
    branch = request.leads
    if branch is None:
        return []
    found = quality(request.desk, branch, request.now)
    return [Say(esc("\n".join(lines(found, request.words))))]


COMMAND = Command("quality", "How good the questions are", Who.ORGANIZER, run, order=33)
