"""The dashboard's pages: one file each with a value `PAGE`, and its template beside it.

The registry feeds the menu, the addresses and the tests. A module whose name begins with `_` is
no page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from bot.words import Words
from content.registry import modules
from records.branch import Branch
from scheduler.desk import Desk


@dataclass(frozen=True, slots=True)
class Sight:
    """What a page is made from: the records as they are at one moment, and who reads them."""

    desk: Desk
    """On a connection that only reads, in a thread."""
    branch: Branch
    now: datetime
    words: Words
    asked: Mapping[str, str] = field(default_factory=dict)
    """What stands after the question mark."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the template is filled with. `opened` is told by `/whosaw` (an English msgid), where
    rows about single members are in it; one row a view."""

    values: Mapping[str, object]
    opened: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """Something to save."""

    name: str
    mime: str
    content: bytes
    opened: str = ""


class NoSuchFile(Exception):
    """There is none of that name, or none of it may be handed out now."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `read` runs beside the loop; `act` is a form on it, done on the loop at once."""

    name: str
    """In its address."""
    title: str
    """An English msgid, in a word or two: it stands in the menu."""
    read: Callable[[Sight], Shown]
    order: int
    act: Callable[[Desk, Branch, Mapping[str, str]], None] | None = None
    file: Callable[[Sight, str], File] | None = None
    """A file by its name, read beside the loop. Raises NoSuchFile."""


@cache
def pages() -> Mapping[str, Page]:
    """Every page by name, in the order of the menu; the first is where one comes in."""
    found: list[Page] = [module.PAGE for module in modules(__name__)]
    return {page.name: page for page in sorted(found, key=lambda one: (one.order, one.name))}
