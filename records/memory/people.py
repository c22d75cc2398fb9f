"""The roster, in dicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time

from records.kept import tidy, tidy_name
from records.memory.office import Offices
from records.memory.tables import AWAY
from records.model import BranchKey, Invite, Member, MemberId, Role, Spell, State
from records.people.office import Office
from records.ports import InviteSpent


class People(Offices):
    """`records.ports.People`."""

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

    def enrol(self, branch: BranchKey, name: str, language: str, now: datetime) -> Member:
        return self._join(branch, name, language, State.INVITED, now)

    def _join(
        self, branch: BranchKey, name: str, language: str, state: State, now: datetime
    ) -> Member:
        self._t.last_member += 1
        id = MemberId(self._t.last_member)
        member = Member(id, branch, tidy_name(name), tidy(language), state, joined=now)
        self._t.members[id] = member
        self._t.spells.append(Spell(id, branch, state, now, None, now))
        return member

    def member(self, member: MemberId) -> Member | None:
        return self._t.members.get(member)

    def at(self, address: str) -> Member | None:
        return next((m for m in self.members() if m.address == tidy(address)), None)

    def members(self, branch: BranchKey | None = None) -> Sequence[Member]:
        return [m for m in self._t.members.values() if branch in (None, m.branch)]

    def been_in(self, branch: BranchKey) -> Sequence[Member]:
        ever = {one.member for one in self._t.spells if one.branch == branch}
        return [
            replace(m, branch=branch) for m in self.members() if m.branch == branch or m.id in ever
        ]

    def transfer(self, member: MemberId, branch: BranchKey, now: datetime) -> None:
        old = self._member(member)
        if old.branch == branch:
            return
        self._t.members[member] = replace(old, branch=branch, next_at=None)
        self._turn(member, branch, old.state, now)
        self._keep_in_step(member)

    def organizers(self, branch: BranchKey) -> Sequence[Member]:
        reachable = (State.LINKED, *AWAY)
        return [
            m
            for m in self.holders(Role.ORGANIZER, branch)
            if m.state in reachable and m.address is not None
        ]

    def move(
        self,
        member: MemberId,
        state: State,
        now: datetime,
        until: datetime | None = None,
        reason: str = "",
    ) -> None:
        old = self._member(member)
        moved = replace(old, state=state, until=until if state in AWAY else None)
        if old.state is state:
            self._t.members[member] = moved
            return
        self._t.members[member] = replace(moved, next_at=None)
        self._turn(member, old.branch, state, now)

    def _turn(self, member: MemberId, branch: BranchKey, state: State, now: datetime) -> None:
        """End the running spell and begin the next."""
        place, running = next(
            (i, s) for i, s in enumerate(self._t.spells) if s.member == member and s.until is None
        )
        since = max(running.since, now)
        self._t.spells[place] = replace(running, until=since)
        self._t.spells.append(Spell(member, branch, state, since, None, now))

    def lapsed(self, now: datetime, limit: int = 1000) -> Sequence[Member]:
        over = [(m.until, m.id, m) for m in self.members() if m.until and m.until <= now]
        return [m for *_, m in sorted(over)[:limit]]

    def settings(
        self,
        member: MemberId,
        *,
        language: str | None = None,
        zone: str | None = None,
        push: str | None = None,
        name: str | None = None,
    ) -> None:
        m = self._member(member)
        if language is not None:
            m = replace(m, language=tidy(language))
        if zone is not None:
            m = replace(m, zone=tidy(zone) or None)
        if push is not None:
            m = replace(m, push=time.fromisoformat(push) if push else None)
        if name is not None:
            m = replace(m, name=tidy_name(name))
        self._t.members[member] = m

    def schedule(self, due: Mapping[MemberId, datetime | None]) -> None:
        for member, at in due.items():
            m = self._t.members.get(member)
            if m is not None and m.state is State.LINKED:
                self._t.members[member] = replace(m, next_at=at)

    def due(self, now: datetime, limit: int = 1000) -> Sequence[Member]:
        ready = [(m.next_at, m.id, m) for m in self.members() if m.next_at and m.next_at <= now]
        return [m for *_, m in sorted(ready)[:limit]]

    def unscheduled(self, limit: int = 1000, after: int = 0) -> Sequence[Member]:
        linked = (m for m in self.members() if m.state is State.LINKED and m.id > after)
        return [m for m in linked if m.next_at is None][:limit]

    def spells(self, branch: BranchKey) -> Sequence[Spell]:
        ever = {one.member for one in self._t.spells if one.branch == branch}
        seen = [
            s if s.branch == branch else replace(s, branch=branch, state=State.LEFT)
            for s in self._t.spells
            if s.member in ever
        ]
        return sorted(seen, key=lambda s: s.member)

    def spells_of(self, member: MemberId) -> Sequence[Spell]:
        return [one for one in self._t.spells if one.member == member]


def _given(invite: Invite, known: Member, now: datetime) -> Office | None:
    """The office an invite gives somebody: of their own branch, never of another."""
    if invite.role is Role.ADMINISTRATOR:
        return Office(known.id, invite.role, None, now)
    organizes = invite.role is Role.ORGANIZER and invite.branch == known.branch
    return Office(known.id, invite.role, known.branch, now) if organizes else None
