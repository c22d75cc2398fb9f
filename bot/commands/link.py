"""/link: typed in the branch's group it links it; the button in private does the same."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.group.linking import by_button, how
from bot.request import Request
from bot.say import Act, Say


def run(request: Request) -> Sequence[Act]:
    """In private: the button that came when the bot was added, or how it is done."""
    match request.args:
        case (chat, *_):
            return by_button(request, chat)
        case _:
            return [Say(how(request.words))]


COMMAND = Command("link", "Link a group to the branch", Who.ORGANIZER, run, listed=False, order=48)
