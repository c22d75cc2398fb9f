"""Lists that were sent and not put in force yet: for an hour, on disk, names but no contacts.

What people are called otherwise is hashed while the file is read (`records.roster.Keys`), so that
no telephone number is ever written down here.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from records.model import BranchKey, Role
from records.people.record import Line as Row
from records.roster import Line, Listing, Remark

EXPIRES = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A list as it was read: whose, called what, since when."""

    id: str
    by: str
    name: str
    at: datetime
    listing: Listing


class Rosters:
    """What waits for a yes, in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, id: str, by: str, name: str, at: datetime, listing: Listing) -> Waiting:
        """Put a list aside, whole or not at all. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        waiting = Waiting(id, by, name, at, bare(listing))
        part = self._folder / f".{id}.part"
        part.write_text(json.dumps(_written(waiting)), "utf-8")
        os.replace(part, self._folder / f"{id}.json")
        return waiting

    def of(self, id: str, by: str, now: datetime) -> Waiting | None:
        """This person's list, unless it has expired, or was put in force or cancelled."""
        found = self._read(self._folder / f"{id}.json") if id.isascii() and id.isdecimal() else None
        fits = found is not None and found.by == by and now < found.at + EXPIRES
        return found if fits else None

    def drop(self, id: str) -> None:
        (self._folder / f"{id}.json").unlink(missing_ok=True)

    def about(self, by: str) -> list[Row]:
        """This person's lists, as their record shows them."""
        return [{"name": one.name, "at": one.at.isoformat()} for one in self._all() if one.by == by]

    def forget(self, covered: Callable[[str, datetime], bool]) -> None:
        """Drop those for whose sender and time `covered` says yes."""
        for one in [one for one in self._all() if covered(one.by, one.at)]:
            self.drop(one.id)

    def sweep(self, now: datetime) -> None:
        """Drop what has expired, and broken remains."""
        if self._folder.is_dir():
            for path in self._folder.iterdir():
                found = self._read(path)
                if found is None or now >= found.at + EXPIRES:
                    path.unlink(missing_ok=True)

    def _all(self) -> Iterator[Waiting]:
        if self._folder.is_dir():
            for path in sorted(self._folder.glob("*.json")):
                if (found := self._read(path)) is not None:
                    yield found

    def _read(self, path: Path) -> Waiting | None:
        try:
            kept = json.loads(path.read_text("utf-8"))
            at = datetime.fromisoformat(kept["at"])
            return Waiting(path.stem, str(kept["by"]), str(kept["name"]), at, _listing(kept))
        except (OSError, ValueError, KeyError, TypeError):
            return None


def bare(listing: Listing) -> Listing:
    """Without the contacts as they stood in the list."""
    lines, spoiled = (
        tuple(replace(one, reach="") for one in some) for some in (listing.lines, listing.spoiled)
    )
    return replace(listing, lines=lines, spoiled=spoiled)


def _written(waiting: Waiting) -> dict[str, Any]:
    listing = waiting.listing
    return {
        "by": waiting.by, "name": waiting.name, "at": waiting.at.isoformat(),
        "lines": [asdict(one) for one in listing.lines],
        "spoiled": [asdict(one) for one in listing.spoiled],
        "remarks": [asdict(one) for one in listing.remarks],
        "mentions": sorted(listing.mentions),
    }  # fmt: skip


def _listing(kept: dict[str, Any]) -> Listing:
    return Listing(
        tuple(_line(one) for one in kept["lines"]),
        tuple(_remark(one) for one in kept["remarks"]),
        tuple(_line(one) for one in kept["spoiled"]),
        frozenset(BranchKey(one) for one in kept["mentions"]),
    )


def _line(kept: dict[str, Any]) -> Line:
    role = kept["role"]
    return Line(**{**kept, "contacts": tuple(kept["contacts"]), "role": role and Role(role)})


def _remark(kept: dict[str, Any]) -> Remark:
    return Remark(**{**kept, "values": tuple((key, value) for key, value in kept["values"])})
