"""A list put in force, some people at a time, so that a running bot waits for none of it.

Each person is done whole or not at all. Where it is interrupted, the list read again does the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from records.model import Letter, MemberId, State
from records.people.office import Office
from records.pieces import Pieces
from records.ports import Store
from records.roster.result import Change, Diff, What

AT_ONCE = 50
"""People in one transaction: some milliseconds, and one flush to the disk for all of them."""


Word = Callable[[Change], Iterable[Letter]]
"""What those concerned are told of a change that is in force."""


def apply(
    store: Store,
    diff: Diff,
    language: str,
    now: datetime,
    by: MemberId | None = None,
    word: Word = lambda change: (),
) -> Pieces[None]:
    """Do what `diff` says. `language` is for newcomers of whom the list does not say; `word` is
    put in the outbox with the change, so that nobody is dropped in silence by a crash either.

    Nobody vanishes from a period that has begun: who is gone has LEFT from now on, who moves is
    counted where they were until now.
    """
    for start in range(0, len(diff.changes), AT_ONCE):
        with store.together():
            for change in diff.changes[start : start + AT_ONCE]:
                _done(store, change, language, now, by)
                store.post(list(word(change)))
        yield


def adopt(store: Store, listed: MemberId, here: MemberId, now: datetime) -> None:
    """Somebody who came by the branch's link opens the link that was made for them: the line of
    the list is theirs, with its name and what it gives; the other one of them has LEFT.

    Nothing where that other one is somebody, or a list knows them already."""
    line, known = store.member(listed), store.member(here)
    if line is None or known is None or line.state is not State.INVITED or line.address:
        return
    if line.branch != known.branch or here in store.listed(known.branch):
        return
    with store.together():
        store.settings(here, name=line.name)
        store.hand_over(listed, here)
        for office in store.offices(listed):
            store.grant(replace(office, member=here))
            store.revoke(listed, office.role, office.branch)
        store.move(listed, State.LEFT, now, reason="the same person as another")


def _done(store: Store, change: Change, language: str, now: datetime, by: MemberId | None) -> None:
    member = change.member
    if member is None:
        member = store.enrol(change.branch, change.name, change.language or language, now).id
    elif change.what is What.GONE:
        _leave(store, member, now)
        return
    else:
        _changed(store, change, member, now)
    store.call(member, change.keys)
    for role in change.gives:
        store.grant(Office(member, role, change.branch, now, by))
    for role in change.takes:
        store.revoke(member, role, change.branch)


def _changed(store: Store, change: Change, member: MemberId, now: datetime) -> None:
    if change.was_branch is not None:
        store.transfer(member, change.branch, now)
    if change.was_name or change.language:
        store.settings(member, name=change.name, language=change.language or None)
    if change.what is What.BACK:
        known = store.member(member)
        linked = known is not None and known.address is not None
        state = State.LINKED if linked else State.INVITED
        store.move(member, state, now, reason="on the roster again")


def _leave(store: Store, member: MemberId, now: datetime) -> None:
    """Off the list: nothing more comes, and what they held ends."""
    for office in store.offices(member):
        store.revoke(member, office.role, office.branch)
    store.cancel(member, "left", now)
    store.move(member, State.LEFT, now, reason="no longer on the roster")
