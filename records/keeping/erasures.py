"""Who asked to be forgotten, so that a restored backup does not bring them back.

A list beside the database that is only ever added to: when, and HMAC-SHA256 of the address under
a key of its own. It names nobody; only somebody who has the key and an address can tell whether
that address is in it. Both files stay when a database is replaced by a backup.

A store notes up to which line it has erased (`UP_TO`), in the transaction that erases. What comes
after that line is still to be erased from it: from a backup made before, from the records after a
crash. So who joined anew stays and who is in an old backup goes, however the clock was set; times
decide only where a store has no such note, or one of a line that is not in the list.
"""

from __future__ import annotations

import hmac
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
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

    def pending(self, up_to: str | None) -> Pending:
        """What the list says after the place noted as `up_to`. Raises StoreError where there is a
        list without its key."""
        lines = list(self._lines())
        if not lines:
            return Pending(b"", {}, up_to or NOTHING)
        if not self._key.exists():
            raise StoreError(
                f"{self._key}: the key of the list of erasures is gone, so nobody can tell whom "
                "to erase. Fix: put it back from where you keep it, apart from the backups."
            )
        entries = _after(lines, up_to)
        return Pending(self._key.read_bytes(), entries, _mark(lines[-1]))

    def _lines(self) -> Iterator[re.Match[str]]:
        """Time and digest, the oldest first; a line that a crash cut short is none."""
        if not self._list.exists():
            return
        for line in self._list.read_text("ascii", "replace").splitlines():
            if (match := _LINE.fullmatch(line)) is not None:
                yield match

    def _whole(self) -> bool:
        """Whether the last line was written to its end."""
        return self._list.read_bytes()[-1:] in (b"", b"\n")

    def _made_key(self) -> bytes:
        if not self._key.exists():
            self.pending(None)  # a list without its key says what to do
            descriptor = os.open(self._key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(token_bytes(32))
                file.flush()
                os.fsync(file.fileno())
            _settle(self._key.parent)
        return self._key.read_bytes()


@dataclass(frozen=True, slots=True)
class Pending:
    """Who is still to be erased from a store: answers whether what is known of an address, and
    since when, is to go."""

    key: bytes
    entries: Mapping[str, datetime | None]
    """By digest: until when what is known of them goes; None: whenever that was."""
    mark: str
    """What the store notes once they are erased."""

    def __call__(self, address: str, since: datetime) -> bool:
        digest = _digest(self.key, address) if self.entries else ""
        until = self.entries.get(digest)
        return digest in self.entries and (until is None or since <= until)

    def but(self, address: str) -> Pending:
        """The others: this one is erased."""
        digest = _digest(self.key, address)
        return replace(self, entries={k: at for k, at in self.entries.items() if k != digest})


TO_SCRUB = "to scrub"
"""The note that says that what was erased is still to be made unreadable."""
UP_TO = "erased up to"
"""The note of the list's line up to which this store has erased: a hash of it, or NOTHING."""
NOTHING = "nothing"
"""Noted while the list was empty: all that comes into it is still to be erased."""


def pending(store: Store, ledger: Erasures) -> Pending:
    """Who is in the list and not erased from this store yet. Raises StoreError."""
    return ledger.pending(store.noted(UP_TO))


def forget(
    store: Store,
    ledger: Erasures | None,
    address: str,
    now: datetime,
    language: str = "",
    beside: Callable[[], None] = lambda: None,
) -> bool:
    """Erase whoever is reached there, for good, and owe them the word that it is done, in their
    `language`; whether there was anybody. Idempotent. `beside` drops what lies outside the store.

    The list comes first, so that a crash at any later step is made good at the next start.
    Raises StoreError or OSError, and then nothing is erased from the store.
    """
    if not on_record(store, address):
        return False
    if ledger is not None:
        ledger.add(address, now)
    beside()
    with store.together():
        _erase(store, address, now, language)
        if ledger is not None:
            _catch_up(store, pending(store, ledger).but(address), now)
    scrub(store)
    return True


def _catch_up(store: Store, wanted: Pending, now: datetime) -> int:
    """Erase whoever is still to be erased, and note that it is done; how many were there."""
    known = store.addresses() if wanted.entries else {}
    back = [address for address, since in known.items() if wanted(address, since)]
    for address in back:
        if store.asks(address):  # a crash came between the list and the erasure: nobody was told
            _erase(store, address, now, _language(store, address))
        else:
            store.erase(address, now)
    store.note(UP_TO, wanted.mark)
    return len(back)


def _erase(store: Store, address: str, now: datetime, language: str) -> None:
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
    with store.together():
        back = _catch_up(store, pending(store, ledger), now)
    scrub(store)
    return back


def _language(store: Store, address: str) -> str:
    known = store.at(address) or store.waiting_at(address)
    return known.language if known is not None else ""


def _after(lines: list[re.Match[str]], up_to: str | None) -> Mapping[str, datetime | None]:
    """What comes after a place; all of it, with its times, where nobody knows the place."""
    if up_to == NOTHING:
        return {line[2]: None for line in lines}
    marks = [_mark(line) for line in lines]
    if up_to not in marks:
        return {line[2]: datetime.fromisoformat(line[1]) for line in lines}
    return {line[2]: None for line in lines[marks.index(up_to) + 1 :]}


def _mark(line: re.Match[str]) -> str:
    return sha256(line[0].encode()).hexdigest()


def _digest(key: bytes, address: str) -> str:
    return hmac.digest(key, address.encode(), "sha256").hex()


def _settle(folder: Path) -> None:
    """Make the folder's new entry durable too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
