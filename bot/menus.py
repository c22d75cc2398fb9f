"""What Telegram shows of the bot besides its messages: the menus of commands and what the bot says
of itself, per language and kind of chat.

Told at start and looked at every minute, and only where something has changed since it was told
last: who becomes an organizer has their commands in the menu without anybody's doing, and who
is none any more has them no longer. By itself an app shows the menu in the language it is set to;
who chose another one in `/settings` has a menu in that, of their chat alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

from bot.commands import Who, commands
from bot.joining.steps import neutral
from bot.request import SHOWN, SPEAKS
from bot.telegram.calls import (
    Call,
    about_calls,
    chat_scope,
    chosen_menu_calls,
    command_calls,
    forget_menu_calls,
)
from bot.telegram.messenger import Messenger
from bot.words import languages, words
from records.model import Member, MemberId, Role
from records.people.rights import administered, administers, organized
from scheduler.amends.corrected import HEARING
from scheduler.desk import Desk
from scheduler.ports import Sent

OWN = (Who.ANYBODY, Who.MEMBER)
"""Whose commands everybody's menu has."""

AT_ONCE = 100
"""Chats whose menu is told in one look; the rest wait for the next, and nobody's reply for them."""

Menu = Mapping[str, Sequence[tuple[str, str]]]


class Menus:
    """The menus as they were shown."""

    def __init__(self, desk: Desk, messenger: Messenger) -> None:
        self._desk = desk
        self._messenger = messenger
        self._made: dict[tuple[Who, ...], Menu] = {}
        self._told: dict[str, str] = {}
        """Digests by key, as in the notes: so that a look without news asks for little."""

    async def show(self) -> None:
        """Everybody's menu in private chats, `/link` for who administers a group, and their own
        in the chat of each who is in charge of something or chose a language."""
        desk = self._desk
        everybody = self._menu(OWN)
        await self._tell("menu", [
            *about_calls(about(desk)),
            *command_calls(everybody, {"type": "all_private_chats"}),
            *command_calls(in_groups(desk), {"type": "all_chat_administrators"}),
        ])  # fmt: skip
        told = 0
        for key, calls in self._chats(everybody):
            told += await self._tell(key, calls)
            await asyncio.sleep(0)
            if told >= AT_ONCE:
                return

    def _chats(self, everybody: Menu) -> Iterator[tuple[str, Sequence[Call]]]:
        """What each chat is to show that has a menu of its own, or had one."""
        store, now = self._desk.store, own(self._desk)
        for gone in sorted(store.notes(SHOWN).keys() - {str(id) for id in now}):
            found = store.member(MemberId(int(gone)))
            if found is not None and found.address is not None:
                yield SHOWN + gone, forget_menu_calls(everybody, chat_scope(found.address))
        for member, (address, who, language) in now.items():
            yield f"{SHOWN}{member}", self._calls(address, who, language)

    def _calls(self, address: str, who: tuple[Who, ...], language: str) -> Sequence[Call]:
        """What shows a member their menu; without a language, each app in its own."""
        menu, scope = self._menu(who), chat_scope(address)
        if language not in menu:
            return command_calls(menu, scope)
        return chosen_menu_calls(menu[language], menu, scope)

    def _menu(self, who: tuple[Who, ...]) -> Menu:
        if who not in self._made:
            self._made[who] = menu(self._desk, who)
        return self._made[who]

    async def _tell(self, key: str, calls: Sequence[Call]) -> bool:
        """Whether anything was to be told, and was."""
        told, store = sha256(repr(calls).encode()).hexdigest(), self._desk.store
        if self._told.get(key) == told:
            return False
        new = store.noted(key) != told
        if new:
            outcomes = [await self._messenger.reply(call, "0") for call in calls]
            if not all(isinstance(outcome, Sent) for outcome in outcomes):
                return False
            store.note(key, told)
        self._told[key] = told
        return new


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


def own(desk: Desk) -> Mapping[MemberId, tuple[str, tuple[Who, ...], str]]:
    """Everybody whose chat has a menu of its own: where it is, whose commands it has, and their
    language where their app shows another; else empty."""
    chosen = desk.store.notes(SPEAKS)
    found = {
        one.id: (one.address or "0", tuple(rights(desk, one)), chosen.get(str(one.id), ""))
        for one in in_charge(desk)
    }
    for id, language in chosen.items():
        member = desk.store.member(MemberId(int(id))) if language else None
        if member is not None and member.address and member.state in HEARING:
            found.setdefault(member.id, (member.address, OWN, language))
    return found


def rights(desk: Desk, member: Member) -> Sequence[Who]:
    """Whose commands this member may use now."""
    organizes = bool(organized(desk.store, member))
    rules = administers(desk.store, member, None) or bool(
        administered(desk.store, member, desk.branches)
    )
    who = list(OWN)
    who += [Who.ORGANIZER] * organizes + [Who.ADMINISTRATOR] * rules
    return [*who, Who.KEEPER] if organizes or rules else who
