"""Reading single values of the configuration: a mistake is collected, a default goes on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a key, and what to write instead. Never holds a secret's value."""

    key: str
    what: str
    fix: str

    def __str__(self) -> str:
        return f"{self.key}: {self.what}. Fix: {self.fix}."


class Mistakes:
    """All mistakes found so far."""

    def __init__(self) -> None:
        self.found: list[Mistake] = []

    def add(self, key: str, what: str, fix: str) -> None:
        self.found.append(Mistake(key, what, fix))

    def raise_if_any(self, error: Callable[[tuple[Mistake, ...]], Exception]) -> None:
        if self.found:
            raise error(tuple(self.found))

    def text(self, key: str, value: object, *, default: str) -> str:
        """A text; `default` where it is not given or no text."""
        if value is None:
            return default
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.add(key, "is not a text", 'write it between quotes: "…"')
        return default

    def whole(self, key: str, value: object, *, low: int, high: int, default: int) -> int:
        """A whole number from `low` to `high`."""
        if value is None:
            return default
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.add(key, "is not such a number", f"write a whole number from {low} to {high}")
        return default


def clock_time(text: str) -> time | None:
    """`8:00`, `08:00`: a time of day, or None."""
    match = re.fullmatch(r"\s*(\d{1,2}):(\d{2})\s*", text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    return time(int(match[1]), int(match[2]))


def calendar_date(value: object) -> date | None:
    """A TOML date or `2026-12-24`, or None."""
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
