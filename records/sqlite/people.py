"""The roster in SQLite: who is on it, who is linked, where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from typing import Any

from records.kept import tidy, tidy_name
from records.model import BranchKey, Invite, Member, MemberId, Role, Spell, State
from records.ports import InviteSpent, NotThere
from records.sqlite.rows import Rows
from records.sqlite.times import instant, maybe, micros


class People(Rows):
    """`records.ports.People`."""

    def invite(self, invite: Invite) -> None:
        with self._db.writing() as con:
            con.execute("INSERT OR REPLACE INTO invite VALUES (?,?,?,?,?,?,?)", (
                invite.code, invite.branch, invite.role, micros(invite.made),
                micros(invite.expires), invite.uses_left, invite.member,
            ))

    def invited(self, code: str, now: datetime) -> Invite | None:
        row = self._row(
            "SELECT * FROM invite WHERE code = ? AND coalesce(expires > ?, 1)"
            " AND coalesce(uses_left > 0, 1)",
            tidy(code), micros(now),
        )
        return None if row is None else _invite(row)

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
                self._join(kept.branch, name, language, State.LINKED, now, kept.role, address)
            member = self.at(address)
            assert member is not None
            return member

    def _usable(self, invite: Invite, known: Member | None, now: datetime) -> Invite:
        """The invite as it is kept, used up by one unless it changes nothing."""
        kept = self.invited(invite.code, now)
        if kept is None:
            raise InviteSpent(invite.code)
        if known is None or known.state is not State.LINKED or _promotes(kept, known):
            self._db.con.execute(
                "UPDATE invite SET uses_left = uses_left - 1 WHERE code = ?", (kept.code,)
            )
        return kept

    def _return(self, known: Member, invite: Invite, now: datetime) -> None:
        """Somebody on the roster is linked, for the first time or again."""
        self.move(known.id, State.LINKED, now)
        if _promotes(invite, known):
            self._set_role(known.id, Role.ORGANIZER)

    def _arrive(self, invite: Invite, member: MemberId, address: str, language: str,
                now: datetime) -> None:
        """Somebody on the roster opens their own link."""
        linked = self._db.con.execute(
            "UPDATE member SET address = ?, language = ?, linked = ?"
            " WHERE id = ? AND address IS NULL",
            (address, tidy(language), micros(now), member),
        ).rowcount
        if not linked:
            raise InviteSpent(invite.code)
        self._return(self._need(member), invite, now)

    def _set_role(self, member: MemberId, role: Role) -> None:
        self._db.con.execute("UPDATE member SET role = ? WHERE id = ?", (role, member))

    def enrol(self, branch: BranchKey, name: str, language: str, now: datetime) -> Member:
        with self._db.writing():
            return self._need(self._join(branch, name, language, State.INVITED, now))

    def _join(self, branch: BranchKey, name: str, language: str, state: State, now: datetime,
              role: Role = Role.MEMBER, address: str | None = None) -> MemberId:
        at = micros(now)
        linked = at if state is State.LINKED else None
        member = self._row(
            "INSERT INTO member (branch, name, language, state, role, address, joined, linked)"
            " VALUES (?,?,?,?,?,?,?,?) RETURNING id",
            tidy(branch), tidy_name(name), tidy(language), state, role, address, at, linked,
        )
        assert member is not None
        self._begin_spell(MemberId(member[0]), state, at, at, "")
        return MemberId(member[0])

    def _begin_spell(self, member: MemberId, state: State, since: int, noted: int,
                     reason: str) -> None:
        self._db.con.execute(
            "INSERT INTO spell (member, state, since, noted, reason) VALUES (?,?,?,?,?)",
            (member, state, since, noted, tidy(reason)),
        )

    def member(self, member: MemberId) -> Member | None:
        return _one(self._rows("SELECT * FROM member WHERE id = ?", member))

    def at(self, address: str) -> Member | None:
        return _one(self._rows("SELECT * FROM member WHERE address = ?", tidy(address)))

    def _need(self, member: MemberId) -> Member:
        found = self.member(member)
        if found is None:
            raise NotThere(f"no member {member}")
        return found

    def members(self, branch: BranchKey | None = None) -> Sequence[Member]:
        if branch is None:
            return read_members(self._rows("SELECT * FROM member ORDER BY id"))
        return read_members(self._rows("SELECT * FROM member WHERE branch = ? ORDER BY id", branch))

    def organizers(self, branch: BranchKey) -> Sequence[Member]:
        return read_members(self._rows(
            "SELECT * FROM member WHERE branch = ? AND role = 'organizer' AND address NOT NULL"
            " AND state IN ('linked', 'paused', 'excused') ORDER BY id", branch,
        ))

    def move(self, member: MemberId, state: State, now: datetime, until: datetime | None = None,
             reason: str = "") -> None:
        ends = micros(until) if state in (State.PAUSED, State.EXCUSED) else None
        with self._db.writing() as con:
            if self._need(member).state is state:
                con.execute("UPDATE member SET until = ? WHERE id = ?", (ends, member))
                return
            con.execute(
                "UPDATE member SET state = ?, until = ?, next_at = NULL WHERE id = ?",
                (state, ends, member),
            )
            since = self._end_spell(member, micros(now))
            self._begin_spell(member, state, since, micros(now), reason)

    def _end_spell(self, member: MemberId, at: int) -> int:
        """End the running spell, never before it began (a clock may have been put back)."""
        row = self._row(
            "UPDATE spell SET until = max(since, ?) WHERE member = ? AND until IS NULL"
            " RETURNING until", at, member,
        )
        return at if row is None else int(row[0])

    def lapsed(self, now: datetime, limit: int = 1000) -> Sequence[Member]:
        return read_members(self._rows(
            "SELECT * FROM member WHERE until <= ? ORDER BY until, id LIMIT ?", micros(now), limit
        ))

    def settings(self, member: MemberId, *, language: str | None = None, zone: str | None = None,
                 push: str | None = None, name: str | None = None) -> None:
        with self._db.writing() as con:
            self._need(member)
            if language is not None:
                con.execute("UPDATE member SET language = ? WHERE id = ?", (tidy(language), member))
            if zone is not None:
                con.execute("UPDATE member SET zone = nullif(?, '') WHERE id = ?",
                            (tidy(zone), member))
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
        return read_members(self._rows(
            "SELECT * FROM member WHERE next_at <= ? ORDER BY next_at, id LIMIT ?",
            micros(now), limit,
        ))

    def unscheduled(self, limit: int = 1000) -> Sequence[Member]:
        return read_members(self._rows(
            "SELECT * FROM member WHERE state = 'linked' AND next_at IS NULL ORDER BY id LIMIT ?",
            limit,
        ))

    def spells(self, branch: BranchKey) -> Sequence[Spell]:
        return [
            Spell(MemberId(member), branch, State(state), instant(since), maybe(until),
                  instant(noted))
            for member, state, since, until, noted in self._rows(
                "SELECT s.member, s.state, s.since, s.until, s.noted FROM member AS m"
                " JOIN spell AS s ON s.member = m.id WHERE m.branch = ?"
                " ORDER BY s.member, s.id", branch,
            )
        ]


def _promotes(invite: Invite, known: Member) -> bool:
    """Whether it makes somebody an organizer: of their own branch, never of another."""
    return (
        invite.role is Role.ORGANIZER
        and known.role is not Role.ORGANIZER
        and invite.branch == known.branch
    )


def _invite(row: tuple[Any, ...]) -> Invite:
    code, branch, role, made, expires, uses_left, member = row
    return Invite(code, branch, Role(role), instant(made), maybe(expires), uses_left, member)


def _one(rows: list[tuple[Any, ...]]) -> Member | None:
    return _member(rows[0]) if rows else None


def read_members(rows: Iterable[tuple[Any, ...]]) -> list[Member]:
    return [_member(row) for row in rows]


def _member(row: tuple[Any, ...]) -> Member:
    (id, branch, name, language, state, role, address, zone, push, joined, linked, next_at,
     until) = row
    return Member(
        id, branch, name, language, State(state), Role(role), address, zone,
        None if push is None else time.fromisoformat(push),
        instant(joined), maybe(linked), maybe(next_at), maybe(until),
    )
