"""Which files can lessons be given away as? One file an exporter; this registry finds them.

`exported("gift", lessons, now)` makes the file, and says of every item that it could not hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from content.exporters._beside import Lost, beside
from content.exporters._model import Export, Exporter
from content.item import Item, Lesson
from content.registry import modules

__all__ = ["EXPORTERS", "Export", "Exporter", "Lost", "exported"]


EXPORTERS: Mapping[str, Exporter] = {
    exporter.name: exporter for exporter in (module.EXPORTER for module in modules(__name__))
}
"""Every exporter by its name."""


def exported(name: str, lessons: Iterable[Lesson], now: datetime) -> Export:
    """The lessons as a file of that format, and what it could not hold. KeyError for no format.

    `now` (aware, UTC) is when it is made: a learner's program takes the newer of two.
    """
    exporter, given = EXPORTERS[name], tuple(lessons)
    items = [item for lesson in given for item in lesson.items]
    taken = tuple(item for item in items if exporter.takes(item))
    short = ((item, _lost(exporter, item)) for item in taken)
    return Export(
        exporter.write(given, now),
        taken,
        tuple(item for item in items if not exporter.takes(item)),
        tuple((item, lost) for item, lost in short if lost),
    )


def _lost(exporter: Exporter, item: Item) -> tuple[Lost, ...]:
    lost: list[Lost] = [] if exporter.holds(item) else ["wording"]
    return (*lost, *(one for one in beside(item) if one not in exporter.keeps))
