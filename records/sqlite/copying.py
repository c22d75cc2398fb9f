"""A copy of the whole database in one file: checked, on the disk, and only then under its name.

Copying the file itself while it is written gives a damaged copy about one time in four, and a
copy that is killed under its final name looks like a whole one; hence the temporary name.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Event, Thread

from records.ports import StoreError
from records.sqlite.connection import (
    APPLICATION_ID,
    Connection,
    DatabaseError,
    NoDatabase,
    NotOurs,
    opened,
)
from records.sqlite.times import instant, micros

MADE = "backup made"
"""The note in a copy that says when it was made."""

SPARE = 64 * 1024 * 1024
"""Bytes that are left free for the running bot, whatever a copy would need."""


PAUSE = 0.01
"""Seconds between flushes of a copy that is being written."""


class Damaged(StoreError):
    """The file does not hold together; the message says what to do about it."""


class NoRoom(StoreError):
    """A copy would take the last space on the disk from the bot."""


def copy(source: Path, target: Path, now: datetime | None) -> None:
    """Copy the database at `source`, as it is at this moment, to `target`, whatever is written
    meanwhile. Opens a connection of its own, so it may run in a thread.

    Raises StoreError; then there is no `target`, or the one that was there before.
    """
    db = Connection(source, create=False, read_only=True)
    try:
        copy_of(db, target, now)
    finally:
        db.close()


def copy_of(db: Connection, target: Path, now: datetime | None) -> None:
    """The same through a connection that is open already, and is kept busy by it."""
    part = target.with_name(f".{target.name}.part")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    expect_room(db.path, target.parent)
    clear(part)
    try:
        _written(db, part)
        _stamped(part, now)
        expect_sound(part)
        synced(part)
        os.replace(part, target)
        synced(target.parent)
    except (DatabaseError, OSError) as error:
        raise StoreError(f"{target}: the copy could not be written ({error}).") from error
    finally:
        clear(part)


def expect_room(source: Path, folder: Path) -> None:
    """Raise NoRoom unless a copy leaves something for the bot."""
    needed = sum(path.stat().st_size for path in _with_wal(source) if path.exists()) + SPARE
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise NoRoom(
            f"{folder}: {free // 2**20} MB free, a copy needs {needed // 2**20}. Fix: make room."
        )


def clear(part: Path) -> None:
    """Remove a half file and what SQLite keeps beside it."""
    for end in ("", "-journal", "-wal", "-shm"):
        part.with_name(part.name + end).unlink(missing_ok=True)


def made_at(path: Path) -> datetime | None:
    """When a copy was made; None where it does not say."""
    con = opened(path, "ro")
    try:
        row = con.execute("SELECT value FROM note WHERE key = ?", (MADE,)).fetchone()
        return None if row is None else instant(int(row[0]))
    except DatabaseError:
        return None
    finally:
        con.close()


def expect_sound(path: Path, *, quick: bool = False) -> None:
    """Raise unless this is a whole database of ours. `quick` leaves out that every index fits
    its table, which takes most of the time. Nothing is changed."""
    if not path.exists():
        raise NoDatabase(f"{path}: there is no such file.")
    con = opened(path, "ro")
    try:
        con.execute("PRAGMA busy_timeout=10000")
        expect_whole(con, path, quick=quick)
        ours = con.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    finally:
        con.close()
    if not ours:
        raise NotOurs(f"{path}: a database, but not one of Studybot's.")


def expect_whole(con: sqlite3.Connection, path: Path, *, quick: bool) -> None:
    """The same for a connection that is open already. Raises Damaged."""
    try:
        found = con.execute(f"PRAGMA {'quick' if quick else 'integrity'}_check(3)").fetchall()
        loose = [] if quick else con.execute("PRAGMA foreign_key_check").fetchmany(1)
    except DatabaseError as error:
        raise Damaged(_damaged(path, str(error))) from error
    if found != [("ok",)] or loose:
        what = "; ".join(" ".join(str(row[0]).split()) for row in found + loose)
        raise Damaged(_damaged(path, what))


def synced(path: Path) -> None:
    """Have a file, or the names in a folder, written to the disk itself."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _written(db: Connection, part: Path) -> None:
    """The file is made here, so that at no moment others may read it."""
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    only_reads = db.con.execute("PRAGMA query_only").fetchone()[0]
    db.con.execute("PRAGMA query_only=0")  # SQLite counts the copy as a write
    try:
        with _flushed(part):
            db.con.execute("VACUUM INTO ?", (str(part.absolute()),))
    finally:
        db.con.execute(f"PRAGMA query_only={only_reads}")


@contextmanager
def _flushed(part: Path) -> Iterator[None]:
    """Have the disk take the file bit by bit as it grows. Hundreds of megabytes at its end would
    hold up the bot's own commits: 150 ms were measured."""
    over = Event()
    descriptor = os.open(part, os.O_RDONLY)

    def flush() -> None:
        while not over.wait(PAUSE):
            os.fdatasync(descriptor)

    thread = Thread(target=flush, name="flush", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        os.close(descriptor)


def _stamped(part: Path, now: datetime | None) -> None:
    if now is None:
        return
    con = opened(part, "rw")
    try:
        con.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (MADE, str(micros(now))))
    finally:
        con.close()


def _damaged(path: Path, what: str) -> str:
    return f"{path}: the database is damaged ({what}). Fix: studybot restore BACKUP."


def _with_wal(source: Path) -> tuple[Path, Path]:
    return source, source.with_name(source.name + "-wal")
