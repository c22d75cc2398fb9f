"""The whole store on one connection: `open_store` to write, `reader` for a report's thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from records.ports import Store
from records.sqlite.answers import Answers
from records.sqlite.calendar import Calendar
from records.sqlite.carrying import LONGEST, carry_over
from records.sqlite.connection import Connection, OneConnection, bears_two, sqlite_note
from records.sqlite.copying import expect_whole
from records.sqlite.group import Groups
from records.sqlite.inbox import Inbox
from records.sqlite.last_word import LastWords
from records.sqlite.ledger import Ledger
from records.sqlite.migrations import expect_current, migrate
from records.sqlite.mounts import expect_local
from records.sqlite.own_said import Said
from records.sqlite.record import Record
from records.sqlite.restoring import expect_finished
from records.sqlite.seen import Seen
from records.sqlite.waiting import Door


class SqliteStore(
    Said, Answers, Inbox, Ledger, Record, Seen, Groups, Calendar, Door, LastWords, Store
):
    """`records.ports.Store` in a SQLite file. Used inline from the loop's thread."""

    @contextmanager
    def together(self) -> Iterator[None]:
        with self._db.writing():
            yield

    @contextmanager
    def still(self) -> Iterator[None]:
        """One unchanging view for all reads within, whatever another connection writes."""
        with self._db.reading():
            yield

    def when_full(self, room: Callable[[], None]) -> None:
        """Have space freed (`records.keeping.reserve`) when a write finds the disk full."""
        self._db.room = room

    def carried_elsewhere(self) -> Callable[[], None]:
        """Leave the log's pages to what is returned, to be called in a thread every few seconds."""
        self._db.con.execute(f"PRAGMA wal_autocheckpoint={LONGEST}")
        return partial(carry_over, self._db.path)

    def close(self) -> None:
        self._db.close()


def open_store(path: Path, *, create: bool = True, check: bool = False) -> SqliteStore:
    """The one writer. Makes the file where there is none and `create` is set, and brings an
    older one up to this program. One process at a time: the caller holds the folder's lock.
    `check` reads it all first, to refuse one that is damaged.

    Raises StoreError, whose message says what to do: no database, not ours, written by a newer
    program, it cannot be written, it lies on a network, or a restore of it was interrupted.
    """
    expect_finished(path)
    expect_local(path)
    db = Connection(path, create=create)
    try:
        if check:
            expect_whole(db.con, path, quick=True)
        migrate(db)
        _without_statistics(db)
    except BaseException:
        db.close()
        raise
    return SqliteStore(db)


def _without_statistics(db: Connection) -> None:
    """Forget what somebody's ANALYZE left. Gathered while a file is small it has SQLite read whole
    tables ever after; without it, each query takes the index that was made for it."""
    kept = "SELECT name FROM sqlite_schema WHERE name IN ('sqlite_stat1', 'sqlite_stat4')"
    for (name,) in db.con.execute(kept).fetchall():
        with db.writing() as con:
            con.execute(f"DELETE FROM {name}")  # noqa: S608 one of two names
            con.execute("ANALYZE sqlite_schema")  # reads them again: that there are none


def reader(path: Path) -> SqliteStore:
    """A second connection that reads only, for a report in a thread or another process.

    All methods that write raise StoreError. Raises OneConnection where this SQLite may damage
    a file opened twice: read from the writer then.
    """
    if not bears_two():
        raise OneConnection(sqlite_note())
    db = Connection(path, create=False, read_only=True)
    try:
        expect_current(db)
    except BaseException:
        db.close()
        raise
    return SqliteStore(db)
