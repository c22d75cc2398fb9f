"""Raw rows for whoever wants to recount a report: pseudonymous, times in UTC, no names, no words.

A member's id is replaced by sixteen hex digits of HMAC-SHA256 under a key that stays in the
database: the same member has the same digits in every table and every export of this database,
and nobody can work them out from a list of ids. What somebody answered is left out; the mark
it got is there. The columns are explained in `docs/export.md`.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from records.model import Answer, BranchKey, Delivery, Member, MemberId, Spell
from records.ports import Store, StoreError

KEY = "export key"
"""The note under which a database keeps the key of its pseudonyms."""

DIGITS = 16
"""64 bits: among a million members two are alike with a chance of 1 in 30 million."""

Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of rows: its columns, and the rows of one branch or all, in a fixed order."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[Store, BranchKey | None], Iterator[tuple[Cell, ...]]]


class Pseudonyms:
    """What members are called outside. `beside_names`: in a file of that kind, which names them;
    they are called something else there than in the rows, for those hold marks: laid beside each
    other, the two would tell what a named member knew."""

    def __init__(self, store: Store, beside_names: str = "") -> None:
        key = store.noted(KEY)
        if not key:
            raise StoreError("the database has no key for pseudonyms; it was not made by us.")
        self._key, self._apart = key.encode(), beside_names

    def of(self, member: MemberId) -> str:
        """Sixteen hex digits, the same at every call."""
        return hmac.digest(self._key, f"{self._apart}{member}".encode(), "sha256").hex()[:DIGITS]


def moment(at: datetime | None) -> str | None:
    """ISO 8601 in UTC, to the microsecond: `2026-11-24T08:00:00.000000Z`; always as long."""
    if at is None:
        return None
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def _members(store: Store, branch: BranchKey | None) -> Iterator[tuple[Cell, ...]]:
    called = Pseudonyms(store)
    for one in store.members(branch):
        yield _member(called, one)


def _member(called: Pseudonyms, one: Member) -> tuple[Cell, ...]:
    return (
        called.of(one.id),
        one.branch,
        one.role,
        one.language,
        one.state,
        moment(one.joined),
        moment(one.linked),
        moment(one.until),
    )


def _spells(store: Store, branch: BranchKey | None) -> Iterator[tuple[Cell, ...]]:
    called = Pseudonyms(store)
    branches = [branch] if branch else sorted({one.branch for one in store.members()})
    for key in branches:
        for spell in store.spells(key):
            yield _spell(called, spell)


def _spell(called: Pseudonyms, one: Spell) -> tuple[Cell, ...]:
    return (
        called.of(one.member),
        one.branch,
        one.state,
        moment(one.since),
        moment(one.until),
        moment(one.noted),
    )


def _deliveries(store: Store, branch: BranchKey | None) -> Iterator[tuple[Cell, ...]]:
    called, homes = Pseudonyms(store), _homes(store, branch)
    for one in store.each_delivery():
        if one.member in homes:
            yield _delivery(called, one, homes[one.member])


def _delivery(called: Pseudonyms, one: Delivery, branch: BranchKey) -> tuple[Cell, ...]:
    letter, item = one.letter, one.letter.item
    assert item is not None, "each_delivery gives deliveries of items"
    return (
        one.id,
        called.of(one.member),
        branch,
        letter.kind,
        letter.occasion,
        item.id,
        item.lesson,
        item.form,
        item.applied,
        item.asked_by_members,
        letter.fresh,
        letter.why,
        one.version,
        moment(letter.due),
        moment(letter.closes),
        moment(one.started),
        moment(one.sent),
        one.fate,
        one.doubts,
    )


def _answers(store: Store, branch: BranchKey | None) -> Iterator[tuple[Cell, ...]]:
    called, homes = Pseudonyms(store), _homes(store, branch)
    unmarked = store.answered_apart()
    for one in store.each_answer():
        if one.member in homes:
            kept = replace(one, mark=None) if one.delivery in unmarked else one
            yield _answer(called, kept, homes[one.member])


def _answer(called: Pseudonyms, one: Answer, branch: BranchKey) -> tuple[Cell, ...]:
    return (
        one.delivery,
        called.of(one.member),
        branch,
        one.item,
        one.version,
        one.mark,
        moment(one.received),
        one.late,
    )


def _homes(store: Store, branch: BranchKey | None) -> Mapping[MemberId, BranchKey]:
    return {one.id: one.branch for one in store.members(branch)}


TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        Table(
            "members",
            ("member", "branch", "role", "language", "state", "joined", "linked", "until"),
            _members,
        ),
        Table("spells", ("member", "branch", "state", "since", "until", "noted"), _spells),
        Table(
            "deliveries",
            (
                *("delivery", "member", "branch", "kind", "occasion", "item", "lesson", "form"),
                *("applied", "asked", "fresh", "why", "version", "due", "closes", "started"),
                *("sent", "fate", "doubts"),
            ),
            _deliveries,
        ),
        Table(
            "answers",
            ("delivery", "member", "branch", "item", "version", "mark", "received", "late"),
            _answers,
        ),
    )
}
