"""Who opened named data, in SQLite: rows that are only added, each chained to the one before."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from secrets import token_bytes
from typing import Any

from records.kept import tidy
from records.model import BranchKey, MemberId
from records.people.record import View
from records.sqlite.rows import Rows
from records.sqlite.times import instant, micros

SALT = 16
"""Random bytes before a member's number: without them nobody can find the number to a mark."""


class Seen(Rows):
    """The rest of `records.people.record.Record`."""

    def saw(self, view: View) -> None:
        about, by = token_bytes(SALT), token_bytes(SALT)
        marks = mark(about, view.about), mark(by, view.by)
        fixed = (micros(view.at), tidy(view.branch), tidy(view.role), tidy(view.what),
                 int(view.about is None), *marks)  # fmt: skip
        with self._db.writing() as con:
            last = self._row("SELECT hash FROM seen ORDER BY id DESC LIMIT 1")
            before = last[0] if last else b""
            con.execute(
                "INSERT INTO seen (at, branch, role, what, whole, about_mark, by_mark, about, by,"
                " about_salt, by_salt, before, hash) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
                (*fixed, view.about, view.by, about, by, before, link(before, fixed)),
            )

    def seen(self, member: MemberId) -> Sequence[View]:
        return [
            View(instant(at), BranchKey(branch), role, what,
                 None if about is None else MemberId(about), None if by is None else MemberId(by))
            for at, branch, role, what, about, by in self._rows(_SEEN, member, member)
        ]  # fmt: skip

    def chained(self) -> bool:
        before: bytes | None = None
        for row in self._rows(_CHAIN):
            *fixed, about, about_salt, by, by_salt, held, hash = row
            whole = before is None or bytes(held) == before
            marks = _shows(fixed[-2], about, about_salt) and _shows(fixed[-1], by, by_salt)
            if not (whole and marks and link(bytes(held), tuple(fixed)) == bytes(hash)):
                return False
            before = bytes(hash)
        return True


def mark(salt: bytes, member: MemberId | None) -> bytes:
    """What stands for a member in the chain."""
    return sha256(salt + str(member).encode()).digest()


def link(before: bytes, fixed: tuple[Any, ...]) -> bytes:
    """A row's hash: of the one before and of all that never changes in it."""
    return sha256(before + repr([_plain(value) for value in fixed]).encode()).digest()


def _plain(value: Any) -> object:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else value


def _shows(held: bytes, member: int | None, salt: bytes | None) -> bool:
    """Whether a mark is that of the member beside it; one who is erased can't be held against."""
    return salt is None or mark(salt, None if member is None else MemberId(member)) == bytes(held)


_SEEN = """
    SELECT at, branch, role, what, about, by FROM seen WHERE about = ? OR (whole = 1 AND EXISTS
        (SELECT 1 FROM member AS m WHERE m.id = ? AND m.branch = seen.branch
            AND m.joined <= seen.at))
    ORDER BY id DESC
"""
_CHAIN = """
    SELECT at, branch, role, what, whole, about_mark, by_mark, about, about_salt, by, by_salt,
        before, hash FROM seen ORDER BY id
"""
