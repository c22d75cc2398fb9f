"""/questions: the branch's box, for its organizers: what was asked, and on which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from babel.dates import format_date

from bot.commands import Command, Who
from bot.press import Command as Press
from bot.request import Request
from bot.say import Act, Button, Rekey, Say, esc

MOST = 10


def run(request: Request) -> Sequence[Act]:
    """The newest questions, each with a button that takes it out."""
    branch, store, words = request.leads, request.desk.store, request.words
    if branch is None:
        return []
    box = store.questions(branch.key)
    if request.args and any(one.id == request.args[0] for one in box):
        store.take_out(request.args[0])
        return [Rekey(), *run(_bare(request))]
    if not box:
        return [Say(words.say("The box is empty. Members put questions in with /ask."))]
    lines = [
        f"{n}. {esc(one.text)} <i>({format_date(one.day, 'short', locale=words.language)})</i>"
        for n, one in enumerate(box[:MOST], 1)
    ]
    buttons = [
        Button(f"✓ {n}", Press("questions", (one.id,))) for n, one in enumerate(box[:MOST], 1)
    ]
    head = words.say(
        "Asked without names. An item with “tags: asked-by-members” answers one; a tap takes it "
        "out of the box."
    )
    rows = tuple(tuple(buttons[at : at + 5]) for at in range(0, len(buttons), 5))
    return [Say("\n".join([head, "", *lines]), rows)]


def _bare(request: Request) -> Request:
    return replace(request, args=())


COMMAND = Command("questions", "What members asked", Who.ORGANIZER, run, order=31)
