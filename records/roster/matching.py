"""Who is in which row: by the organisation's number for them, then by a contact, then by the name
in the branch. Each row is one person and each person one row at most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from records.model import BranchKey, Member, MemberId, State
from records.roster.keys import plain
from records.roster.lines import Line
from records.roster.result import Remark

Called = tuple[BranchKey, str]
"""A branch and a name in it, as names are compared."""

ALIKE = 0.5
"""From which likeness on (0 to 1) two names can be those of one person under one contact."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is on record, and what whoever brings the list may do with it."""

    people: Sequence[Member]
    """Everybody on record, of all branches, by id."""
    known_as: Mapping[str, MemberId]
    """By hash: whom lists have called so before."""
    listed: Collection[MemberId]
    """Whom a list has named before."""
    organizers: Mapping[BranchKey, Collection[MemberId]]
    agreed: Collection[MemberId]
    """Whose consent is in force; the others who left have said /stop themselves."""
    keeps: Collection[BranchKey]
    """Branches whose rosters they keep."""
    names_organizers: Collection[BranchKey]
    """Branches whose organizers they may name."""
    guarded: Collection[MemberId] = frozenset()
    """Who holds an office that they may not take back: no list of theirs takes them off."""
    me: MemberId | None = None
    """Who brings it, who is never taken off it by that; None: whoever runs the program."""


@dataclass(slots=True)
class Work:
    """What has been found out so far."""

    scope: Scope
    lines: Sequence[Line]
    remarks: list[Remark]
    by_id: Mapping[MemberId, Member]
    shared: frozenset[str]
    """Contacts that stand in rows of several names: they tell nobody apart."""
    found: dict[int, Member] = field(default_factory=dict)
    """By row."""
    taken: dict[MemberId, int] = field(default_factory=dict)

    def own(self, line: Line) -> list[str]:
        """The hashes that are this person's alone."""
        contacts = [contact for contact in line.contacts if contact not in self.shared]
        return [line.number, *contacts] if line.number else contacts

    def told(self, line: Line) -> bool:
        """Whether more than the name tells this person apart, or they were found."""
        return bool(self.own(line)) or line.row in self.found


def matched(work: Work) -> Sequence[Line]:
    """Find everybody; the lines that are left, each of one person."""
    for way in (_by_number, _by_contact):
        for line in work.lines:
            if line.row not in work.found:
                way(work, line)
    _by_name(work)
    _by_name_elsewhere(work)
    return list(_each_once(work))


def shared(lines: Sequence[Line]) -> frozenset[str]:
    """Contacts of several people: a family's telephone."""
    names: dict[str, set[str]] = {}
    for line in lines:
        for contact in line.contacts:
            names.setdefault(contact, set()).add(plain(line.name))
    return frozenset(contact for contact, of in names.items() if len(of) > 1)


def spared(work: Work, lines: Iterable[Line]) -> frozenset[MemberId]:
    """Whom rows that were left out may be about: a slip in a row takes nobody off."""
    ids: set[MemberId] = set()
    names: set[str] = set()
    for line in lines:
        marks = (line.number, *line.contacts)
        ids |= {work.scope.known_as[mark] for mark in marks if mark in work.scope.known_as}
        names |= {plain(line.name)} - {""}
    return frozenset(ids | {one.id for one in work.scope.people if plain(one.name) in names})


def _take(work: Work, line: Line, member: Member | None) -> None:
    if member is not None and member.id not in work.taken:
        work.found[line.row], work.taken[member.id] = member, line.row


def _known(work: Work, digest: str) -> Member | None:
    """Whom a hash means, unless another row has them."""
    id = work.scope.known_as.get(digest)
    return work.by_id.get(id) if id is not None and id not in work.taken else None


def _by_number(work: Work, line: Line) -> None:
    if line.number:
        _take(work, line, _known(work, line.number))


def _by_contact(work: Work, line: Line) -> None:
    for contact in line.contacts:
        member = None if contact in work.shared else _known(work, contact)
        if member is None:
            continue
        if alike(member.name, line.name):
            return _take(work, line, member)
        values = (("name", member.name),)
        work.remarks.append(Remark(line.row, "other-name", values, left_out=False))
    return None


def _by_name(work: Work) -> None:
    """By the name alone, where it means one person in the list and one on record."""
    rows: dict[Called, list[Line]] = {}
    people: dict[Called, list[Member]] = {}
    for line in work.lines:
        if line.row not in work.found:
            rows.setdefault((line.branch, plain(line.name)), []).append(line)
    for one in work.scope.people:
        if one.id not in work.taken:
            people.setdefault((one.branch, plain(one.name)), []).append(one)
    for called, lines in rows.items():
        if len(lines) == 1:
            here = people.get(called, [])
            alone = here[0] if len(here) == 1 else None
            _take(work, lines[0], _known(work, lines[0].called) or alone)


def _by_name_elsewhere(work: Work) -> None:
    """Somebody who would be new here while one of that name goes there: they have moved. Where
    the name is one of its kind among those that are left."""
    branches = {line.branch for line in work.lines}
    rows: dict[str, list[Line]] = {}
    people: dict[str, list[Member]] = {}
    for line in work.lines:
        if line.row not in work.found:
            rows.setdefault(plain(line.name), []).append(line)
    for one in work.scope.people:
        goes = one.id in work.scope.listed and one.state is not State.LEFT
        if goes and one.id not in work.taken and one.branch in branches:
            people.setdefault(plain(one.name), []).append(one)
    for name, lines in rows.items():
        if len(lines) == len(people.get(name, ())) == 1:
            _take(work, lines[0], people[name][0])


def alike(one: str, other: str) -> bool:
    """Whether two names can be one person's: a word in common, or much the same letters."""
    first, second = plain(one), plain(other)
    if set(first.split()) & set(second.split()):
        return True
    return SequenceMatcher(None, first, second).ratio() >= ALIKE


def _each_once(work: Work) -> Iterator[Line]:
    """Each person once: a second row of the same one is told, and so are two of one name that
    nothing tells apart."""
    rows: dict[str, int] = {}
    names = Counter((one.branch, plain(one.name)) for one in work.lines if not work.told(one))
    for line in work.lines:
        first = next((rows[mark] for mark in work.own(line) if mark in rows), None)
        if first is not None:
            work.remarks.append(Remark(line.row, "twice", (("first", str(first)),)))
            if member := work.found.pop(line.row, None):
                work.taken.pop(member.id, None)
        elif not work.told(line) and names[line.branch, plain(line.name)] > 1:
            work.remarks.append(Remark(line.row, "same-name"))
        else:
            rows.update(dict.fromkeys(work.own(line), line.row))
            yield line
