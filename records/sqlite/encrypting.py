"""A plain backup into an encrypted database: how encryption is turned on later."""

from __future__ import annotations

import os
from pathlib import Path

from records.ports import StoreError
from records.sqlite.connection import LIBRARY, DatabaseError, opened
from records.sqlite.key import INSTALL, VARIABLE, wanted

PLAIN = b"SQLite format 3\0"
"""How every file of SQLite's begins that is not encrypted."""


def is_plain(path: Path) -> bool:
    """Whether anybody can read this database."""
    with path.open("rb") as file:
        return file.read(len(PLAIN)) == PLAIN


def taken_over(plain: Path, target: Path) -> bool:
    """Encrypt a copy with the key, where there is one and the file is plain; whether it was."""
    if not (wanted() and plain.is_file() and is_plain(plain)):
        return False
    if not LIBRARY.startswith("sqlcipher3"):
        raise StoreError(f"{VARIABLE} is set, but SQLCipher is missing. Fix: {INSTALL}.")
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    con = opened(target, "rw")
    try:
        con.execute("SELECT count(*) FROM sqlite_schema")
        con.execute("ATTACH ? AS plain KEY ''", (str(plain.absolute()),))
        con.execute("SELECT sqlcipher_export('main', 'plain')")
        for name in ("application_id", "user_version"):
            value = con.execute(f"PRAGMA plain.{name}").fetchone()[0]
            con.execute(f"PRAGMA main.{name}={value}")
        con.execute("DETACH plain")
    except DatabaseError as error:
        raise StoreError(f"{plain}: could not be encrypted ({error}).") from error
    finally:
        con.close()
    return True
