"""Closed weeks in dicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from records.memory.tables import Tables
from records.model import BranchKey, MemberId
from records.weeks import PastWeek

EVER = datetime(1970, 1, 1, tzinfo=UTC)
"""Before any week."""

_COUNT = "weeks given up"


class Weeks(Tables):
    """`records.weeks.Weeks`."""

    def keep_week(self, branch: BranchKey, week: PastWeek, given_up: int) -> bool:
        if self.given_up() != given_up:
            return False
        kept = sorted(week.members, key=lambda one: one.member)
        self._t.past_weeks[branch, week.start] = replace(week, members=tuple(kept))
        return True

    def weeks_kept(self, branch: BranchKey) -> frozenset[datetime]:
        return frozenset(start for key, start in self._t.past_weeks if key == branch)

    def past_weeks(self, branch: BranchKey, start: datetime, end: datetime) -> Sequence[PastWeek]:
        return [
            week
            for key, week in sorted(self._t.past_weeks.items())
            if key[0] == branch and start <= week.start and week.end <= end
        ]

    def given_up(self) -> int:
        return int(self._t.notes.get(_COUNT, "0"))

    def _give_up(self, since: datetime, branch: BranchKey | None = None) -> None:
        self._t.past_weeks = {
            key: week
            for key, week in self._t.past_weeks.items()
            if week.end <= since or branch not in (None, key[0])
        }
        self._changed()

    def _changed(self) -> None:
        self._t.notes[_COUNT] = str(self.given_up() + 1)

    def _leave_weeks(self, member: MemberId) -> None:
        for key, week in self._t.past_weeks.items():
            others = tuple(one for one in week.members if one.member != member)
            self._t.past_weeks[key] = replace(week, members=others)
        self._changed()
