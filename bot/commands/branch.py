"""/branch: which of several branches an organizer's commands are about."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.press import Command as Press
from bot.request import Request, leading
from bot.roles.scope import handle
from bot.say import Act, Button, Rekey, Say, esc


def run(request: Request) -> Sequence[Act]:
    """Ask, or choose. Who organizes one only is told which."""
    member, words, desk = request.member, request.words, request.desk
    theirs = {handle(key): desk.branches[key] for key in request.organized if key in desk.branches}
    chosen = theirs.get(request.args[0]) if request.args else None
    if member is not None and chosen is not None:
        desk.store.note(leading(member), chosen.key)
        return [Rekey(), Say(about(request))]
    shown = sorted(theirs.items(), key=lambda pair: pair[1].name)
    rows = [(Button(branch.name[:60], Press("branch", (short,))),) for short, branch in shown]
    if len(rows) < 2:
        return [Say(about(request))]
    return [Say("\n".join([about(request), words.say("Which one shall they be about?")]),
                tuple(rows))]  # fmt: skip


def about(request: Request) -> str:
    """Which branch it is now."""
    branch = request.leads
    name = f"<b>{esc(branch.name)}</b>" if branch else "–"
    return request.words.say("/summary, /plan and the like are about %(branch)s.", branch=name)


COMMAND = Command("branch", "Which branch it is about", Who.ORGANIZER, run, listed=False, order=49)
