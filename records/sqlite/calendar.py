"""Meetings as they are and who was there, in SQLite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from records.branch import Change
from records.kept import tidy
from records.meetings.calendar import Door, Presence
from records.model import BranchKey, MemberId
from records.sqlite.spells import Spells
from records.sqlite.times import instant, maybe, micros


class Calendar(Spells):
    """`records.meetings.calendar.Calendar`."""

    def change_meeting(self, branch: BranchKey, change: Change) -> None:
        assert change.made is not None, "what is kept was made at some time"
        with self._db.writing() as con:
            con.execute(
                "INSERT OR REPLACE INTO meeting (branch, planned, at, sequence, made)"
                " VALUES (?, ?, ?, ?, ?)",
                (
                    branch,
                    micros(change.planned),
                    micros(change.at),
                    change.sequence,
                    micros(change.made),
                ),
            )

    def changes(self, branch: BranchKey) -> Sequence[Change]:
        return [
            Change(instant(planned), maybe(at), sequence, instant(made))
            for planned, at, sequence, made in self._rows(
                "SELECT planned, at, sequence, made FROM meeting WHERE branch = ? ORDER BY planned",
                branch,
            )
        ]

    def open_door(self, door: Door) -> Door:
        with self._db.writing() as con:
            con.execute(
                "INSERT INTO door VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (door.branch, micros(door.planned), tidy(door.code), micros(door.opened)),
            )
            return self.door(door.branch, door.planned) or door

    def door(self, branch: BranchKey, planned: datetime) -> Door | None:
        return next((one for one in self.doors(branch) if one.planned == planned), None)

    def doors(self, branch: BranchKey) -> Sequence[Door]:
        return [
            Door(branch, instant(planned), code, instant(opened))
            for planned, code, opened in self._rows(
                "SELECT planned, code, opened FROM door WHERE branch = ? ORDER BY planned", branch
            )
        ]

    def say_presence(self, member: MemberId, planned: datetime, said: Presence | None) -> bool:
        with self._db.writing() as con:
            self._need(member)
            if said is None:
                return (
                    con.execute(
                        "DELETE FROM presence WHERE planned = ? AND member = ? AND said = 'cannot'",
                        (micros(planned), member),
                    ).rowcount
                    == 1
                )
            return (
                con.execute(
                    "INSERT INTO presence (planned, member, said) VALUES (?, ?, ?)"
                    " ON CONFLICT DO UPDATE SET said = excluded.said"
                    " WHERE said = 'cannot' AND said <> excluded.said",
                    (micros(planned), member, said),
                ).rowcount
                == 1
            )

    def presence(self, branch: BranchKey, planned: datetime) -> Mapping[MemberId, Presence]:
        return {
            MemberId(member): Presence(said)
            for member, said in self._rows(
                "SELECT p.member, p.said FROM presence AS p JOIN member AS m ON m.id = p.member"
                " WHERE p.planned = ? AND m.branch = ? ORDER BY p.member",
                micros(planned),
                branch,
            )
        }
