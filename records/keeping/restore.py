"""Putting a backup in the place of the records, so that nobody comes back who was erased, and
nothing is sent that was due before.

The copy is made ready beside the database under a name of its own. While a file with that name
is there the records do not open (`records.sqlite.store`), so a power cut in the middle is seen,
and doing it again finishes it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from records.sqlite import SqliteStore
from records.sqlite.connection import Connection
from records.sqlite.copying import clear, expect_sound, made_at, synced
from records.sqlite.encrypting import taken_over
from records.sqlite.migrations import migrate
from records.sqlite.restoring import Marked, marked, unfinished


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done. `made` is when the backup was made, where it says so."""

    backup: Path
    made: datetime | None
    replaced: Path | None
    erased: int
    marked: Marked
    members: int
    answers: int


def restore(
    backup: Path, data: Path, now: datetime, erase: Callable[[SqliteStore], int]
) -> Restored:
    """Restore into a data folder whose lock the caller holds; `erase` applies the erasures that
    were asked for since, and says how many.

    Raises StoreError before anything is changed: the file is no backup, damaged, or newer.
    """
    ready = unfinished(data / "studybot.db")
    part = ready.with_name(ready.name + ".part")
    clear(part)
    try:
        _brought(backup, part)
        made = made_at(part)
        with closing(Connection(part, create=False)) as db:
            migrate(db, copy=False)
            store = SqliteStore(db)
            erased = erase(store)
            done = marked(db, now)
            members, answers = len(store.members()), sum(1 for _ in store.each_answer())
        expect_sound(part)
        synced(part)
        os.replace(part, ready)
    finally:
        clear(part)
    replaced = _swapped(ready, data, now)
    return Restored(backup, made, replaced, erased, done, members, answers)


def _brought(backup: Path, part: Path) -> None:
    """The file beside the database, closed to others, and whole."""
    if not taken_over(backup, part):
        target = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with backup.open("rb") as source, os.fdopen(target, "wb") as file:
            shutil.copyfileobj(source, file)
    expect_sound(part)


def _swapped(ready: Path, data: Path, now: datetime) -> Path | None:
    """Keep what is there aside, with its log, and put the other in its place."""
    database = data / "studybot.db"
    aside = data / "backups" / f"replaced-{now.astimezone(UTC):%Y%m%dT%H%M%S}Z.db"
    kept = database.exists()
    if kept:
        aside.parent.mkdir(mode=0o700, exist_ok=True)
        aside.unlink(missing_ok=True)
        os.link(database, aside)
        log = database.with_name(database.name + "-wal")
        if log.exists():
            os.replace(log, aside.with_name(aside.name + "-wal"))
        synced(aside.parent)
    for end in ("-wal", "-shm"):
        database.with_name(database.name + end).unlink(missing_ok=True)
    synced(data)
    os.replace(ready, database)
    synced(data)
    return aside if kept else None
