"""Who may do what: offices that are given and taken back, apart from where somebody studies.

A branch has organizers and may have administrators of its own; an administrator of the whole
organisation stands above all branches. An office is a row of its own, so that it can be given by
somebody, at a time, in a branch that is not one's own; `Member.role` only says who studies with
the organizers. What follows from an office is in `records.people.rights` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from records.model import BranchKey, Member, MemberId, Role


@dataclass(frozen=True, slots=True)
class Office:
    """What somebody is in a branch; `branch` None: an administrator of the whole organisation."""

    member: MemberId
    role: Role
    """ORGANIZER or ADMINISTRATOR."""
    branch: BranchKey | None
    since: datetime
    by: MemberId | None = None
    """Who gave it; None: whoever runs the program, an invite, or somebody who is erased."""


class Offices(Protocol):
    """Giving and taking back. An office rests while its holder has LEFT."""

    def grant(self, office: Office) -> bool:
        """Give an office; whether it is new to them (the earlier one stays as it is).
        Raises NotThere, and ValueError for what is no office."""

    def revoke(self, member: MemberId, role: Role, branch: BranchKey | None) -> bool:
        """Take an office back; whether they had it."""

    def offices(self, member: MemberId) -> Sequence[Office]:
        """What this member holds, whatever their state: by role, then by branch."""

    def holders(self, role: Role, branch: BranchKey | None) -> Sequence[Member]:
        """Who holds exactly this office and has not LEFT, by id."""

    def known_as(self, digests: Iterable[str]) -> Mapping[str, MemberId]:
        """Whom a roster's line is about, by keyed hashes of what it calls them
        (`records.roster`)."""

    def listed(self, branch: BranchKey) -> frozenset[MemberId]:
        """Who of a branch's members a roster has named: the others came by a link alone."""

    def call(self, member: MemberId, digests: Iterable[str]) -> None:
        """Keep under which keyed hashes rosters know this member. One that is somebody
        else's stays theirs. Raises NotThere."""

    def hand_over(self, member: MemberId, to: MemberId) -> None:
        """Whom rosters knew as `member`, they know as another one. Raises NotThere."""


def check(office: Office) -> None:
    """Raise ValueError for what nobody can be."""
    whole = office.branch is None
    if office.role is Role.MEMBER or (whole and office.role is not Role.ADMINISTRATOR):
        raise ValueError(f"no such office: {office.role} of {office.branch}")


__all__ = ["Office", "Offices", "check"]
