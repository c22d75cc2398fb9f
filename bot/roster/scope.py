"""What is on record around a list, and what whoever brings it may do (`records.roster.Scope`)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.request import Request
from records.model import BranchKey, Member, MemberId, Role
from records.people.own import CONSENT
from records.pieces import Pieces
from records.ports import Store
from records.roster import Listing, Scope


@dataclass(frozen=True, slots=True)
class Bringer:
    """Whoever brings a list: which rosters they keep, whose organizers they may name."""

    keeps: Collection[BranchKey]
    names_organizers: Collection[BranchKey]
    member: MemberId | None = None
    whole: bool = True
    """Whether they stand above everybody: whoever runs the program, and an administrator of the
    whole organisation."""


def of_host(branches: Collection[BranchKey]) -> Bringer:
    """Whoever runs the program may everything."""
    return Bringer(branches, branches)


def of_person(request: Request) -> Bringer:
    """Somebody in the chat, by the rights they have now."""
    member = request.member
    names = [key for key in request.desk.branches if request.may_give(Role.ORGANIZER, key)]
    whole = request.may_give(Role.ADMINISTRATOR, None)
    return Bringer(request.keeps, names, member.id if member else None, whole)


AT_ONCE = 500
"""Hashes looked up in one go."""


def scope_of(
    store: Store, branches: Collection[BranchKey], listing: Listing, bringer: Bringer
) -> Pieces[Scope]:
    """What the comparison needs: the people of the branches listed, and whom its lines mean."""
    lines = [*listing.lines, *listing.spoiled]
    marks = sorted({mark for one in lines for mark in (one.number, one.called, *one.contacts)
                    if mark})  # fmt: skip
    known: dict[str, MemberId] = {}
    for start in range(0, len(marks), AT_ONCE):
        known |= store.known_as(marks[start : start + AT_ONCE])
        yield
    people: dict[MemberId, Member] = {}
    agreed: set[MemberId] = set()
    for key in listing.mentions:
        here = {one.id: one for one in store.members(key)}
        agreed |= store.agreed(list(here), CONSENT)
        people |= here
        yield
    for id in set(known.values()) - set(people):
        if (one := store.member(id)) is not None:
            people[id] = one
            yield
    agreed |= store.agreed([one.id for one in people.values()
                            if one.branch not in listing.mentions], CONSENT)  # fmt: skip
    listed: set[MemberId] = set()
    for key in {one.branch for one in people.values()}:
        listed |= store.listed(key)
        yield
    return Scope(
        sorted(people.values(), key=lambda one: one.id), known, listed,
        {key: {one.id for one in store.holders(Role.ORGANIZER, key)} for key in listing.mentions},
        agreed, bringer.keeps, bringer.names_organizers,
        guarded(store, branches, bringer), bringer.member,
    )  # fmt: skip


def guarded(store: Store, branches: Collection[BranchKey], bringer: Bringer) -> frozenset[MemberId]:
    """Who holds an office that the bringer may not take back."""
    if bringer.whole:
        return frozenset()
    held = [*store.holders(Role.ADMINISTRATOR, None)]
    for key in branches:
        held += store.holders(Role.ADMINISTRATOR, key)
        if key not in bringer.names_organizers:
            held += store.holders(Role.ORGANIZER, key)
    return frozenset(one.id for one in held)
