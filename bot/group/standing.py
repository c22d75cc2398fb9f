"""Where the bot stands in groups: it came, was made admin, was sent away, the group moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.press import Command as Press
from bot.request import Request, spoken
from bot.say import Act, Button, Say, esc
from bot.telegram import events
from records.group import Group, Silent
from scheduler.desk import Desk
from scheduler.group.board import silence
from scheduler.group.crowd import farewell, word

AGAIN = (Silent.REMOVED, Silent.MUTED)
"""Reasons that are over when the bot may post again."""


def added(request: Request, event: events.Added) -> Sequence[Act]:
    """Somebody added the bot, or changed what it may do."""
    desk, group = request.desk, request.desk.store.group(str(event.chat))
    linked = group is not None and group.branch is not None
    member, branch = request.member, request.leads
    if linked and group is not None:
        mine = group.branch in request.organized
        return back(desk, group, event, request.now, stays=mine or not event.fresh)
    if member is None or branch is None:
        here = group or Group(str(event.chat), request.now, language=request.words.language)
        return leave(desk, here, request.now)
    since = group.since if group else request.now
    waiting = Group(str(event.chat), since, language=member.language, by=request.person.address)
    desk.store.keep_group(waiting)
    button = Button(
        request.words.say("Link it to %(branch)s", branch=branch.name),
        Press("link", (waiting.chat,)),
    )
    text = request.words.say(
        "I am in the group “%(title)s” now. Shall the question of the day of %(branch)s stand "
        "there? In a group with topics write /link in the topic. If nobody does by tomorrow, "
        "I leave.",
        title=esc(event.title), branch=esc(branch.name),
    )  # fmt: skip
    return [Say(text, ((button,),))]


def added_by_nobody(desk: Desk, event: events.Added, now: datetime) -> Sequence[Act]:
    """By a bot, or by an admin who hides: nobody to ask."""
    chat = str(event.chat)
    group = desk.store.group(chat)
    if group is not None and group.branch is not None:
        return back(desk, group, event, now, stays=not event.fresh)
    return leave(desk, group or Group(chat, now, language=spoken("", desk)), now)


def back(
    desk: Desk, group: Group, event: events.Added, now: datetime, *, stays: bool
) -> Sequence[Act]:
    """In a linked group again, or with other rights there."""
    store, branch = desk.store, desk.branches.get(group.branch) if group.branch else None
    if not stays or branch is None:
        return leave(desk, replace(group, branch=None, since=now), now)
    if group.silent in AGAIN:
        store.keep_group(replace(group, silent=Silent.NO))
    if event.admin:
        store.post(word(branch, store.organizers(branch.key), "admin", group.chat, now))
    return []


def leave(desk: Desk, group: Group, now: datetime) -> Sequence[Act]:
    """A neutral line, and away: both through the outbox, so that a crash loses neither."""
    with desk.store.together():
        desk.store.keep_group(replace(group, by=""))
        desk.store.put_up(farewell(group, now))
    return []


def removed(desk: Desk, event: events.Removed, now: datetime) -> Sequence[Act]:
    """Nothing can be posted there any more: stop, and tell the organizers once."""
    chat = str(event.chat)
    group = desk.store.group(chat)
    if group is not None and group.branch is None:
        desk.store.drop_group(chat)
    elif group is not None:
        why = Silent.MUTED if event.muted else Silent.REMOVED
        silence(desk.store, desk.branches, chat, why, now)
    return []


def moved(desk: Desk, event: events.Moved) -> Sequence[Act]:
    """A group became a supergroup. Told twice, in each, and by the refusal of a posting."""
    desk.store.move_group(str(event.chat), str(event.to))
    return []
