"""A meeting pack as chat text, printable page, sheet or data: one file a format.

    pack_format("html").render(pack, "en")

Every format prints the values of one `Pack`, and computes none of its own. A module whose name
begins with `_` is no format.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from records.participation.pack import Pack


@dataclass(frozen=True, slots=True)
class PackFormat:
    """A format: `render(pack, language)` makes the file, or its text."""

    name: str
    mime: str
    suffix: str
    """With its dot."""
    render: Callable[[Pack, str], bytes | str]

    def data(self, pack: Pack, language: str) -> bytes:
        """The file's bytes; text is UTF-8."""
        made = self.render(pack, language)
        return made.encode() if isinstance(made, str) else made

    def file(self, pack: Pack) -> str:
        """What the file is called: `north-2026-12-03.html`, by the day of the meeting."""
        return f"{pack.branch}-{pack.period.rpartition('/')[2]}{self.suffix}"


def names() -> tuple[str, ...]:
    """The names of all formats, without loading any."""
    found = (module.name for module in iter_modules(__path__))
    return tuple(sorted(name for name in found if not name.startswith("_")))


@cache
def pack_format(name: str) -> PackFormat:
    """One format by its name, loaded at first use. Raises KeyError for an unknown one."""
    if name not in names():
        raise KeyError(name)
    found: PackFormat = import_module(f"{__name__}.{name}").FORMAT
    return found


def pack_formats() -> Mapping[str, PackFormat]:
    """Every format by its name."""
    return {name: pack_format(name) for name in names()}


__all__ = ["PackFormat", "names", "pack_format", "pack_formats"]
