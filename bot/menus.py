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
from records.model import Member, Role
from records.rights import administered, administers, organized
from scheduler.corrected import HEARING
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
    for one in in_charge(desk):
        calls = command_calls(menu(desk, rights(desk, one)), int(one.address or 0))
        await _tell(desk, messenger, f"menu:{one.id}", calls)


def in_charge(desk: Desk) -> Sequence[Member]:
    """Everybody who holds an office and can be written to, by id."""
    held = [(role, branch) for role in (Role.ORGANIZER, Role.ADMINISTRATOR)
            for branch in desk.branches]  # fmt: skip
    found = [*desk.store.holders(Role.ADMINISTRATOR, None)]
    for role, branch in held:
        found += desk.store.holders(role, branch)
    by_id = {one.id: one for one in found if one.address and one.state in HEARING}
    return [by_id[id] for id in sorted(by_id)]


def rights(desk: Desk, member: Member) -> Sequence[Who]:
    """Whose commands this member may use now."""
    organizes = bool(organized(desk.store, member))
    rules = administers(desk.store, member, None) or bool(
        administered(desk.store, member, desk.branches)
    )
    who = [Who.ANYBODY, Who.MEMBER]
    who += [Who.ORGANIZER] * organizes + [Who.ADMINISTRATOR] * rules
    return [*who, Who.KEEPER] if organizes or rules else who


async def _tell(desk: Desk, messenger: Messenger, key: str, calls: Sequence[Call]) -> None:
    told = sha256(repr(calls).encode()).hexdigest()
    if desk.store.noted(key) != told:
        outcomes = [await messenger.reply(call, "0") for call in calls]
        if all(isinstance(outcome, Sent) for outcome in outcomes):
            desk.store.note(key, told)
