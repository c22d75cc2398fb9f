"""When a question fits a native poll of Telegram, and how it is put into one.

Votes wait a day for the bot, presses of buttons two and a half minutes; so what fits, goes as
a poll. Limits: Bot API 10.0, sendPoll; counted here in UTF-16 units, which is never too few.
"""

from __future__ import annotations

from bot.telegram.markup import plain, rich, units
from content.item import Ask, Choose, Item

QUESTION, OPTION, OPTIONS = 300, 100, 12
EXPLANATION, LINES = 200, 3
"""Two line feeds make three lines."""


def poll(item: Item, ask: Ask, note: str = "") -> dict[str, object] | None:
    """Parameters of sendPoll, or None where this is no poll or does not fit one.

    An anonymous survey is none: in a private chat a poll that is not anonymous would show who
    chose what, and an anonymous one would tell us nothing.
    """
    if not isinstance(ask, Choose) or item.anonymous or item.pictures:
        return None
    if len(set(ask.right)) > 1 and not ask.several:  # one of several right ones: no quiz has that
        return None
    question = "\n\n".join(filter(None, (note, plain(item.text))))
    options = [_line(option) for option in ask.options]
    texts = (item.text, *ask.options)
    if any(map(rich, texts)) or not _fits(question, options):
        return None
    return {
        "question": question,
        "options": [{"text": option} for option in options],
        "is_anonymous": False,
        "allows_revoting": False,
        "protect_content": True,
        **({"allows_multiple_answers": True} if ask.several else {}),
        **(_quiz(item, ask) if ask.right else {"type": "regular"}),
    }


def poll_explanation(item: Item) -> str:
    """The explanation as a poll can hold it; empty where it is left to the reply."""
    words = plain(item.explanation)
    fits = units(words) <= EXPLANATION and words.count("\n") < LINES
    return words if fits and not rich(item.explanation) else ""


def _quiz(item: Item, ask: Choose) -> dict[str, object]:
    why = poll_explanation(item)
    explanation: dict[str, object] = {"explanation": why} if why else {}
    return {"type": "quiz", "correct_option_ids": sorted(set(ask.right)), **explanation}


def _line(option: str) -> str:
    return " ".join(plain(option).split())


def _fits(question: str, options: list[str]) -> bool:
    return (
        0 < units(question) <= QUESTION
        and 2 <= len(options) <= OPTIONS
        and len(set(options)) == len(options)
        and all(0 < units(option) <= OPTION for option in options)
    )
