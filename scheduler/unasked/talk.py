"""Whom an organizer could talk to in their branch now, and the note that they were told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from records.model import BranchKey, Member, MemberId, State
from records.participation.interval import K
from records.participation.talk import SILENT_FOR, Silence, silence
from records.participation.talk import to_talk as chosen
from records.people.record import SILENT, View
from records.people.rights import organized
from records.ports import Store
from scheduler.unasked.named import nameable


def to_talk(store: Store, branch: BranchKey, organizer: Member, at: datetime) -> Sequence[Silence]:
    """Members who agreed to be named and have not answered for a while; nobody for who is no
    organizer of the branch now, and in a branch of fewer than K. Consent is read at every call."""
    roster = [one for one in store.members(branch) if one.state is not State.LEFT]
    if branch not in organized(store, organizer) or len(roster) < K:
        return ()
    deaf = _deaf(store, at)
    others = (one for one in roster if one.id != organizer.id)
    names = nameable(store, branch)
    named = [one for one in others if one.id in names]
    found = (silence(one, store.history(one.id), at, deaf) for one in named)
    return chosen(one for one in found if one is not None)


def told(
    store: Store, branch: BranchKey, organizer: Member, people: Iterable[MemberId], now: datetime
) -> None:
    """Write down, for each of these people, that an organizer was told about them by name."""
    for member in people:
        store.saw(View(now, branch, "organizer", SILENT, about=member, by=organizer.id))


def _deaf(store: Store, at: datetime) -> timedelta:
    """For how long of the last SILENT_FOR nothing was heard."""
    start = at - SILENT_FOR
    outages = store.outages(start, at)
    spans = (min(one.drained, at) - max(one.last, start) for one in outages)
    return sum(spans, timedelta(0))
