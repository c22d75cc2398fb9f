"""One connection to the file, set as we need it, and a transaction around every write."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from content.item import Item
from records.keeping.secret import keep_private
from records.ports import StoreError
from records.sqlite.key import unlocking, wanted

T = TypeVar("T")


def _library() -> str:
    """The SQLite to use: `pysqlite3` brings a fixed one, Python's own is what the system has;
    SQLCipher where there is a key (`records.sqlite.key`)."""
    for name in ("sqlcipher3.dbapi2",) if wanted() else ("pysqlite3.dbapi2",):
        try:
            return import_module(name).__name__
        except ImportError:
            continue
    return "sqlite3"


LIBRARY: Final = _library()
_module = import_module(LIBRARY)
DatabaseError = cast(type[sqlite3.DatabaseError], _module.DatabaseError)
IntegrityError = cast(type[sqlite3.IntegrityError], _module.IntegrityError)
SQLITE: Final = cast(tuple[int, int, int], _module.sqlite_version_info)

BUSY_MS = 10_000
"""How long a statement waits for another process's write before it fails."""

APPLICATION_ID = 0x53747564
"""`Stud`: in the file's header, so that we never write into somebody else's database."""

SETTINGS: dict[str, str | int] = {
    "foreign_keys": 1,
    "synchronous": 2,  # FULL: what is committed survives a power cut, not only a crash
    "secure_delete": 1,  # what is deleted is overwritten, so that it cannot be read any more
    "busy_timeout": BUSY_MS,
    "cache_size": -64_000,
    "journal_mode": "wal",
}
"""What every connection is set to, and read back."""


class NotOurs(StoreError):
    """The file is not a Studybot database."""


class NoDatabase(StoreError):
    """There is no database where one is expected."""


class OneConnection(StoreError):
    """This SQLite must not be used with two connections at once."""


class Unwritable(StoreError):
    """A write failed and left nothing behind: disk full, file locked or damaged."""


def bears_two(version: tuple[int, int, int] = SQLITE) -> bool:
    """Whether a second connection is safe with this SQLite.

    Between 3.7.0 and 3.51.2 two connections can corrupt a WAL file ("WAL-reset bug"); fixed in
    3.51.3, and in 3.50.7 and 3.44.6 of the older branches (sqlite.org/wal.html#walresetbug).
    """
    return (
        version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    )


def sqlite_note(version: tuple[int, int, int] = SQLITE) -> str:
    """What `doctor` says about the SQLite in use."""
    name = f"SQLite {'.'.join(map(str, version))} ({LIBRARY.removesuffix('.dbapi2')})"
    if bears_two(version):
        return f"{name}: fine."
    return (
        f"{name}: older than 3.51.3, can damage a database that is opened twice. Reports read on "
        "the only connection. Fix: install pysqlite3, which brings a newer one."
    )


class Connection:
    """The connection, how deep in transactions we are, and items already read from it."""

    room: Callable[[], None] | None = None
    """Called when a write found the disk full, to free what was kept back for this."""

    def __init__(self, path: Path, *, create: bool, read_only: bool = False) -> None:
        mode = "ro" if read_only else "rwc" if create else "rw"
        if not create and not path.exists():
            raise NoDatabase(f"{path}: there is no database. Fix: run `studybot run` or `demo`.")
        self.path = path
        self.con = opened(path, mode)
        self.items: dict[int, Item] = {}
        self._depth = 0
        self._read: dict[Hashable, Any] = {}
        self._read_at = 0
        try:
            self._prepare(read_only)
        except DatabaseError as error:
            self.con.close()
            raise NotOurs(
                f"{path}: cannot be opened as a database ({error}). Fix: where it is encrypted, "
                "set STUDYBOT_KEY_FILE to its key; else restore a backup."
            ) from error
        except BaseException:
            self.con.close()
            raise

    def _prepare(self, read_only: bool) -> None:
        self._refuse_strangers()
        for name, value in SETTINGS.items():
            self.con.execute(f"PRAGMA {name}={value}")
            found = self.con.execute(f"PRAGMA {name}").fetchone()[0]
            if found != value:
                raise StoreError(f"{self.path}: SQLite did not take {name}={value}, but {found}.")
        if read_only:
            self.con.execute("PRAGMA query_only=1")

    def _refuse_strangers(self) -> None:
        ours = self.con.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        empty = self.con.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
        if not ours and not empty:
            raise NotOurs(f"{self.path}: a database, but not one of Studybot's.")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction, begun IMMEDIATE so that it never fails half-way for a lock; within
        another one a savepoint. Never await inside."""
        begin, commit, undo = _OUTER if self._depth == 0 else _INNER
        try:
            self._begin(begin)
            try:
                yield self.con
                self._expect(True)
                self._run(commit)
            except BaseException:
                self._undo(undo)
                raise
            finally:
                self._depth -= 1
        except IntegrityError:
            raise
        except DatabaseError as error:
            if self.room is not None and _is_full(error):
                self.room()
            raise Unwritable(f"{self.path}: {error}") from error

    def _begin(self, begin: tuple[str, ...]) -> None:
        self._expect(self._depth > 0)
        if self._depth == 0:
            self._read.clear()
        self._run(begin)
        self._depth += 1

    def _run(self, statements: tuple[str, ...]) -> None:
        for statement in statements:
            self.con.execute(statement)

    def _expect(self, transaction: bool) -> None:
        """SQLite itself ends a transaction on some errors (disk full); go no further then."""
        if self.con.in_transaction is not transaction:
            raise Unwritable(f"{self.path}: the transaction was ended by an earlier error.")

    def _undo(self, undo: tuple[str, ...]) -> None:
        self.items.clear()
        self._read.clear()
        if self.con.in_transaction:
            self._run(undo)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One unchanging view of the database for all reads within, whatever is written."""
        if self.con.in_transaction:
            yield
            return
        self.con.execute("BEGIN")
        try:
            yield
        finally:
            self.con.execute("COMMIT")

    def remembered(self, key: Hashable, read: Callable[[], T]) -> T:
        """What was read under this key before, where nothing can have changed it: within a
        transaction nobody else writes, and we have written nothing since. Else read anew."""
        if self._depth == 0:
            return read()
        if self._read_at != (written := self.con.total_changes):
            self._read.clear()
            self._read_at = written
        if key not in self._read:
            self._read[key] = read()
        found: T = self._read[key]
        return found

    def close(self) -> None:
        self.con.close()


_FULL, _IO_ERROR = 13, 10
_SAID_FULL = ("database or disk is full", "disk I/O error")
"""What SQLite says then; older bindings have no error codes."""

_OUTER = (("BEGIN IMMEDIATE",), ("COMMIT",), ("ROLLBACK",))
_INNER = (("SAVEPOINT s",), ("RELEASE s",), ("ROLLBACK TO s", "RELEASE s"))


def _is_full(error: sqlite3.DatabaseError) -> bool:
    """Disk full (SQLITE_FULL), or a limit on files or a quota, which is an I/O error on writing."""
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return primary in (_FULL, _IO_ERROR) or str(error) in _SAID_FULL


def opened(path: Path, mode: str) -> sqlite3.Connection:
    """A bare connection: transactions are ours (`isolation_level=None`); any thread may call, one
    at a time."""
    connect = cast(Callable[..., sqlite3.Connection], _module.connect)
    first = unlocking(ciphers=LIBRARY.startswith("sqlcipher3"))
    if mode == "rwc":
        keep_private(path)
    try:
        con = connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )
    except DatabaseError as error:
        raise StoreError(f"{path}: cannot be opened ({error}).") from error
    for statement in first:
        con.execute(statement)
    return con
