"""The roster, in dicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time

from records.kept import tidy, tidy_name
from records.memory.office import Offices
from records.memory.tables import AWAY
from records.model import BranchKey, Member, MemberId, Role, State


class Members(Offices):
    """`records.people.members.Members`."""

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

    def organizers(self, branch: BranchKey) -> Sequence[Member]:
        reachable = (State.LINKED, *AWAY)
        return [
            m
            for m in self.holders(Role.ORGANIZER, branch)
            if m.state in reachable and m.address is not None
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
