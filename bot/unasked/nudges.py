"""What `scheduler.unasked.nudges` has members told besides their items, as text and buttons."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from babel.dates import format_skeleton

from bot.joining.consent import Terms, consent_rows, consent_text
from bot.meeting.notices import meeting_word
from bot.press import Command as Press
from bot.say import Button, esc
from bot.unasked.shown import Sayings, Shown, shown
from bot.words import Words
from content.importers import first_words


def nudge_text(body: str, words: Words) -> Shown:
    """A nudge in the reader's language; any other body as it is."""
    return shown(body, _SAY, words)


def _back(words: Words) -> Shown:
    text = words.say("Welcome back! Your pause is over; the next item comes at your hour.")
    rows = (
        (Button(words.say("Today's item, now"), Press("today")),),
        (Button(words.say("Pause for longer"), Press("pause")),),
    )
    return text, rows


def _reminder(words: Words, delivery: int) -> Shown:
    text = words.say("Today's item is still open, if you like. It takes about two minutes.")
    rows = (
        (Button(words.say("Show it"), Press("missed", (str(delivery),))),),
        (Button(words.say("No reminder"), Press("settings", ("reminder", "off"))),),
    )
    return text, rows


def _absent(words: Words) -> Shown:
    text = words.say("How would it suit you better? I ask this once; everything can stay as it is.")
    rows = (
        (Button(words.say("Slower: two days a week"), Press("slower")),),
        (Button(words.say("Other topics"), Press("topics")),),
        (Button(words.say("A pause"), Press("pause")),),
        (Button(words.say("As it is"), Press("slower", ("no",))),),
    )
    return text, rows


def _missed(words: Words, items: list[tuple[int, str, str]]) -> Shown:
    text = words.say("From this week, if you like. What you leave does not pile up.")
    rows = tuple(
        (Button(_on(words, day, title), Press("missed", (str(delivery),))),)
        for delivery, day, title in items
    )
    return text, rows


def _on(words: Words, day: str, title: str) -> str:
    return words.say("%(day)s: %(title)s", day=day_name(day, words), title=title)[:60]


def day_name(day: str, words: Words) -> str:
    """`Tue` of an ISO date."""
    noon = datetime.combine(date.fromisoformat(day), time(12))
    return format_skeleton("EEE", noon, tzinfo=None, locale=words.language)


def _tried(words: Words, delivery: int, text: str) -> Shown:
    asked = words.say("You wanted to try this: %(what)s", what=f"<i>{esc(first_words(text))}</i>")
    number = str(delivery)
    rows = (
        (
            Button(words.say("Yes"), Press("tried", (number, "yes"))),
            Button(words.say("Not yet"), Press("tried", (number, "not yet"))),
        ),
        (Button(words.say("Not possible here"), Press("tried", (number, "not possible"))),),
    )
    return f"{asked}\n\n{words.say('Did it happen?')}", rows


def _consent(words: Words, **named: Any) -> Shown:
    return consent_text(words, Terms(**named)), consent_rows(words)


_SAY: Sayings = {
    "back": _back,
    "reminder": _reminder,
    "absent": _absent,
    "missed": _missed,
    "tried": _tried,
    "consent": _consent,
    "meeting": meeting_word,
}
