"""A meeting pack as chat text, printable page, sheet or data: one file a format.

    PACKS["html"].render(pack, "en")

Every format prints the values of one `Pack`, and computes none of its own. A module whose name
begins with `_` is no format.
"""

from __future__ import annotations

from bot.formats import Format, Forms
from records.participation.pack import Pack


class PackFormat(Format[Pack]):
    """A form of telling a meeting's pack."""


PACKS: Forms[PackFormat] = Forms(__name__, "FORMAT")


def file_name(pack: Pack, form: PackFormat) -> str:
    """What its file is called: `north-2026-12-03.html`, by the day of the meeting."""
    return f"{pack.branch}-{pack.period.rpartition('/')[2]}{form.suffix}"


__all__ = ["PACKS", "PackFormat", "file_name"]
