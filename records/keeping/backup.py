"""Backups: a folder of whole copies, one a night, the newest fourteen kept.

Each is checked before it has its name. Names carry the time, so nothing else need be kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

from records.ports import StoreError
from records.sqlite.connection import OneConnection, bears_two, sqlite_note
from records.sqlite.copying import copy

KEPT = 14
"""Nightly backups that are kept. Older ones hold what members have had erased since."""

_NAME = re.compile(r"studybot-(\d{8}T\d{6})Z\.db")
_TIME = "%Y%m%dT%H%M%S"


@dataclass(slots=True)
class Backups:
    """The backups of one data folder. `make` blocks; `begin` works in a thread of its own."""

    data: Path
    failed: str = ""
    """Why the last one that was begun came to nothing; empty where it did not."""
    tried: datetime | None = None
    """When the last one was begun, in this life of the program."""
    _thread: Thread | None = field(default=None, repr=False)

    @property
    def database(self) -> Path:
        return self.data / "studybot.db"

    @property
    def folder(self) -> Path:
        return self.data / "backups"

    @property
    def busy(self) -> bool:
        """Whether one is being made."""
        return self._thread is not None and self._thread.is_alive()

    def newest(self) -> datetime | None:
        """When the newest was made; None where there is none."""
        return max((at for at, _ in self.all()), default=None)

    def all(self) -> Iterator[tuple[datetime, Path]]:
        """Every whole one with its time, in no order."""
        for path in self.folder.glob("studybot-*.db"):
            if (match := _NAME.fullmatch(path.name)) is not None:
                yield datetime.strptime(match[1], _TIME).replace(tzinfo=UTC), path

    def make(self, now: datetime, *, alone: bool = False) -> Path:
        """Make one and drop the oldest. Raises StoreError; then none was made or dropped.

        `alone` says that nobody else has the database open, which some versions of SQLite need
        (`records.sqlite.connection.bears_two`).
        """
        if not (alone or bears_two()):
            raise OneConnection(sqlite_note())
        path = self.folder / f"studybot-{now.astimezone(UTC):{_TIME}}Z.db"
        copy(self.database, path, now)
        self.prune()
        return path

    def begin(self, now: datetime) -> None:
        """Make one in a thread; `busy` until it is there, `failed` where it could not be."""
        self.tried, self.failed = now, ""
        self._thread = Thread(target=self._try, args=(now,), name="backup", daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> None:
        """Until the one being made is there, but no longer than that."""
        if self._thread is not None:
            self._thread.join(seconds)

    def tidy(self) -> None:
        """Remove halves that a kill left behind. For who holds the folder's lock, at start."""
        for path in self.folder.glob(".*.part*"):
            path.unlink(missing_ok=True)

    def prune(self) -> None:
        """Keep the newest, and copies of other kinds only as long as the oldest of those."""
        mine = sorted(self.all())
        for _, path in mine[:-KEPT]:
            path.unlink(missing_ok=True)
        if len(mine) >= KEPT:
            self._prune_others(mine[-KEPT][1].stat().st_mtime)

    def _prune_others(self, before: float) -> None:
        """Copies from before a migration, databases that were replaced, halves of killed ones."""
        for path in self.folder.iterdir():
            if _NAME.fullmatch(path.name) is None and path.stat().st_mtime < before:
                path.unlink(missing_ok=True)

    def _try(self, now: datetime) -> None:
        try:
            self.make(now)
        except (StoreError, OSError) as error:
            self.failed = str(error)
