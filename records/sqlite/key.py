"""Encryption at rest: where STUDYBOT_KEY_FILE names a key, every file is SQLCipher's.

The key is 32 random bytes as 64 hexadecimal digits, in a file apart from the data and its
backups: who has one of the two has nothing. It is read anew for every connection and kept
nowhere. One process has one key, so it stands in the environment and not in every call.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from records.keeping.secret import how_to_guard, open_to_others
from records.ports import StoreError

VARIABLE = "STUDYBOT_KEY_FILE"
INSTALL = "pip install sqlcipher3"
MAKE = "od -An -vtx1 -N32 /dev/urandom | tr -d ' \\n'"
_KEY = re.compile(r"[0-9a-fA-F]{64}")


class NoKey(StoreError):
    """A key is asked for, but there is none that can be used. Nothing is written in plain."""


def wanted() -> bool:
    """Whether the records are to be encrypted."""
    return bool(os.environ.get(VARIABLE))


def unlocking(*, ciphers: bool) -> Sequence[str]:
    """What a new connection begins with where there is a key. Raises NoKey: ask before the file
    is made, so that none is left where it can't be opened."""
    if not wanted():
        return ()
    if not ciphers:
        raise NoKey(f"{VARIABLE} is set, but SQLCipher is missing. Fix: {INSTALL}.")
    return (f"PRAGMA key=\"x'{key()}'\"",)


def key() -> str:
    """The key, 64 hexadecimal digits. Raises NoKey; the message never holds it."""
    path = Path(os.environ[VARIABLE])
    try:
        found = path.read_text("ascii").strip()
    except PermissionError:
        raise NoKey(
            f"{VARIABLE}: this user can't read {path}. Fix: {how_to_guard(path)}."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise NoKey(f"{VARIABLE}: {path} can't be read ({type(error).__name__}).") from None
    if open_to_others(path):
        raise NoKey(
            f"{VARIABLE}: others on this machine can read {path}. Fix: {how_to_guard(path)}."
        )
    if _KEY.fullmatch(found) is None:
        raise NoKey(f"{VARIABLE}: {path} does not hold 64 hexadecimal digits. Fix: {MAKE}.")
    return found
