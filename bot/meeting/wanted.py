"""Whether a member wants word of meetings: one line, one button and one step of /settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.press import Command as Press
from bot.request import Request
from bot.say import Act, Button, Rekey, Say
from bot.words import Words
from records.people.own import Choices
from scheduler.meeting.word import called_off


def wanted_line(words: Words, mine: Choices) -> str:
    """How it is set."""
    return (
        words.say("Notices of meetings: on")
        if mine.meetings
        else words.say("Notices of meetings: off")
    )


def wanted_button(words: Words, mine: Choices) -> Button:
    """The other way."""
    if mine.meetings:
        return Button(words.say("No notices of meetings"), Press("settings", ("meetings", "off")))
    return Button(words.say("Tell me about meetings"), Press("settings", ("meetings", "on")))


def wanted(request: Request, on: bool) -> Sequence[Act]:
    """Word of meetings the day before and when one is changed, or none."""
    member, branch, words = request.member, request.branch, request.words
    if member is None or branch is None:
        return []
    store = request.desk.store
    with store.together():
        store.choose(member.id, replace(store.choices(member.id), meetings=on))
        if not on:
            called_off(store, member, branch, None, request.now)
    text = (
        words.say("I tell you of a meeting the day before, and when one is changed.")
        if on
        else words.say("No more notices of meetings. /meeting shows them at any time.")
    )
    return [Rekey(), Say(text)]
