"""Linking a group to a branch: by /link in the group, or by a button in private."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.press import Command as Press
from bot.refused import refused
from bot.request import Request
from bot.say import Act, Button, Rows, Say, Tell, esc
from bot.words import Words
from records.branch import Branch
from records.group import Group, Silent
from scheduler.group.crowd import farewell


def by_button(request: Request, chat: str) -> Sequence[Act]:
    """From a private chat: only who added the bot can, and only until it is linked."""
    group, branch = request.desk.store.group(chat), request.leads
    if group is None or branch is None:
        return [Say(how(request.words))]
    if group.branch == branch.key:
        return [Say(*shown(request))]
    if group.branch is not None or group.by != request.person.address:
        return [Say(how(request.words))]
    return link(request, group)


def in_group(request: Request, chat: str, thread: int | None) -> Sequence[Act]:
    """In the group: whoever writes it there is in it."""
    branch = request.leads
    group = request.desk.store.group(chat) or Group(chat, request.now)
    if branch is None or group.branch not in (None, branch.key):
        refused(request, "a group", group.branch)
        return [Say(request.words.say("This group is another branch's. Nothing was changed."))]
    return link(request, replace(group, thread=thread))


def link(request: Request, group: Group) -> Sequence[Act]:
    """The group is the branch's from now on; an earlier one is left."""
    member, branch, store = request.member, request.leads, request.desk.store
    if member is None or branch is None:
        return []
    linked = Group(group.chat, request.now, branch.key, member.language, group.thread)
    with store.together():
        former = store.group_of(branch.key)
        store.keep_group(linked)
        if former is not None and former.chat != group.chat:
            gone = Group(former.chat, request.now)
            store.keep_group(gone)
            store.put_up(farewell(gone, request.now))
    hello = Tell(group.chat, welcome(request.words, branch), group.thread)
    return [hello, Say(*shown(request))]


def welcome(words: Words, branch: Branch) -> str:
    """To all in the group, once it is linked."""
    return words.say(
        "From now on I post the question of the day of %(branch)s here, at %(hour)s on study "
        "days. Whoever taps a letter is answered in private; nobody here sees who tapped, or what. "
        "When it is over I post totals, if five or more have answered, and changes of a meeting "
        "too. To join, ask an organizer for the link.",
        branch=esc(branch.name), hour=f"{branch.push:%H:%M}",
    )  # fmt: skip


def how(words: Words) -> str:
    """What to do to have a group linked."""
    return words.say(
        "Add me to the branch's group, then write /link there; in a group with topics, in the "
        "topic where the question is to stand."
    )


def shown(request: Request) -> tuple[str, Rows]:
    """How things stand with the branch's group, and the button that changes it."""
    words, branch = request.words, request.leads
    group = request.desk.store.group_of(branch.key) if branch else None
    if group is None:
        return how(words), ()
    on = group.daily and not group.silent
    if group.silent:
        text = reason(group.silent, words)
    elif on:
        text = words.say("The question of the day stands in your branch's group.")
    else:
        text = words.say("Nothing is posted in your branch's group.")
    if group.silent is Silent.REMOVED:
        return text, ()
    label = words.say("Switch it off") if on else words.say("Switch it on")
    return text, ((Button(label, Press("group", ("off" if on else "on",))),),)


def switched(request: Request, on: bool) -> Sequence[Act]:
    """On or off. On also tries again where something was in the way."""
    branch, store = request.leads, request.desk.store
    group = store.group_of(branch.key) if branch else None
    if group is not None:
        silent = Silent.NO if on and group.silent is not Silent.REMOVED else group.silent
        store.keep_group(replace(group, daily=on, silent=silent, next_at=None))
    return [Say(*shown(request))]


def reason(silent: Silent, words: Words) -> str:
    """Why nothing is posted in the group, and what helps."""
    match silent:
        case Silent.MUTED:
            return words.say(
                "In your branch's group I may not write any more. Nothing is posted there until "
                "I may again.")  # fmt: skip
        case Silent.TOPIC:
            return words.say(
                "The topic of your branch's group in which the question stood is closed or gone. "
                "Nothing is posted until somebody opens it and sends /group on, or writes /link "
                "in another topic.")  # fmt: skip
        case Silent.PUBLIC:
            return words.say(
                "Your branch's group is public: anybody can read along. Nothing is posted there "
                "any more. Make it private, then send /group on.")  # fmt: skip
        case _:
            return words.say(
                "I am not in your branch's group any more. Nothing is posted there. To have me "
                "back, add me and write /link.")  # fmt: skip
