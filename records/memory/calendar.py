"""Meetings as they are and who was there, in dicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from records.branch import Change
from records.kept import tidy
from records.meetings.calendar import Door, Presence
from records.memory.tables import Tables
from records.model import BranchKey, MemberId


class Calendar(Tables):
    """`records.meetings.calendar.Calendar`."""

    def change_meeting(self, branch: BranchKey, change: Change) -> None:
        self._t.meetings[branch, change.planned] = change

    def changes(self, branch: BranchKey) -> Sequence[Change]:
        found = (one for (key, _), one in self._t.meetings.items() if key == branch)
        return sorted(found, key=lambda one: one.planned)

    def open_door(self, door: Door) -> Door:
        kept = replace(door, code=tidy(door.code))
        return self._t.doors.setdefault((door.branch, door.planned), kept)

    def door(self, branch: BranchKey, planned: datetime) -> Door | None:
        return self._t.doors.get((branch, planned))

    def doors(self, branch: BranchKey) -> Sequence[Door]:
        found = (one for one in self._t.doors.values() if one.branch == branch)
        return sorted(found, key=lambda one: one.planned)

    def say_presence(self, member: MemberId, planned: datetime, said: Presence | None) -> bool:
        self._member(member)
        before = self._t.presence.get((planned, member))
        if before is said or before is Presence.CAME:
            return False
        if said is None:
            del self._t.presence[planned, member]
        else:
            self._t.presence[planned, member] = said
        return True

    def presence(self, branch: BranchKey, planned: datetime) -> Mapping[MemberId, Presence]:
        return {
            member: said
            for (at, member), said in sorted(self._t.presence.items())
            if at == planned and self._member(member).branch == branch
        }
