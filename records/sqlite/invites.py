"""Invites in SQLite, and coming in by one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from records.kept import tidy
from records.model import BranchKey, Invite, Member, MemberId, Role, State
from records.people.office import Office
from records.ports import InviteSpent
from records.sqlite.spells import Spells
from records.sqlite.times import instant, maybe, micros


class Invites(Spells):
    """`records.people.invites.Invites`."""

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


def _invite(row: tuple[Any, ...]) -> Invite:
    code, branch, role, made, expires, uses_left, member = row
    return Invite(code, branch, Role(role), instant(made), maybe(expires), uses_left, member)
