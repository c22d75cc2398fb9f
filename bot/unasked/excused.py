"""What a member is told when an organizer has excused them from studying."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from bot.press import Command as Press
from bot.say import Button, Rows, esc
from bot.words import Words


def excused(words: Words, until: str, reason: str) -> tuple[str, Rows]:
    """Until when, why, and a way back."""
    day = format_date(date.fromisoformat(until), "full", locale=words.language)
    lines = [words.say(
        "Your organizer has excused you: nothing comes until %(day)s. Then it goes on by itself.",
        day=day,
    )]  # fmt: skip
    if reason:
        lines.append(words.say("What they noted: %(reason)s", reason=esc(reason)))
    return "\n".join(lines), ((Button(words.say("I am back"), Press("pause", ("off",))),),)
