"""What an exporter is, and what comes of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from content.exporters._beside import Beside, Lost
from content.item import Item, Lesson


@dataclass(frozen=True, slots=True)
class Export:
    """A file, the items in it, and those that its format cannot hold."""

    data: bytes
    taken: tuple[Item, ...]
    left_out: tuple[Item, ...]
    short: tuple[tuple[Item, tuple[Lost, ...]], ...] = ()
    """Items in it that lost something, and what."""


class Exporter(Protocol):
    """A kind of file that lessons can be given away as. Stateless."""

    @property
    def name(self) -> str:
        """A short word for it: `gift`, `anki`."""

    @property
    def suffix(self) -> str:
        """The ending of its files, with the dot."""

    @property
    def mime(self) -> str:
        """The media type of its files."""

    @property
    def keeps(self) -> Collection[Beside]:
        """What it keeps of that which stands beside a question."""

    def takes(self, item: Item) -> bool:
        """Whether the item is written at all."""

    def holds(self, item: Item) -> bool:
        """Whether our own importer makes the same of it again: form, text, options and which are
        right, answers, tolerance, pairs, back, explanation."""

    def write(self, lessons: Sequence[Lesson], now: datetime) -> bytes:
        """The file with all items it takes. The same lessons at the same `now` (aware, UTC) give
        the same bytes."""
