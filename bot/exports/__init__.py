"""What an organisation can take out of its records: one file a kind; this registry finds them.

Each says what its columns mean, in the file itself or in `docs/export.md`. None names a member
who has not agreed to be named, and none tells how right a named member was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from content.registry import modules
from records.branch import Branch
from scheduler.desk import Desk


class Nothing(Exception):
    """There is nothing to export yet; the message (an English msgid) says why."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked about, and when. `language` is that of the words, where there are any."""

    desk: Desk
    branches: tuple[Branch, ...]
    now: datetime
    language: str


@dataclass(frozen=True, slots=True)
class Export:
    """One kind of file. `make` gives its bytes piece by piece, and raises Nothing."""

    name: str
    suffix: str
    """With its dot."""
    what: str
    """One line for the command line and the chat: an English msgid."""
    make: Callable[[Asked], Iterable[bytes]]
    seen: str = ""
    """What of members is opened by it (`records.people.record`), for /whosaw; empty: nothing is."""
    host: bool = False
    """Rows about single members: for whoever runs the program, never sent by chat."""


@cache
def exports() -> Mapping[str, Export]:
    """Every kind by its name."""
    found: list[Export] = [module.EXPORT for module in modules(__name__)]
    return {export.name: export for export in found}


__all__ = ["Asked", "Export", "Nothing", "exports"]
