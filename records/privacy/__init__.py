"""What is kept about people: every column of every table declared, in one file a theme.

Export (`/mydata`), erasure (`/forget`), retention and `docs/privacy.md` are driven by it, and a
test holds it against the database: a column that is not declared fails the build. A new table
is declared in a new file here, or in the one of its theme; no other file is touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from content.registry import modules
from records.privacy.declared import Column, Erased, Holds, Limit, Table

FORMER = 30
"""Days after which somebody who left is erased as if they had asked for it."""

SHORTEST: Mapping[str, int] = {
    "study": 1, "words": 1, "box": 1, "former": 1, "seen": 30, "letters": 30, "days": 63,
    "spells": 120, "presence": 7,
}  # fmt: skip
"""Limits that an organisation may set lower (`[retention]`), and the fewest days of each: a rhythm
shows eight weeks, a branch's numbers look back over the months before. None may be set higher."""


def keep(chosen: Mapping[str, int], name: str) -> int:
    """For how many days a limit lets rows stay, with what the organisation chose."""
    return min(chosen.get(name, longest(name)), longest(name))


def longest(name: str) -> int:
    """The days of a limit as declared: an organisation may choose fewer."""
    return FORMER if name == "former" else next(one.days for one in limits() if one.name == name)


@cache
def tables() -> Mapping[str, Table]:
    """Every table by name, in the order in which their rows are erased."""
    found = [table for module in modules(__name__) for table in getattr(module, "TABLES", ())]
    return {one.name: one for one in sorted(found, key=lambda one: (one.before, one.name))}


def limits() -> Iterator[Limit]:
    """Every limit in time, in the order of the tables."""
    for table in tables().values():
        yield from table.limits


__all__ = [
    "FORMER",
    "SHORTEST",
    "Column",
    "Erased",
    "Holds",
    "Limit",
    "Table",
    "keep",
    "limits",
    "longest",
    "tables",
]
