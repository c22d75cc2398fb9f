"""What a form of telling something is: a week, a period or a meeting's pack as text, page or sheet.

`bot.reports` and `bot.packs` are two open sets of them, one file a form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Format(Generic[Told]):
    """One form: `render(told, language)` makes the file, or its text, and computes nothing."""

    name: str
    mime: str
    suffix: str
    """With its dot."""
    render: Callable[[Told, str], bytes | str]

    def data(self, told: Told, language: str) -> bytes:
        """The file's bytes; text is UTF-8."""
        made = self.render(told, language)
        return made.encode() if isinstance(made, str) else made
