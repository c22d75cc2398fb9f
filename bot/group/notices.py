"""What organizers are told unasked about their branch's group."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from bot.group.linking import reason
from bot.say import Rows
from bot.words import Words
from records.group import Silent

Shown = tuple[str, Rows]


def _silent(why: Silent, words: Words) -> Shown:
    return reason(why, words), ()


def _admin(words: Words) -> Shown:
    return words.say(
        "In your branch's group I was made an administrator. That is not needed. What is said "
        "there and not to me is dropped unread; better take the right away."
    ), ()


GROUP: Mapping[str, Callable[..., Shown]] = {
    "group-admin": _admin,
    **{f"group-{why.value}": partial(_silent, why) for why in Silent if why},
}
