"""The menu of commands that Telegram shows: per language, and for organizers in their chats.

Told at start, and only where it has changed since it was told last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from bot.commands import Who, commands
from bot.telegram.calls import Call, command_calls
from bot.telegram.messenger import Messenger
from bot.words import languages, words
from scheduler.desk import Desk
from scheduler.ports import Sent

Menu = Mapping[str, Sequence[tuple[str, str]]]


def menu(desk: Desk, who: Sequence[Who]) -> Menu:
    """Names and lines, by language, of the listed commands these people may use."""
    spoken = [language for language in desk.languages if language in languages()]
    return {
        language: [
            (command.name, words(language).say(command.what))
            for command in commands().values()
            if command.listed and command.who in who
        ]
        for language in dict.fromkeys(["en", *spoken])
    }


async def show_menus(desk: Desk, messenger: Messenger) -> None:
    """Members' menu for everybody; the longer one in each organizer's own chat."""
    everybody = command_calls(menu(desk, (Who.ANYBODY, Who.MEMBER)))
    await _tell(desk, messenger, "menu", everybody)
    longer = menu(desk, (Who.ANYBODY, Who.MEMBER, Who.ORGANIZER))
    for branch in desk.branches:
        for organizer in desk.store.organizers(branch):
            calls = command_calls(longer, int(organizer.address or 0))
            await _tell(desk, messenger, f"menu:{organizer.id}", calls)


async def _tell(desk: Desk, messenger: Messenger, key: str, calls: Sequence[Call]) -> None:
    told = sha256(repr(calls).encode()).hexdigest()
    if desk.store.noted(key) != told:
        outcomes = [await messenger.reply(call, "0") for call in calls]
        if all(isinstance(outcome, Sent) for outcome in outcomes):
            desk.store.note(key, told)
