"""From what is kept of a word unasked, `{"say": name, …}`, to what somebody reads and can tap."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from bot.say import Rows
from bot.words import Words

Shown = tuple[str, Rows]
Sayings = Mapping[str, Callable[..., Shown]]


def shown(body: str, say: Sayings, words: Words) -> Shown:
    """The one of `say` that the body names, given the rest of it; any other body as it is."""
    try:
        said = json.loads(body)
        show = say[said.pop("say")]
    except (ValueError, KeyError, TypeError, AttributeError):
        return body, ()
    return show(words, **said)
