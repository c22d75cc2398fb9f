"""What Telegram shows of the bot besides its messages: the menus of commands and what the bot says
of itself, per language and kind of chat.

Told at start and looked at every minute, and only where something has changed since it was told
last: who becomes an organizer has their commands in the menu without anybody's doing, and who
is none any more has them no longer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from hashlib import sha256

from bot.commands import Who, commands
from bot.joining import neutral
from bot.telegram.calls import Call, about_calls, command_calls, forget_menu_calls
from bot.telegram.messenger import Messenger
from bot.words import languages, words
from records.model import Member, MemberId, Role
from records.rights import administered, administers, organized
from scheduler.corrected import HEARING
from scheduler.desk import Desk
from scheduler.ports import Sent

Menu = Mapping[str, Sequence[tuple[str, str]]]


class Menus:
    """The menus as they were shown, and whose are longer than everybody's."""

    def __init__(self, desk: Desk, messenger: Messenger) -> None:
        self._desk = desk
        self._messenger = messenger
        self._longer: set[MemberId] = set()
        self._made: dict[tuple[Who, ...], Menu] = {}
        self._told: dict[str, str] = {}
        """Digests by key, as in the notes: so that a look without news asks for little."""

    async def show(self) -> None:
        """Everybody's menu in private chats, `/link` for who administers a group, the longer
        menu in the chat of each who is in charge of something."""
        desk = self._desk
        everybody = self._menu((Who.ANYBODY, Who.MEMBER))
        await self._tell("menu", [
            *about_calls(about(desk)),
            *command_calls(everybody, {"type": "all_private_chats"}),
            *command_calls(in_groups(desk), {"type": "all_chat_administrators"}),
        ])  # fmt: skip
        now = {one.id: one for one in in_charge(desk)}
        for one in now.values():
            longer = self._menu(tuple(rights(desk, one)))
            scope = {"type": "chat", "chat_id": int(one.address or 0)}
            await self._tell(f"menu:{one.id}", command_calls(longer, scope))
            await asyncio.sleep(0)
        for gone in self._longer - set(now):
            await self._shorten(gone, everybody)
        self._longer = set(now)

    def _menu(self, who: tuple[Who, ...]) -> Menu:
        if who not in self._made:
            self._made[who] = menu(self._desk, who)
        return self._made[who]

    async def _shorten(self, member: MemberId, everybody: Menu) -> None:
        """Somebody is in charge of nothing any more."""
        found = self._desk.store.member(member)
        if found is not None and found.address is not None:
            scope = {"type": "chat", "chat_id": int(found.address)}
            await self._tell(f"menu:{member}", forget_menu_calls(everybody, scope))

    async def _tell(self, key: str, calls: Sequence[Call]) -> None:
        told, store = sha256(repr(calls).encode()).hexdigest(), self._desk.store
        if self._told.get(key) == told:
            return
        if store.noted(key) != told:
            outcomes = [await self._messenger.reply(call, "0") for call in calls]
            if not all(isinstance(outcome, Sent) for outcome in outcomes):
                return
            store.note(key, told)
        self._told[key] = told


def spoken(desk: Desk) -> Sequence[str]:
    """Languages that something is said in: English is everybody else's."""
    return list(dict.fromkeys(["en", *(one for one in desk.languages if one in languages())]))


def menu(desk: Desk, who: Sequence[Who]) -> Menu:
    """Names and lines, by language, of the listed commands these people may use."""
    return {
        language: [
            (command.name, words(language).say(command.what))
            for command in commands().values()
            if command.listed and command.who in who and command.there(desk)
        ]
        for language in spoken(desk)
    }


def in_groups(desk: Desk) -> Menu:
    """What is said in a group itself, for its administrators; members need nothing there."""
    link = commands()["link"]
    return {one: [(link.name, words(one).say(link.what))] for one in spoken(desk)}


def about(desk: Desk) -> Mapping[str, tuple[str, str]]:
    """What stands in the empty chat and on the profile, by language: what any stranger reads,
    without the organisation's name."""
    return {
        one: (neutral(words(one)), words(one).say("Something short to learn, at your hour."))
        for one in spoken(desk)
    }


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
