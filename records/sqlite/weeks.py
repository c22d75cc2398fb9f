"""Closed weeks in SQLite, and giving them up where what they were counted from changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter

import orjson

from content.item import ItemId
from records.model import BranchKey
from records.sqlite.rows import Rows
from records.sqlite.times import instant, micros
from records.weeks import MemberWeek, PastWeek, packed

EVER = 0
"""Before any week."""

_COUNT = "weeks given up"


class Weeks(Rows):
    """`records.weeks.Weeks`."""

    def keep_week(self, branch: BranchKey, week: PastWeek, given_up: int) -> bool:
        with self._db.writing() as con:
            if self.given_up() != given_up:
                return False
            start = micros(week.start)
            con.execute("DELETE FROM member_week WHERE branch = ? AND start = ?", (branch, start))
            con.execute(
                "INSERT OR REPLACE INTO past_week VALUES (?, ?, ?, 0, ?)",
                (branch, start, micros(week.end), packed(week.versions)),
            )
            con.executemany(_KEEP, ((branch, start, *one) for one in week.members))
            return True

    def weeks_kept(self, branch: BranchKey) -> frozenset[datetime]:
        rows = self._rows("SELECT start FROM past_week WHERE branch = ? AND stale = 0", branch)
        return frozenset(instant(start) for (start,) in rows)

    def past_weeks(self, branch: BranchKey, start: datetime, end: datetime) -> Sequence[PastWeek]:
        within = (branch, micros(start), micros(end))
        members = {
            at: tuple(MemberWeek._make(row[1:]) for row in rows)
            for at, rows in groupby(self._rows(_READ, *within), key=itemgetter(0))
        }
        weeks = self._rows(
            'SELECT start, "end", versions FROM past_week WHERE branch = ? AND start >= ?'
            ' AND "end" <= ? AND stale = 0 ORDER BY start', *within,
        )  # fmt: skip
        return [
            PastWeek(instant(at), instant(end), members.get(at, ()), _pairs(versions))
            for at, end, versions in weeks
        ]

    def given_up(self) -> int:
        row = self._row("SELECT value FROM note WHERE key = ?", _COUNT)
        return 0 if row is None else int(row[0])

    def _give_up(self, since: int, branch: str | None = None) -> None:
        """Within a transaction: weeks that end after `since` are to be counted anew."""
        self._db.con.execute(
            'UPDATE past_week SET stale = 1 WHERE "end" > ? AND branch = coalesce(?, branch)',
            (since, branch),
        )
        self._changed()

    def _changed(self) -> None:
        """What somebody is counting at this moment is not to be kept."""
        self._db.con.execute(
            "UPDATE note SET value = CAST(value AS INTEGER) + 1 WHERE key = ?", (_COUNT,)
        )


_KEEP = "INSERT INTO member_week VALUES (?,?,?,?,?,?,?,?,?,?,?)"

_READ = """
    SELECT start, member, push, due, sent, answers, closed, in_time, fresh, tries
    FROM member_week WHERE branch = ? AND start >= ? AND start < ? ORDER BY start, member
"""


def _pairs(kept: str) -> tuple[tuple[ItemId, str], ...]:
    return tuple((ItemId(item), version) for item, version in orjson.loads(kept))
