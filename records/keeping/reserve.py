"""Space kept back on the disk, so that a full one can still take a `/forget`.

SQLite needs room to delete, too. The file is real blocks; when a write finds the disk full it
is let go, the write is tried again by whoever asked for it, and pushes wait until there is
room to keep some back again.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SIZE = 16 * 1024 * 1024
"""Bytes kept back: some thousand erasures. Of a small disk the EIGHTH part."""
EIGHTH = 8

ROOM = 4
"""How many times as much has to be free before it is kept back, also anew."""

NONE = 1024 * 1024
"""Bytes; with less than this free the disk counts as full."""


@dataclass(frozen=True, slots=True)
class Reserve:
    """The file `reserve` in the data folder."""

    data: Path

    @property
    def path(self) -> Path:
        return self.data / "reserve"

    @property
    def held(self) -> bool:
        """Whether space is kept back; where it is not, the disk is, or was just, full."""
        return self.path.exists()

    @property
    def starved(self) -> bool:
        """Whether what is kept back is all there is."""
        return self.held and shutil.disk_usage(self.data).free < NONE

    @property
    def size(self) -> int:
        """Bytes to keep back on this disk."""
        return min(SIZE, shutil.disk_usage(self.data).total // EIGHTH)

    def let_go(self) -> None:
        """Give the space to whoever writes next."""
        self.path.unlink(missing_ok=True)

    def keep(self) -> bool:
        """Keep space back again, if there is enough; whether some is kept."""
        if not self.held and shutil.disk_usage(self.data).free >= ROOM * self.size:
            with suppress(OSError):
                self._fill()
        return self.held

    def _fill(self) -> None:
        """Blocks, not a hole; under its name only when all are there."""
        part = self.path.with_name(".reserve.part")
        try:
            with part.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, self.size)
            part.replace(self.path)
        finally:
            part.unlink(missing_ok=True)
