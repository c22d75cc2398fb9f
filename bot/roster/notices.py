"""What members are told when a list takes them off or moves them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.press import Command as Press
from bot.say import Button, Rows, esc
from bot.words import Words
from records.privacy import FORMER

Shown = tuple[str, Rows]


def _unlisted(words: Words, of: str) -> Shown:
    text = words.say(
        "The list of members of %(of)s does not name you any more, so nothing more comes. What is "
        "kept about you is erased in at most %(days)s days. If this is a slip, please tell your "
        "organizers.",
        of=f"<b>{esc(of)}</b>", days=FORMER,
    )  # fmt: skip
    rows = (
        (Button(words.say("All that is kept about me"), Press("mydata")),),
        (Button(words.say("Erase everything about me"), Press("forget")),),
    )
    return text, rows


def _moved(words: Words, of: str) -> Shown:
    text = words.say(
        "By the list of members you belong to %(of)s now. Your items go on; /settings shows your "
        "hour.",
        of=f"<b>{esc(of)}</b>",
    )  # fmt: skip
    return text, ()


LISTED: Mapping[str, Callable[..., Shown]] = {"unlisted": _unlisted, "moved": _moved}
