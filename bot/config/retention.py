"""Reading the `[retention]` table: days after which something goes, fewer than declared."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from bot.config.values import Mistakes
from records.privacy import SHORTEST, longest


def read_retention(table: object, mistakes: Mistakes) -> Mapping[str, int]:
    """Days by limit, as written; every mistake is added and its limit left as declared."""
    if not isinstance(table, dict):
        mistakes.add("retention", "is not a table", "write [retention] on a line of its own")
        return {}
    return {key: days for key, value in table.items() if (days := _days(key, value, mistakes))}


def _days(key: str, value: object, mistakes: Mistakes) -> int | None:
    at = f"retention.{key}"
    if key not in SHORTEST:
        near = get_close_matches(key, SHORTEST, 1)
        known = f"one of {', '.join(SHORTEST)}"
        mistakes.add(at, "is no key I know", f"did you mean {near[0]}?" if near else known)
        return None
    most = longest(key)
    return mistakes.whole(at, value, low=SHORTEST[key], high=most, default=most)
