"""A member's record in SQLite, driven by `records.privacy`: all about them, and its end."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from records.kept import tidy
from records.model import BranchKey, MemberId
from records.people.record import Cell, Line, Tally
from records.privacy import Column, Holds, Limit, Table, limits, tables
from records.privacy.declared import SOME
from records.privacy.rest import SENDER
from records.sqlite.connection import BUSY_MS
from records.sqlite.times import instant, micros
from records.sqlite.weeks import Weeks

NOBODY = 0
"""No member has this id: they count from 1."""

SCRUB_MS = 50
"""How long `scrub` waits for readers: the loop stands still meanwhile."""


class Record(Weeks):
    """`records.people.record.Record` but for who looked, which is in `seen`."""

    def about(self, address: str) -> Mapping[str, Sequence[Line]]:
        who = {"address": tidy(address), "member": self._number(address)}
        found = {one.name: self._lines(one, who) for one in tables().values() if one.told}
        return {name: lines for name, lines in found.items() if lines}

    def _number(self, address: str) -> int:
        row = self._row("SELECT id FROM member WHERE address = ?", tidy(address))
        return NOBODY if row is None else int(row[0])

    def _lines(self, table: Table, who: Mapping[str, object]) -> list[Line]:
        columns = [one for one in table.columns if one.exported]
        names = ", ".join(f'"{one.name}"' for one in columns)
        rows = self._db.con.execute(
            f"SELECT {names} FROM {table.name} WHERE {table.told}",  # noqa: S608
            who,
        )
        return [
            {one.name: _cell(one, value) for one, value in zip(columns, row, strict=True)}
            for row in rows
        ]

    def erase(self, address: str, now: datetime) -> bool:
        return self._erase(self._number(address), tidy(address), now)

    def erase_member(self, member: MemberId, now: datetime) -> bool:
        row = self._row("SELECT address FROM member WHERE id = ?", member)
        return row is not None and self._erase(member, row[0] or "", now)

    def _erase(self, member: int, address: str, now: datetime) -> bool:
        who = {"member": member, "address": address, "now": micros(now)}
        with self._db.writing() as con:
            gone = [
                con.execute(one.erasing, who).rowcount
                for one in tables().values() if one.personal
            ]  # fmt: skip
            self._changed()
        self._db.items.clear()
        return any(gone)

    def asks(self, address: str) -> bool:
        return self._row(_ASKS, tidy(address)) is not None

    def addresses(self) -> Mapping[str, datetime]:
        return {str(address): instant(at) for address, at in self._rows(_ADDRESSES)}

    def scrub(self) -> bool:
        con = self._db.con
        con.execute(f"PRAGMA busy_timeout={SCRUB_MS}")
        try:
            busy = con.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            con.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        return bool(busy == 0)

    def branches(self) -> Sequence[BranchKey]:
        rows = self._rows("SELECT DISTINCT branch FROM member ORDER BY branch")
        return [BranchKey(branch) for (branch,) in rows]

    def former(self, before: datetime, limit: int = 100) -> Sequence[MemberId]:
        return [MemberId(id) for id, in self._rows(
            "SELECT m.id FROM member AS m JOIN spell AS s ON s.member = m.id AND s.until IS NULL"
            " WHERE m.state = 'left' AND s.state = 'left' AND s.since < ? ORDER BY m.id LIMIT ?",
            micros(before), limit,
        )]  # fmt: skip

    def expire(self, limit: str, before: datetime, branch: BranchKey | None = None) -> int:
        wanted = _limits()[limit]
        values = {"before": micros(before), "branch": branch, "some": SOME}
        with self._db.writing() as con:
            found = [row[0] for row in con.execute(wanted.find, values)]
            for step in wanted.steps if found else ():
                con.execute(step, {**values, "ids": json.dumps(found)})
        return len(found)

    def tallies(self, branch: BranchKey) -> Sequence[Tally]:
        rows = self._rows(
            "SELECT item, hash, sent, answered, marked, marks, first_marked, first_marks,"
            " useful, unclear, wrong, outdated FROM tally WHERE branch = ? ORDER BY item, hash",
            branch,
        )
        return [_tally(*row) for row in rows]


_ADDRESSES = f"""
    SELECT address, max(at) FROM (
        SELECT address, coalesce(linked, joined) AS at FROM member WHERE address IS NOT NULL
        UNION ALL SELECT address, at FROM joining
        UNION ALL SELECT address, at FROM waiting
        UNION ALL SELECT CAST({SENDER} AS TEXT), received FROM arrived
            WHERE body <> x'' AND json_valid(CAST(body AS TEXT))
    ) WHERE address IS NOT NULL GROUP BY address
"""  # noqa: S608 of constants alone
_ASKS = f"""
    SELECT 1 FROM arrived WHERE state = 'waiting' AND CASE WHEN json_valid(CAST(body AS TEXT))
        THEN CAST({SENDER} AS TEXT) = ? END
"""  # noqa: S608 of constants alone
_SAID = ("useful", "unclear", "wrong", "outdated")


def _tally(
    item: str,
    version: str,
    sent: int,
    answered: int,
    marked: int,
    marks: float,
    first_marked: int,
    first_marks: float,
    *said: int,
) -> Tally:
    return Tally(
        item,
        version,
        sent,
        answered,
        marked,
        marks,
        first_marked,
        first_marks,
        dict(zip(_SAID, said, strict=True)),
    )


def _limits() -> Mapping[str, Limit]:
    return {one.name: one for one in limits()}


def _cell(column: Column, value: Any) -> Cell:
    """A value as a person, or their own program, can read it."""
    if value is None:
        return None
    match column.holds:
        case Holds.MOMENT:
            return instant(value).isoformat()
        case Holds.YES_NO:
            return bool(value)
        case Holds.BYTES:
            return bytes(value).decode("utf-8", "replace")
        case _:
            return value if isinstance(value, int | float) else str(value)
