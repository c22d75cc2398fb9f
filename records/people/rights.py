"""What somebody may do where. Read from the records at every call, never remembered."""

from __future__ import annotations

from collections.abc import Iterable

from records.model import BranchKey, Member, Role, State
from records.people.office import Office, Offices


def organized(store: Offices, member: Member | None) -> frozenset[BranchKey]:
    """The branches whose organizer this person is now; none for a stranger and who left."""
    held = _held(store, member)
    return frozenset(one.branch for one in held if one.role is Role.ORGANIZER and one.branch)


def administers(store: Offices, member: Member | None, branch: BranchKey | None) -> bool:
    """Whether this person is an administrator there now: of the branch, or of the whole
    organisation, which stands above all branches (`branch` None asks for that alone)."""
    scopes = (None, branch)
    return any(one.role is Role.ADMINISTRATOR and one.branch in scopes
               for one in _held(store, member))  # fmt: skip


def administered(
    store: Offices, member: Member | None, branches: Iterable[BranchKey]
) -> frozenset[BranchKey]:
    """Which of these branches this person is an administrator of now."""
    scopes = {one.branch for one in _held(store, member) if one.role is Role.ADMINISTRATOR}
    return frozenset(branches) if None in scopes else frozenset(branches) & scopes


def keeps(
    store: Offices, member: Member | None, branches: Iterable[BranchKey]
) -> frozenset[BranchKey]:
    """Which of these branches' rosters this person keeps now: as organizer or administrator."""
    theirs = tuple(branches)
    return administered(store, member, theirs) | (organized(store, member) & frozenset(theirs))


def may_give(store: Offices, member: Member | None, role: Role, branch: BranchKey | None) -> bool:
    """Whether this person may give and take back that office now (`reliability.md` A09).

    Organizers give nothing, not even to themselves. An administrator gives what lies below: the
    whole organisation's both, a branch's organizers of that branch.
    """
    if role is Role.ADMINISTRATOR:
        return administers(store, member, None)
    return role is Role.ORGANIZER and branch is not None and administers(store, member, branch)


def _held(store: Offices, member: Member | None) -> Iterable[Office]:
    """An office rests while its holder has left."""
    return () if member is None or member.state is State.LEFT else store.offices(member.id)


__all__ = ["administered", "administers", "keeps", "may_give", "organized"]
