"""The roster in SQLite: who is on it, who is linked, where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from records.kept import tidy, tidy_name
from records.model import BranchKey, Invite, Member, MemberId, Role, Spell, State
from records.people.office import Office
from records.ports import InviteSpent, NotThere
from records.sqlite.office import HOLDERS, WHOLE, Offices
from records.sqlite.times import instant, maybe, micros


class People(Offices):
    """`records.ports.People`."""

    def invite(self, invite: Invite) -> None:
        with self._db.writing() as con:
            con.execute(
                "INSERT OR REPLACE INTO invite VALUES (?,?,?,?,?,?,?)",
                (
                    invite.code,
                    invite.branch,
                    invite.role,
                    micros(invite.made),
                    micros(invite.expires),
                    invite.uses_left,
                    invite.member,
                ),
            )

    def invited(self, code: str, now: datetime) -> Invite | None:
        row = self._row(
            "SELECT * FROM invite WHERE code = ? AND coalesce(expires > ?, 1)"
            " AND coalesce(uses_left > 0, 1) AND NOT EXISTS (SELECT 1 FROM member AS m"
            " WHERE m.id = invite.member AND m.state = 'left')",
            tidy(code),
            micros(now),
        )
        found = None if row is None else _invite(row)
        claims = found is not None and found.role is Role.ADMINISTRATOR
        return None if claims and self.holders(Role.ADMINISTRATOR, None) else found

    def call_back(self, branch: BranchKey, now: datetime) -> int:
        with self._db.writing() as con:
            return con.execute(
                "UPDATE invite SET expires = ? WHERE branch = ? AND role = 'member'"
                " AND member IS NULL AND coalesce(expires > ?, 1) AND coalesce(uses_left > 0, 1)",
                (micros(now), branch, micros(now)),
            ).rowcount

    def link(self, invite: Invite, address: str, name: str, language: str, now: datetime) -> Member:
        address = tidy(address)
        with self._db.writing():
            known = self.at(address)
            kept = self._usable(invite, known, now)
            if known is not None:
                self._return(known, kept, now)
            elif kept.member is not None:
                self._arrive(kept, kept.member, address, language, now)
            else:
                joined = self._join(kept.branch, name, language, State.LINKED, now, address)
                self._promote(kept, self._need(joined), now)
            member = self.at(address)
            assert member is not None
            return member

    def _usable(self, invite: Invite, known: Member | None, now: datetime) -> Invite:
        """The invite as it is kept, used up by one unless it changes nothing."""
        kept = self.invited(invite.code, now)
        if kept is None:
            raise InviteSpent(invite.code)
        if known is None or known.state is not State.LINKED or self._promotes(kept, known):
            self._db.con.execute(
                "UPDATE invite SET uses_left = uses_left - 1 WHERE code = ?", (kept.code,)
            )
        return kept

    def _return(self, known: Member, invite: Invite, now: datetime) -> None:
        """Somebody on the roster is linked, for the first time or again."""
        self.move(known.id, State.LINKED, now)
        self._promote(invite, known, now)

    def _promotes(self, invite: Invite, known: Member) -> bool:
        """Whether it gives an office they do not have: organizer of their own branch, never of
        another; administrator."""
        branch = None if invite.role is Role.ADMINISTRATOR else known.branch
        held = {(one.role, one.branch) for one in self.offices(known.id)}
        return (
            invite.role is not Role.MEMBER
            and branch in (None, invite.branch)
            and (invite.role, branch) not in held
        )

    def _promote(self, invite: Invite, known: Member, now: datetime) -> None:
        if self._promotes(invite, known):
            branch = None if invite.role is Role.ADMINISTRATOR else known.branch
            self.grant(Office(known.id, invite.role, branch, now))

    def _arrive(
        self, invite: Invite, member: MemberId, address: str, language: str, now: datetime
    ) -> None:
        """Somebody on the roster opens their own link."""
        linked = self._db.con.execute(
            "UPDATE member SET address = ?, language = ?, linked = ?"
            " WHERE id = ? AND address IS NULL",
            (address, tidy(language), micros(now), member),
        ).rowcount
        if not linked:
            raise InviteSpent(invite.code)
        self._return(self._need(member), invite, now)

    def enrol(self, branch: BranchKey, name: str, language: str, now: datetime) -> Member:
        with self._db.writing():
            return self._need(self._join(branch, name, language, State.INVITED, now))

    def _join(
        self,
        branch: BranchKey,
        name: str,
        language: str,
        state: State,
        now: datetime,
        address: str | None = None,
    ) -> MemberId:
        at = micros(now)
        linked = at if state is State.LINKED else None
        member = self._row(
            "INSERT INTO member (branch, name, language, state, role, address, joined, linked)"
            " VALUES (?,?,?,?,?,?,?,?) RETURNING id",
            tidy(branch),
            tidy_name(name),
            tidy(language),
            state,
            Role.MEMBER,
            address,
            at,
            linked,
        )
        assert member is not None
        self._begin_spell(MemberId(member[0]), tidy(branch), state, at, at, "")
        return MemberId(member[0])

    def _begin_spell(
        self, member: MemberId, branch: str, state: State, since: int, noted: int, reason: str
    ) -> None:
        self._db.con.execute(
            "INSERT INTO spell (member, branch, state, since, noted, reason) VALUES (?,?,?,?,?,?)",
            (member, branch, state, since, noted, tidy(reason)),
        )

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

    def transfer(self, member: MemberId, branch: BranchKey, now: datetime) -> None:
        with self._db.writing() as con:
            known = self._need(member)
            if known.branch == branch:
                return
            con.execute(
                "UPDATE member SET branch = ?, next_at = NULL WHERE id = ?", (tidy(branch), member)
            )
            since = self._end_spell(member, micros(now))
            self._begin_spell(member, tidy(branch), known.state, since, micros(now), "moved")
            self._keep_in_step(member)

    def holders(self, role: Role, branch: BranchKey | None) -> Sequence[Member]:
        return read_members(self._rows(HOLDERS, role, tidy(branch or WHOLE)))

    def organizers(self, branch: BranchKey) -> Sequence[Member]:
        reachable = (State.LINKED, State.PAUSED, State.EXCUSED)
        return [
            one
            for one in self.holders(Role.ORGANIZER, branch)
            if one.address is not None and one.state in reachable
        ]

    def move(
        self,
        member: MemberId,
        state: State,
        now: datetime,
        until: datetime | None = None,
        reason: str = "",
    ) -> None:
        ends = micros(until) if state in (State.PAUSED, State.EXCUSED) else None
        with self._db.writing() as con:
            known = self._need(member)
            if known.state is state:
                con.execute("UPDATE member SET until = ? WHERE id = ?", (ends, member))
                return
            con.execute(
                "UPDATE member SET state = ?, until = ?, next_at = NULL WHERE id = ?",
                (state, ends, member),
            )
            since = self._end_spell(member, micros(now))
            self._begin_spell(member, known.branch, state, since, micros(now), reason)

    def _end_spell(self, member: MemberId, at: int) -> int:
        """End the running spell, never before it began (a clock may have been put back)."""
        row = self._row(
            "UPDATE spell SET until = max(since, ?) WHERE member = ? AND until IS NULL"
            " RETURNING until",
            at,
            member,
        )
        return at if row is None else int(row[0])

    def lapsed(self, now: datetime, limit: int = 1000) -> Sequence[Member]:
        return read_members(
            self._rows(
                "SELECT * FROM member WHERE until <= ? ORDER BY until, id LIMIT ?",
                micros(now),
                limit,
            )
        )

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

    def spells(self, branch: BranchKey) -> Sequence[Spell]:
        return [
            Spell(
                MemberId(member),
                branch,
                _STATES[state],
                instant(since),
                maybe(until),
                instant(noted),
            )
            for member, state, since, until, noted in self._rows(_SPELLS, tidy(branch))
        ]

    def spells_of(self, member: MemberId) -> Sequence[Spell]:
        return [
            Spell(member, branch, State(state), instant(since), maybe(until), instant(noted))
            for branch, state, since, until, noted in self._rows(
                "SELECT branch, state, since, until, noted FROM spell WHERE member = ?"
                " ORDER BY id", member,
            )
        ]  # fmt: skip


_STATES = {state.value: state for state in State}
_ROLES = {role.value: role for role in Role}

_SPELLS = """
    SELECT s.member, CASE WHEN s.branch = ?1 THEN s.state ELSE 'left' END, s.since, s.until,
        s.noted
    FROM spell AS s WHERE s.member IN (SELECT member FROM spell WHERE branch = ?1)
    ORDER BY s.member, s.id
"""


def _invite(row: tuple[Any, ...]) -> Invite:
    code, branch, role, made, expires, uses_left, member = row
    return Invite(code, branch, Role(role), instant(made), maybe(expires), uses_left, member)


def _one(rows: list[tuple[Any, ...]]) -> Member | None:
    return _member(rows[0]) if rows else None


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
        _STATES[state],
        _ROLES[role],
        address,
        zone,
        None if push is None else time.fromisoformat(push),
        instant(joined),
        maybe(linked),
        maybe(next_at),
        maybe(until),
    )
