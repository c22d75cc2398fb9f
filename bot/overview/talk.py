"""Up to three people to talk to, under a week's summary: named with consent, a text for each."""

from __future__ import annotations

from collections.abc import Sequence

from bot.press import Command
from bot.say import Button, Rows, esc
from bot.words import Words
from records.model import Member
from records.participation.talk import Silence

LONGEST = 32
"""Characters of a name on a button."""


def line(people: Sequence[Silence], words: Words) -> str:
    """Who they are and why, as HTML; empty where there is nobody."""
    if not people:
        return ""
    return words.say(
        "To talk to: %(names)s – no answer for two weeks or more. They agreed to be named; that "
        "you were told stands in their /whosaw.",
        names=", ".join(f"<b>{esc(one.member.name)}</b>" for one in people),
    )


def rows(people: Sequence[Silence], words: Words) -> Rows:
    """For each of them a button that brings a text to forward."""
    return tuple((_button(one.member, words),) for one in people)


def _button(member: Member, words: Words) -> Button:
    label = words.say("A text for %(name)s", name=_short(member.name))
    return Button(label, Command("talk", (str(member.id),)))


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"
