"""The roster in SQLite: who is on it, how each is reached, when each is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from records.kept import tidy, tidy_name
from records.model import BranchKey, Member, MemberId, Role, State
from records.ports import NotThere
from records.sqlite.office import HOLDERS, WHOLE, Offices
from records.sqlite.times import instant, maybe, micros


class Members(Offices):
    """`records.people.members.Members`, and who holds an office."""

    def member(self, member: MemberId) -> Member | None:
        return self._db.remembered(
            ("member", member),
            lambda: _one(self._rows("SELECT * FROM member WHERE id = ?", member)),
        )

    def at(self, address: str) -> Member | None:
        return self._db.remembered(
            ("at", address),
            lambda: _one(self._rows("SELECT * FROM member WHERE address = ?", tidy(address))),
        )

    def _need(self, member: MemberId) -> Member:
        found = self.member(member)
        if found is None:
            raise NotThere(f"no member {member}")
        return found

    def members(self, branch: BranchKey | None = None) -> Sequence[Member]:
        if branch is None:
            return read_members(self._rows("SELECT * FROM member ORDER BY id"))
        return read_members(self._rows("SELECT * FROM member WHERE branch = ? ORDER BY id", branch))

    def been_in(self, branch: BranchKey) -> Sequence[Member]:
        found = read_members(self._rows(
            "SELECT * FROM member WHERE branch = ?1 OR id IN (SELECT member FROM spell"
            " WHERE branch = ?1) ORDER BY id", tidy(branch),
        ))  # fmt: skip
        return [one if one.branch == branch else replace(one, branch=branch) for one in found]

    def holders(self, role: Role, branch: BranchKey | None) -> Sequence[Member]:
        return read_members(self._rows(HOLDERS, role, tidy(branch or WHOLE)))

    def organizers(self, branch: BranchKey) -> Sequence[Member]:
        reachable = (State.LINKED, State.PAUSED, State.EXCUSED)
        return [
            one
            for one in self.holders(Role.ORGANIZER, branch)
            if one.address is not None and one.state in reachable
        ]

    def settings(
        self,
        member: MemberId,
        *,
        language: str | None = None,
        zone: str | None = None,
        push: str | None = None,
        name: str | None = None,
    ) -> None:
        with self._db.writing() as con:
            self._need(member)
            if language is not None:
                con.execute("UPDATE member SET language = ? WHERE id = ?", (tidy(language), member))
            if zone is not None:
                con.execute(
                    "UPDATE member SET zone = nullif(?, '') WHERE id = ?", (tidy(zone), member)
                )
            if push is not None:
                hour = time.fromisoformat(push).strftime("%H:%M") if push else None
                con.execute("UPDATE member SET push = ? WHERE id = ?", (hour, member))
            if name is not None:
                con.execute("UPDATE member SET name = ? WHERE id = ?", (tidy_name(name), member))

    def schedule(self, due: Mapping[MemberId, datetime | None]) -> None:
        with self._db.writing() as con:
            con.executemany(
                "UPDATE member SET next_at = ? WHERE id = ? AND state = 'linked'",
                ((micros(at), member) for member, at in due.items()),
            )

    def due(self, now: datetime, limit: int = 1000) -> Sequence[Member]:
        return read_members(
            self._rows(
                "SELECT * FROM member WHERE next_at <= ? ORDER BY next_at, id LIMIT ?",
                micros(now),
                limit,
            )
        )

    def unscheduled(self, limit: int = 1000, after: int = 0) -> Sequence[Member]:
        return read_members(
            self._rows(
                "SELECT * FROM member WHERE state = 'linked' AND next_at IS NULL AND id > ?"
                " ORDER BY id LIMIT ?",
                after,
                limit,
            )
        )


STATES = {state.value: state for state in State}
_ROLES = {role.value: role for role in Role}


def read_members(rows: Iterable[tuple[Any, ...]]) -> list[Member]:
    return [_member(row) for row in rows]


def _member(row: tuple[Any, ...]) -> Member:
    (
        id,
        branch,
        name,
        language,
        state,
        role,
        address,
        zone,
        push,
        joined,
        linked,
        next_at,
        until,
    ) = row
    return Member(
        id,
        branch,
        name,
        language,
        STATES[state],
        _ROLES[role],
        address,
        zone,
        None if push is None else time.fromisoformat(push),
        instant(joined),
        maybe(linked),
        maybe(next_at),
        maybe(until),
    )


def _one(rows: list[tuple[Any, ...]]) -> Member | None:
    return _member(rows[0]) if rows else None
