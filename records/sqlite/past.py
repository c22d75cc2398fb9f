"""What a member was sent so far, in SQLite: what the next item is chosen by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from content.item import ItemId, LessonId
from records.kept import at_meeting, day_of
from records.model import MemberId, Past
from records.sqlite.rows import Rows
from records.sqlite.times import instant, maybe


class Pasts(Rows):
    """The part of `records.deliveries.Deliveries` that the plan reads."""

    def history(self, member: MemberId, *, coming: bool = False) -> Sequence[Past]:
        return self._db.remembered(
            ("history", member, coming), lambda: self._history(member, coming)
        )

    def _history(self, member: MemberId, coming: bool = False) -> Sequence[Past]:
        pasts = map(_sent, self._rows(_HISTORY, member, coming))
        learned = map(_learned, self._rows(_LEARNED, member))
        return sorted([*learned, *pasts], key=_when)

    def histories(self, members: Sequence[MemberId]) -> Mapping[MemberId, Sequence[Past]]:
        return {member: self._history(member) for member in members}


_HISTORY = """
    SELECT v.item, v.lesson, v.form, v.applied, d.occasion, coalesce(d.sent, d.started, d.due),
        a.received, a.mark, d.fresh
    FROM delivery AS d JOIN version AS v ON v.id = d.version
    LEFT JOIN answer AS a ON a.delivery = d.id
    WHERE d.member = ?1 AND (d.fate = 'sent'
        OR ((d.doubts > 0 OR ?2) AND d.fate NOT IN ('failed', 'cancelled')))
    ORDER BY d.id
"""

# What retention has left of deliveries that are gone (`records.privacy.sending`).
_LEARNED = """
    SELECT item, lesson, form, applied, day, sent, answered, mark, fresh FROM learned
    WHERE member = ? ORDER BY id
"""

_DAY = 4
"""The column of a delivery's occasion; what was learned keeps its day alone."""


def _sent(row: Sequence[Any]) -> Past:
    return _past(row, day_of(row[_DAY]), at_meeting(row[_DAY]))


def _learned(row: Sequence[Any]) -> Past:
    return _past(row, row[_DAY])


def _past(row: Sequence[Any], day: str, met: bool = False) -> Past:
    item, lesson, form, applied, _, sent, received, mark, fresh = row
    return Past(
        ItemId(item),
        LessonId(lesson),
        form,
        applied == 1,
        day,
        instant(sent),
        maybe(received),
        mark,
        fresh == 1,
        met,
    )


def _when(past: Past) -> datetime:
    return past.sent
