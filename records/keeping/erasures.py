"""Who asked to be forgotten, so that a restored backup does not bring them back.

A list beside the database that is only ever added to: when, and HMAC-SHA256 of the address under
a key of its own. It names nobody; only somebody who has the key and an address can tell whether
that address is in it. Both files stay when a database is replaced by a backup.
"""

from __future__ import annotations

import hmac
import os
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from secrets import token_bytes

from records.people.last_word import LastWord
from records.ports import Store, StoreError

LIST = "erasures.log"
KEY = "erasures.key"
_LINE = re.compile(r"(\S+) ([0-9a-f]{64})")


class Erasures:
    """The list in a data folder, made at the first erasure."""

    def __init__(self, folder: Path) -> None:
        self._list = folder / LIST
        self._key = folder / KEY

    def add(self, address: str, now: datetime) -> None:
        """Write down, durable, that this address is to be forgotten. Before anything is erased:
        what a crash leaves undone is done at the next start. Raises OSError, StoreError."""
        line = f"{now.isoformat()} {_digest(self._made_key(), address)}\n"
        new = not self._list.exists()
        with self._list.open("a", encoding="ascii") as file:
            file.write(line if new or self._whole() else f"\n{line}")
            file.flush()
            os.fsync(file.fileno())
        if new:
            _settle(self._list.parent)

    def covers(self) -> Covers:
        """What the list says now. Raises StoreError where there is a list without its key."""
        entries = dict(self._entries())
        if not entries:
            return Covers(b"", {})
        if not self._key.exists():
            raise StoreError(
                f"{self._key}: the key of the list of erasures is gone, so nobody can tell whom "
                "to erase. Fix: put it back from where you keep it, apart from the backups."
            )
        return Covers(self._key.read_bytes(), entries)

    def _entries(self) -> Iterator[tuple[str, datetime]]:
        """Digest and time, the oldest first; a line that a crash cut short is none."""
        if not self._list.exists():
            return
        for line in self._list.read_text("ascii", "replace").splitlines():
            if (match := _LINE.fullmatch(line)) is not None:
                yield match[2], datetime.fromisoformat(match[1])

    def _whole(self) -> bool:
        """Whether the last line was written to its end."""
        return self._list.read_bytes()[-1:] in (b"", b"\n")

    def _made_key(self) -> bytes:
        if not self._key.exists():
            if any(True for _ in self._entries()):
                self.covers()  # says what to do
            descriptor = os.open(self._key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(token_bytes(32))
                file.flush()
                os.fsync(file.fileno())
            _settle(self._key.parent)
        return self._key.read_bytes()


class Covers:
    """Answers whether what is known of an address at some time was to be forgotten later."""

    def __init__(self, key: bytes, entries: Mapping[str, datetime]) -> None:
        self._key = key
        self._entries = entries

    def __call__(self, address: str, since: datetime) -> bool:
        """Whether this address was erased at `since` or later: who joined anew stays."""
        erased = self._entries.get(_digest(self._key, address)) if self._entries else None
        return erased is not None and since <= erased


TO_SCRUB = "to scrub"
"""The note that says that what was erased is still to be made unreadable."""


def forget(
    store: Store, ledger: Erasures | None, address: str, now: datetime, language: str = ""
) -> bool:
    """Erase whoever is reached there, for good, and owe them the word that it is done, in their
    `language`; whether there was anybody. Idempotent.

    The list comes first, so that a crash at any later step is made good at the next start.
    Raises StoreError or OSError, and then nothing is erased.
    """
    if not on_record(store, address):
        return False
    if ledger is not None:
        ledger.add(address, now)
    _erase(store, address, now, language)
    scrub(store)
    return True


def _erase(store: Store, address: str, now: datetime, language: str) -> None:
    with store.together():
        store.erase(address, now)
        store.owe(LastWord(address, language, now))


def on_record(store: Store, address: str) -> bool:
    """Whether anybody is reached there: a member, or somebody who wants to be one."""
    known = (store.at(address), store.knocked(address), store.waiting_at(address))
    return any(one is not None for one in known)


def scrub(store: Store) -> None:
    """Make what is erased unreadable in the files; note that it is to be done where somebody is
    reading, for retention to do it later."""
    if not store.scrub():
        store.note(TO_SCRUB, "1")


def apply_erasures(store: Store, ledger: Erasures, now: datetime) -> int:
    """Erase whoever is in the list and back in the store; how many were. For a restored backup,
    and at every start, for an erasure that a crash cut short. Ends by scrubbing the files."""
    covered = ledger.covers()
    back = [address for address, since in store.addresses().items() if covered(address, since)]
    for address in back:
        if store.asks(address):  # a crash came between the list and the erasure: nobody was told
            _erase(store, address, now, _language(store, address))
        else:
            store.erase(address, now)
    scrub(store)
    return len(back)


def _language(store: Store, address: str) -> str:
    known = store.at(address) or store.waiting_at(address)
    return known.language if known is not None else ""


def _digest(key: bytes, address: str) -> str:
    return hmac.digest(key, address.encode(), "sha256").hex()


def _settle(folder: Path) -> None:
    """Make the folder's new entry durable too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
