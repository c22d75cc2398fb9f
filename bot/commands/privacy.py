"""/privacy: what is stored and who sees it. For everybody, before joining too."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.request import Request
from bot.say import Act, Say


def run(request: Request) -> Sequence[Act]:
    """In plain words."""
    told = request.words
    lines = [
        told.say("What this bot keeps of a member, and who sees it:"),
        "• "
        + told.say(
            "the number of your Telegram account, the name and language shown there, "
            "your branch, your hour;"
        ),
        "• " + told.say("what was sent to you, when, and what you answered."),
        told.say(
            "Your answers are seen by you alone. Organizers see numbers about the whole "
            "branch, and none about fewer than five people. Nothing is given to anybody else; "
            "messages pass through Telegram, which can read them."
        ),
    ]
    return [Say("\n".join(lines))]


COMMAND = Command("privacy", "What is kept, and who sees it", Who.ANYBODY, run, order=70)
