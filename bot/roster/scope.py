"""What is on record around a list, and what whoever brings it may do (`records.roster.Scope`)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.request import Request
from records.model import BranchKey, MemberId, Role
from records.own import CONSENT
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


def scope_of(
    store: Store, branches: Collection[BranchKey], listing: Listing, bringer: Bringer
) -> Scope:
    """What the comparison needs: the people of the branches listed, and whom its lines mean."""
    lines = [*listing.lines, *listing.spoiled]
    digests = {mark for one in lines for mark in (one.number, one.called, *one.contacts) if mark}
    known = store.known_as(digests)
    here = {one.id: one for key in listing.mentions for one in store.members(key)}
    others = [one for id in set(known.values()) - set(here) if (one := store.member(id))]
    people = sorted([*here.values(), *others], key=lambda one: one.id)
    ids = [one.id for one in people]
    return Scope(
        people, known,
        frozenset().union(*(store.listed(key) for key in {one.branch for one in people})),
        {key: {one.id for one in store.holders(Role.ORGANIZER, key)} for key in listing.mentions},
        store.agreed(ids, CONSENT), bringer.keeps, bringer.names_organizers,
        guarded(store, branches, bringer), bringer.member,
    )  # fmt: skip


def guarded(
    store: Store, branches: Collection[BranchKey], bringer: Bringer
) -> frozenset[MemberId]:
    """Who holds an office that the bringer may not take back."""
    if bringer.whole:
        return frozenset()
    held = [*store.holders(Role.ADMINISTRATOR, None)]
    for key in branches:
        held += store.holders(Role.ADMINISTRATOR, key)
        if key not in bringer.names_organizers:
            held += store.holders(Role.ORGANIZER, key)
    return frozenset(one.id for one in held)


