"""What members are told unasked about meetings: a reminder, a change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.meeting.when import by_clock, packed
from bot.press import Command as Press
from bot.say import Button, Rows, esc
from bot.words import Words


def meeting_word(
    words: Words, what: str, of: str, zone: str, planned: str, at: str | None, abroad: bool
) -> tuple[str, Rows]:
    """A letter of `scheduler.meeting.word`. `planned` and `at` are ISO 8601, aware."""
    name, now_at = datetime.fromisoformat(planned), datetime.fromisoformat(at or planned)
    when = by_clock(zone, now_at, words)
    lines = [head(words, what, esc(of), when, by_clock(zone, name, words))]
    if abroad:
        lines.append(words.say("Hours are those of %(zone)s.", zone=zone))
    return "\n".join(lines), rows(words, packed(name), takes_place=at is not None)


def for_all(
    words: Words, what: str, of: str, zone: str, planned: str, at: str | None, **_: object
) -> str:
    """The same to the branch's group: no buttons, as each of them is about one person."""
    name, now_at = datetime.fromisoformat(planned), datetime.fromisoformat(at or planned)
    told = head(words, what, esc(of), by_clock(zone, now_at, words), by_clock(zone, name, words))
    more = words.say("Your calendar file: /meeting, in our private chat.")
    return f"{told}\n{more}"


def head(words: Words, what: str, branch: str, when: str, planned: str) -> str:
    """What it is about."""
    match what:
        case "moved":
            return words.say(
                "The meeting of %(branch)s has moved. It is on %(when)s (was planned for "
                "%(planned)s).",
                branch=branch, when=when, planned=planned,
            )  # fmt: skip
        case "cancelled":
            told = words.say("The meeting of %(branch)s on %(when)s does not take place.")
        case "added":
            told = words.say("A further meeting of %(branch)s: %(when)s.")
        case "restored":
            told = words.say("The meeting of %(branch)s takes place after all: %(when)s.")
        case _:
            told = words.say("The next meeting of %(branch)s: %(when)s.")
    return told % {"branch": branch, "when": when}


def rows(words: Words, name: str, *, takes_place: bool) -> Rows:
    """The calendar file, a word that one cannot come, and no more of these."""
    file = Button(words.say("For my calendar"), Press("meeting", ("ics", name)))
    cannot = Button(words.say("I can't come"), Press("meeting", ("cannot", name)))
    off = Button(words.say("No notices of meetings"), Press("settings", ("meetings", "off")))
    first: Sequence[Button] = (file, cannot) if takes_place else (file,)
    return (tuple(first), (off,))
