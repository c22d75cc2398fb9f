"""An item as the messages in which it would be sent: for the terminal and for a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.telegram.calls import Call, item_calls
from bot.telegram.markup import show
from bot.telegram.pieces import pieces
from bot.telegram.poll import poll
from bot.words import Words
from content.forms import FORMS
from content.item import Item, Lesson, Written


@dataclass(frozen=True, slots=True)
class Sheet:
    """One item: its messages as Telegram would be asked to send them, and what comes after."""

    item: Item
    calls: tuple[Call, ...]
    answer: str
    """The right answer and the explanation, as Telegram HTML; empty where there are none."""


def sheets(lessons: Iterable[Lesson], words: Words) -> list[Sheet]:
    """Every item of these lessons, in order."""
    return [_sheet(item, words) for lesson in lessons for item in lesson.items]


def _sheet(item: Item, words: Words) -> Sheet:
    ask = FORMS[item.form].ask(item)
    parts = 1 if poll(item, ask) is not None else len(pieces(item, ask, words))
    calls = tuple(item_calls(item, ask, 0, words, part=part) for part in range(parts))
    return Sheet(item, calls, _answer(item, words))


def _answer(item: Item, words: Words) -> str:
    """What every answer is followed by, whichever it is."""
    right = FORMS[item.form].grade(item, Written("")).answer
    told = words.say("The right answer: %(answer)s", answer=show(right).text) if right else ""
    return "\n\n".join(filter(None, (told, show(item.explanation).text)))
