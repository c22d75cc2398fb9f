"""The write-ahead log, carried into the database by a connection of its own.

The writer would do it itself after every thousand pages, within a commit, and stand still as long
as the disk takes: 665 ms in a file of 2.7 GB (measured). A passive checkpoint hinders nobody
(sqlite.org/pragma.html#pragma_wal_checkpoint).
"""

from __future__ import annotations

from pathlib import Path

from records.sqlite.connection import opened

LONGEST = 25_000
"""Pages of the log, 100 MB, from which on the writer carries them itself after all."""


def carry_over(path: Path) -> None:
    """Carry what can be carried; for a thread of its own. Only where two connections are safe
    (`bears_two`). Raises StoreError or DatabaseError: the log only grows meanwhile."""
    con = opened(path, "rw")
    try:
        con.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    finally:
        con.close()
