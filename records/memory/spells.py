"""Where each member stands and since when, in dicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from records.kept import tidy, tidy_name
from records.memory.members import Members
from records.memory.tables import AWAY
from records.model import BranchKey, Member, MemberId, Spell, State


class Spells(Members):
    """`records.people.spells.Spells`."""

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

    def transfer(self, member: MemberId, branch: BranchKey, now: datetime) -> None:
        old = self._member(member)
        if old.branch == branch:
            return
        self._t.members[member] = replace(old, branch=branch, next_at=None)
        self._turn(member, branch, old.state, now)
        self._keep_in_step(member)

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
