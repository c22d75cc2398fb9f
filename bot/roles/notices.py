"""What people are told unasked about roles."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.press import Command as Press
from bot.say import Button, Rows, esc
from bot.words import Words
from records.model import Role

Shown = tuple[str, Rows]


def _given(words: Words, role: str, of: str) -> Shown:
    what = _what(words, role, of)
    head = words.say("You are %(what)s now.", what=what)
    if role == Role.ADMINISTRATOR:
        text = words.say("/roles gives and takes back roles, /roster keeps the list of members.")
    else:
        text = words.say("The week in numbers comes on Mondays. /help says what you can do now.")
    return f"{head} {text}", ()


def _taken(words: Words, role: str, of: str) -> Shown:
    text = words.say("You are no longer %(what)s. What you study goes on as it was.",
                     what=_what(words, role, of))  # fmt: skip
    return text, ()


def _what(words: Words, role: str, of: str) -> str:
    of = of or words.say("the whole organisation")
    if role == Role.ADMINISTRATOR:
        return words.say("administrator of %(of)s", of=of)
    return words.say("organizer of %(of)s", of=of)


def _orphaned(words: Words, name: str) -> Shown:
    text = words.say(
        "%(branch)s has no organizer any more who can be reached. Its weeks are counted and kept, "
        "and told to nobody until it has one. /roles names one.",
        branch=f"<b>{esc(name)}</b>",
    )  # fmt: skip
    return text, ((Button(words.say("Name an organizer"), Press("roles")),),)


ROLES: Mapping[str, Callable[..., Shown]] = {
    "role-given": _given, "role-taken": _taken, "orphaned": _orphaned,
}  # fmt: skip
