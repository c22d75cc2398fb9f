"""A summary as text, picture, sheet or data: one file a format; this registry finds them.

Every format prints the values of one `Summary`, and computes none of its own. A module whose
name begins with `_` is no format.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from bot.formats import Format
from bot.reports._fonts import cjk_font
from content import registry
from records.participation import Summary


class Report(Format[Summary]):
    """A form of telling a week or a period."""


def names() -> tuple[str, ...]:
    """The names of all formats, without loading any."""
    return registry.names(__name__)


@cache
def report(name: str) -> Report:
    """One format by its name, loaded at first use. Raises KeyError for an unknown one."""
    if name not in names():
        raise KeyError(name)
    found: Report = import_module(f"{__name__}.{name}").REPORT
    return found


def reports() -> Mapping[str, Report]:
    """Every format by its name."""
    return {name: report(name) for name in names()}


__all__ = ["Report", "cjk_font", "names", "report", "reports"]
