"""/stop: nothing more comes, from now on."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.joining.steps import back_rows
from bot.request import Request
from bot.say import Act, Say
from records.model import State


def run(request: Request) -> Sequence[Act]:
    """Leave. What was planned is cancelled; /start brings one back."""
    member = request.member
    if member is None:
        return []
    told = request.words
    request.desk.store.cancel(member.id, "left", request.now)
    request.desk.store.withdraw(member.id, request.now)
    request.desk.store.move(member.id, State.LEFT, request.now, reason="stopped")
    text = told.say("Nothing more will come. /start brings you back any time.")
    return [Say(text, back_rows(told))]


COMMAND = Command("stop", "Stop getting items", Who.MEMBER, run, order=80)
