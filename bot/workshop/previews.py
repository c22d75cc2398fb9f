"""Items shown to an organizer alone, kept so that an answer to one can be answered.

A preview is no delivery: the records never hear of it, so it is in no history, no number and no
export. Its buttons carry numbers from FIRST on, where no delivery has its id. What is needed
to answer it (the item, where it stands in the chat) is kept in one small file of the data folder.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from content.history.version import freeze, thaw
from content.item import Item
from records.model import Delivery, DeliveryId, Fate, Kind, Letter, MemberId
from records.people.record import Line

FIRST = 2**62
LASTS = timedelta(days=30)
MOST = 100
"""Previews kept; an older one answers nothing any more."""


@dataclass(frozen=True, slots=True)
class Preview:
    """One item shown, to whom, and from where."""

    number: int
    address: str
    item: str
    """Frozen (`content.history.version`)."""
    at: str
    """When it was shown: ISO, UTC."""
    upload: str = ""
    """The upload it is from; empty for the lessons in force."""
    message: str | None = None
    poll: str | None = None

    @property
    def shown(self) -> Item:
        return thaw(self.item)

    def delivery(self) -> Delivery:
        """As a delivery, for the faces that show one. It is never stored."""
        at = datetime.fromisoformat(self.at)
        letter = Letter(MemberId(0), Kind.ASKED, f"preview:{self.number}", at, self.shown)
        return Delivery(DeliveryId(self.number), letter, Fate.SENT, message=self.message)


def is_preview(number: int) -> bool:
    """Whether a button's number is a preview's."""
    return number >= FIRST


class Previews:
    """The last previews, oldest first, in `file`."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._kept = {one.number: one for one in _read(file)}

    def add(self, address: str, item: Item, at: datetime, upload: str = "") -> Preview:
        """A new preview, about to be shown."""
        number = max(self._kept, default=FIRST - 1) + 1
        fresh = Preview(number, address, freeze(item), at.isoformat(), upload)
        self._put(fresh)
        return fresh

    def shown(self, number: int, message: str, poll: str | None) -> None:
        """It stands in the chat, as this message and maybe this poll."""
        if number in self._kept:
            self._put(replace(self._kept[number], message=message, poll=poll))

    def of(self, address: str) -> Iterator[Preview]:
        """This person's, newest first."""
        return (one for one in reversed(self._kept.values()) if one.address == address)

    def about(self, address: str) -> list[Line]:
        """This person's, as their record shows them."""
        return [{"item": one.shown.id, "at": one.at} for one in self.of(address)]

    def forget(self, covered: Callable[[str, datetime], bool]) -> None:
        """Drop those for whose address and time `covered` says yes."""
        gone = [one for one in self._kept.values()
                if covered(one.address, datetime.fromisoformat(one.at))]  # fmt: skip
        for one in gone:
            del self._kept[one.number]
        if gone:
            self._write()

    def sweep(self, now: datetime) -> None:
        """Drop what was shown longer ago than LASTS."""
        self.forget(lambda _, at: at < now - LASTS)

    def _put(self, preview: Preview) -> None:
        self._kept[preview.number] = preview
        for old in list(self._kept)[:-MOST]:
            del self._kept[old]
        self._write()

    def _write(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        part = self._file.with_suffix(".part")
        part.write_text(json.dumps([asdict(one) for one in self._kept.values()]), "utf-8")
        part.replace(self._file)


def _read(file: Path) -> list[Preview]:
    """What was kept; a file that cannot be read is as good as none."""
    try:
        return [Preview(**one) for one in json.loads(file.read_text("utf-8"))]
    except (OSError, ValueError, TypeError):
        return []
