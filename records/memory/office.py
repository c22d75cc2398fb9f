"""Offices in dicts, and by which hashes a roster knows whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from records.memory.tables import Tables
from records.model import BranchKey, Member, MemberId, Role, State
from records.people.office import Office, check


class Offices(Tables):
    """`records.people.office.Offices`."""

    def grant(self, office: Office) -> bool:
        check(office)
        self._member(office.member)
        key = (office.member, office.role, office.branch)
        new = key not in self._t.offices
        self._t.offices.setdefault(key, office)
        self._keep_in_step(office.member)
        return new

    def revoke(self, member: MemberId, role: Role, branch: BranchKey | None) -> bool:
        had = self._t.offices.pop((member, role, branch), None) is not None
        self._keep_in_step(member)
        return had

    def _keep_in_step(self, member: MemberId) -> None:
        """Who organizes their own branch studies as an organizer (`Member.role`)."""
        one = self._t.members.get(member)
        if one is not None:
            organizes = (member, Role.ORGANIZER, one.branch) in self._t.offices
            role = Role.ORGANIZER if organizes else Role.MEMBER
            self._t.members[member] = replace(one, role=role)

    def offices(self, member: MemberId) -> Sequence[Office]:
        theirs = [one for key, one in self._t.offices.items() if key[0] == member]
        return sorted(theirs, key=lambda one: (one.role, one.branch or ""))

    def holders(self, role: Role, branch: BranchKey | None) -> Sequence[Member]:
        found = [
            self._member(one.member)
            for one in self._t.offices.values()
            if (one.role, one.branch) == (role, branch)
        ]
        return sorted((m for m in found if m.state is not State.LEFT), key=lambda m: m.id)

    def known_as(self, digests: Iterable[str]) -> Mapping[str, MemberId]:
        known = self._t.listed
        return {digest: known[digest] for digest in digests if digest in known}

    def listed(self, branch: BranchKey) -> frozenset[MemberId]:
        return frozenset(id for id in self._t.listed.values() if self._member(id).branch == branch)

    def call(self, member: MemberId, digests: Iterable[str]) -> None:
        self._member(member)
        for digest in digests:
            self._t.listed.setdefault(digest, member)

    def hand_over(self, member: MemberId, to: MemberId) -> None:
        self._member(to)
        self._t.listed = {
            digest: to if one == member else one for digest, one in self._t.listed.items()
        }
