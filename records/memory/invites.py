"""Invites in dicts, and coming in by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from records.kept import tidy
from records.memory.spells import Spells
from records.model import BranchKey, Invite, Member, Role, State
from records.people.office import Office
from records.ports import InviteSpent


class Invites(Spells):
    """`records.people.invites.Invites`."""

    def invite(self, invite: Invite) -> None:
        self._t.invites[invite.code] = invite

    def invited(self, code: str, now: datetime) -> Invite | None:
        found = self._t.invites.get(code)
        if found is None or (found.expires and now >= found.expires) or found.uses_left == 0:
            return None
        person = found.member and self._t.members.get(found.member)
        if person and person.state is State.LEFT:
            return None
        claims = found.role is Role.ADMINISTRATOR
        return None if claims and self.holders(Role.ADMINISTRATOR, None) else found

    def call_back(self, branch: BranchKey, now: datetime) -> int:
        open_to_several = [
            one for code, one in self._t.invites.items()
            if one.branch == branch and one.role is Role.MEMBER and one.member is None
            and self.invited(code, now)
        ]  # fmt: skip
        for one in open_to_several:
            self._t.invites[one.code] = replace(one, expires=now)
        return len(open_to_several)

    def link(self, invite: Invite, address: str, name: str, language: str, now: datetime) -> Member:
        kept = self.invited(invite.code, now)
        if kept is None:
            raise InviteSpent(invite.code)
        known = self.at(address)
        if known is None:
            known = self._newcomer(kept, tidy(address), name, language, now)
        office = _given(kept, known, now)
        promoted = office and (known.id, office.role, office.branch) not in self._t.offices
        if promoted or known.state is not State.LINKED:
            self._use_up(kept)
        self._t.members[known.id] = known
        self.move(known.id, State.LINKED, now)
        if office is not None:
            self.grant(office)
        return self._member(known.id)

    def _use_up(self, invite: Invite) -> None:
        if invite.uses_left is not None:
            self._t.invites[invite.code] = replace(invite, uses_left=invite.uses_left - 1)

    def _newcomer(
        self, invite: Invite, address: str, name: str, language: str, now: datetime
    ) -> Member:
        if invite.member is None:
            joined = self._join(invite.branch, name, language, State.LINKED, now)
            if _given(invite, joined, now) is None:
                self._use_up(invite)
            return replace(joined, address=address, linked=now)
        listed = self._member(invite.member)
        if listed.address is not None:
            raise InviteSpent(invite.code)
        return replace(listed, address=address, linked=now, language=tidy(language))


def _given(invite: Invite, known: Member, now: datetime) -> Office | None:
    """The office an invite gives somebody: of their own branch, never of another."""
    if invite.role is Role.ADMINISTRATOR:
        return Office(known.id, invite.role, None, now)
    organizes = invite.role is Role.ORGANIZER and invite.branch == known.branch
    return Office(known.id, invite.role, known.branch, now) if organizes else None
