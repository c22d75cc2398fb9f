"""A list against the records: a pure rule that says what would change, and changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from records.model import Member, MemberId, Role, State
from records.roster.lines import Line, Listing
from records.roster.matching import Scope, Work, matched, shared, spared
from records.roster.result import Change, Diff, Remark, What


def compare(listing: Listing, scope: Scope) -> Diff:
    """What the list would change."""
    by_id = {one.id: one for one in scope.people}
    work = Work(scope, listing.lines, list(listing.remarks), by_id, shared(listing.lines))
    work.lines = list(_mine(work))
    lines = matched(work)
    rows = {line.row for line in lines}
    unsure = [*listing.spoiled, *(one for one in listing.lines if one.row not in rows)]
    here = [one for one in scope.people if one.branch in listing.mentions & set(scope.keeps)
            and one.state is not State.LEFT]  # fmt: skip
    changes = [change for line in lines if (change := _change(work, line))]
    changes += _gone(work, here, spared(work, unsure))
    return Diff(
        tuple(changes),
        tuple(sorted(work.remarks, key=lambda one: one.row)),
        sum(one.id not in scope.listed and one.id not in work.taken for one in here),
        sum(_stopped(work, line) for line in lines),
        Counter(one.branch for one in here if one.id in scope.listed),
    )


def _mine(work: Work) -> Iterator[Line]:
    """The lines of branches that whoever brings the list keeps."""
    for line in work.lines:
        if work.shared & set(line.contacts):
            work.remarks.append(Remark(line.row, "shared-contact", left_out=False))
        if line.branch in work.scope.keeps:
            yield line
        else:
            work.remarks.append(Remark(line.row, "not-yours", (("branch", line.branch),)))


def _change(work: Work, line: Line) -> Change | None:
    member = work.found.get(line.row)
    if member is not None and not _reaches(work, line, member):
        return None
    gives, takes = _roles(work, line, member)
    keys = (*work.own(line), line.called)
    if member is None:
        return Change(What.NEW, line.row, line.name, line.branch, language=line.language or "",
                      gives=gives, keys=keys)  # fmt: skip
    change = Change(
        What.SAME, line.row, line.name, line.branch, member.id,
        was_name=member.name if member.name != line.name else "",
        was_branch=member.branch if member.branch != line.branch else None,
        language=_language(member, line), gives=gives, takes=takes, keys=keys,
    )  # fmt: skip
    return replace(change, what=_what(work, member, change))


def _reaches(work: Work, line: Line, member: Member) -> bool:
    """Whether they may bring this person here: another branch's only where they keep both."""
    if member.branch == line.branch or member.branch in work.scope.keeps:
        return True
    values = (("name", member.name), ("branch", member.branch))
    work.remarks.append(Remark(line.row, "elsewhere", values))
    return False


def _what(work: Work, member: Member, change: Change) -> What:
    if member.state is State.LEFT and _comes_back(work, member):
        return What.BACK
    if change.was_branch is not None:
        return What.MOVED
    differs = change.was_name or change.language or change.gives or change.takes
    return What.CHANGED if differs else What.SAME


def _comes_back(work: Work, member: Member) -> bool:
    """Whether a list may bring somebody back: not who has said /stop themselves."""
    return member.address is None or member.id in work.scope.agreed


def _stopped(work: Work, line: Line) -> bool:
    member = work.found.get(line.row)
    return bool(member and member.state is State.LEFT and not _comes_back(work, member))


def _language(member: Member, line: Line) -> str:
    """Who has opened the bot has chosen their language themselves."""
    own = member.address is not None
    return "" if own or line.language in (None, member.language) else line.language or ""


def _roles(
    work: Work, line: Line, member: Member | None
) -> tuple[tuple[Role, ...], tuple[Role, ...]]:
    """What is to be given and taken back; only by who may name organizers there."""
    if line.role is None:
        return (), ()
    is_one = member is not None and member.id in work.scope.organizers.get(line.branch, ())
    if is_one == (line.role is Role.ORGANIZER):
        return (), ()
    if line.branch not in work.scope.names_organizers:
        work.remarks.append(Remark(line.row, "role-not-yours", left_out=False))
        return (), ()
    return ((), (Role.ORGANIZER,)) if is_one else ((Role.ORGANIZER,), ())


def _gone(work: Work, here: Iterable[Member], unsure: Collection[MemberId]) -> Iterator[Change]:
    """Who was on a list of these branches and is on this one no more."""
    for one in here:
        if one.id not in work.scope.listed or one.id in work.taken or one.id in unsure:
            continue
        if one.id == work.scope.me:
            work.remarks.append(Remark(0, "yourself", left_out=False))
        elif one.id in work.scope.guarded:
            values = (("name", one.name),)
            work.remarks.append(Remark(0, "holds-a-role", values, left_out=False))
        else:
            yield Change(What.GONE, 0, one.name, one.branch, one.id)
