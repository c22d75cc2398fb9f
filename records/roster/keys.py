"""How somebody is known again when a list is read again: by keyed hashes, never by a contact.

A telephone number has few enough digits to be guessed from a plain hash; hence HMAC-SHA256 under
32 random bytes that lie in a file of their own beside the database, in no backup of it.
"""

from __future__ import annotations

import hmac
import os
import re
import unicodedata
from pathlib import Path
from secrets import token_bytes

from records.model import BranchKey

KEY = "roster.key"
_PHONE = re.compile(r"[+\d()/.\s-]{6,}")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+")


class Keys:
    """Makes the hashes of one organisation."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of_number(self, number: str) -> str:
        return self._hash(f"id:{number}")

    def of_contact(self, contact: str) -> str:
        return self._hash(f"contact:{contact}")

    def of_name(self, name: str, branch: BranchKey) -> str:
        """Of a name in a branch: for lists that have names alone."""
        return self._hash(f"name:{branch}:{plain(name)}")

    def _hash(self, text: str) -> str:
        return hmac.digest(self._key, text.encode("utf-8", "surrogatepass"), "sha256").hex()


def keys_in(folder: Path) -> Keys:
    """With the key of a data folder, made at first use, readable by its owner alone. Raises
    OSError."""
    path = folder / KEY
    if not path.exists():
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return Keys(path.read_bytes())
        with os.fdopen(descriptor, "wb") as file:
            file.write(token_bytes(32))
            file.flush()
            os.fsync(file.fileno())
    return Keys(path.read_bytes())


def plain(text: str) -> str:
    """A name or number as it is compared: NFKC, no case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def contacts(cell: str) -> tuple[str, ...]:
    """What stands in a contact cell, normalised, each with its kind: several may stand there."""
    parts = re.split(r"[;,，；、\n|]+|\s/\s", unicodedata.normalize("NFKC", cell))
    found = [contact(part.strip()) for part in parts]
    return tuple(dict.fromkeys(filter(None, found)))


def contact(text: str) -> str:
    """One contact: an address, a number by its digits, else the words as they are."""
    text = unicodedata.normalize("NFKC", text)
    if _MAIL.fullmatch(text):
        return f"mail:{text.casefold()}"
    digits = re.sub(r"\D", "", text)
    if _PHONE.fullmatch(text) and len(digits) >= 6:
        return f"phone:{digits.removeprefix('00')}"
    return f"other:{plain(text).removeprefix('@')}" if text else ""
