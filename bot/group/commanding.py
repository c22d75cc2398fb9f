"""Commands typed in a group: answered in private, to members alone; the group sees nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.commands import allowed, commands
from bot.group import linking
from bot.request import Request
from bot.say import Act, Tell
from bot.telegram import events
from bot.words import words
from scheduler.desk import Desk

LINK = "link"


def commanded(
    request: Request, event: events.Commanded, run: Callable[[str], Sequence[Act]]
) -> Sequence[Act]:
    """`run` answers a command as if it had been typed in private. Strangers and commands of
    other bots get nothing."""
    command = commands().get(event.command)
    if command is None or request.member is None or not allowed(command, request):
        return []
    if event.command == LINK:
        return linking.in_group(request, str(event.chat), event.thread)
    return run(event.command)


def refused(desk: Desk, event: events.Commanded) -> Sequence[Act]:
    """An admin who hides, or a channel: nobody knows who it is, so nothing can be allowed."""
    chat = str(event.chat)
    group = desk.store.group(chat)
    known = event.command in commands() and event.user.nature is events.Nature.ANONYMOUS
    if group is None or group.silent or not known:
        return []
    text = words(group.language).say("Please write to me in private: here I cannot see who asks.")
    return [Tell(chat, text, event.thread)]
