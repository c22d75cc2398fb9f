"""A summary as text, picture, sheet or data: one file a format; this registry finds them.

Every format prints the values of one `Summary`, and computes none of its own. A module whose
name begins with `_` is no format.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from bot.reports._fonts import cjk_font
from records.participation import Summary


@dataclass(frozen=True, slots=True)
class Report:
    """A format: `render(summary, language)` makes the file, or its text."""

    name: str
    mime: str
    suffix: str
    """With its dot."""
    render: Callable[[Summary, str], bytes | str]

    def data(self, summary: Summary, language: str) -> bytes:
        """The file's bytes; text is UTF-8."""
        made = self.render(summary, language)
        return made.encode() if isinstance(made, str) else made


def names() -> tuple[str, ...]:
    """The names of all formats, without loading any."""
    found = (module.name for module in iter_modules(__path__))
    return tuple(sorted(name for name in found if not name.startswith("_")))


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
