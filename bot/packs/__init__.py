"""A meeting pack as chat text, printable page, sheet or data: one file a format.

    pack_format("html").render(pack, "en")

Every format prints the values of one `Pack`, and computes none of its own. A module whose name
begins with `_` is no format.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from bot.formats import Format
from content import registry
from records.participation.pack import Pack


class PackFormat(Format[Pack]):
    """A form of telling a meeting's pack."""


def file_name(pack: Pack, form: PackFormat) -> str:
    """What its file is called: `north-2026-12-03.html`, by the day of the meeting."""
    return f"{pack.branch}-{pack.period.rpartition('/')[2]}{form.suffix}"


def names() -> tuple[str, ...]:
    """The names of all formats, without loading any."""
    return registry.names(__name__)


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


__all__ = ["PackFormat", "file_name", "names", "pack_format", "pack_formats"]
