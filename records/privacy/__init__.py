"""What is kept about people: every column of every table declared, in one file a theme.

Export (`/mydata`), erasure (`/forget`), retention and `docs/privacy.md` are driven by it, and a
test holds it against the database: a column that is not declared fails the build. A new table
is declared in a new file here, or in the one of its theme; no other file is touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from records.privacy.declared import Column, Erased, Holds, Limit, Table

FORMER = 30
"""Days after which somebody who left is erased as if they had asked for it."""


@cache
def tables() -> Mapping[str, Table]:
    """Every table by name, in the order in which their rows are erased."""
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    found = [table for module in modules for table in getattr(module, "TABLES", ())]
    return {one.name: one for one in sorted(found, key=lambda one: (one.before, one.name))}


def limits() -> Iterator[Limit]:
    """Every limit in time, in the order of the tables."""
    for table in tables().values():
        yield from table.limits


__all__ = ["FORMER", "Column", "Erased", "Holds", "Limit", "Table", "limits", "tables"]
