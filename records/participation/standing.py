"""Where each member stood, and when: who is on the roster, who is counted, who is linked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from records.branch import Branch
from records.meetings import Period
from records.model import Member, MemberId, Role, Spell, State

AWAY = (State.PAUSED, State.EXCUSED)
NEVER = timedelta(0)


@dataclass(frozen=True, slots=True)
class Life:
    """One member and all their spells, oldest first."""

    member: Member
    spells: tuple[Spell, ...]
    joined: datetime | None
    """When they came on the roster."""
    linked: datetime | None
    """When they first opened the bot's link."""
    steady: datetime | None = None
    """Since when one state has held that is neither away nor left; None where that is not so.
    For most people this answers everything at once."""
    settled: datetime | None = None
    """Since when they have been a member of the branch whom the bot reaches, without a break; None
    where that is not so."""

    def is_steady(self, at: datetime) -> bool:
        """Whether nothing has changed with them from that instant on."""
        return self.steady is not None and self.steady <= at

    def state(self, at: datetime) -> State:
        """Where they stood at an instant.

        A pause that ran out and was followed by nothing leads back to where they were before.
        """
        began = [spell for spell in self.spells if spell.since <= at]
        if began and (began[-1].until is None or at < began[-1].until):
            return began[-1].state
        return State.LINKED if self.linked_by(at) else State.INVITED

    def linked_by(self, at: datetime) -> bool:
        """Whether they had opened the link by then."""
        return self.linked is not None and self.linked <= at

    def on_roster(self, at: datetime) -> bool:
        """Whether the branch counted them among its people at that instant."""
        if self.joined is None or self.joined > at:
            return False
        return self.is_steady(at) or self.state(at) != State.LEFT

    def away(self, period: Period, pushed: datetime | None) -> timedelta:
        """How much of a period they were paused or excused, by states that count.

        `pushed` is when the first push of the period reached them: a state set only then or
        later counts for nothing in this period, else whoever pauses after an unanswered item
        would take themselves out of the count and raise the rate. Time before a state was set
        does not count either.
        """
        if self.is_steady(period.start):
            return NEVER
        return sum(
            (
                _overlap(spell, period)
                for spell in self.spells
                if spell.state in AWAY and (pushed is None or spell.noted < pushed)
            ),
            NEVER,
        )

    def reachable(self, end: datetime) -> bool:
        """Whether they were linked and not blocked at the end (exclusive), or when they left."""
        linked = self.linked is not None and self.linked < end
        if self.steady is not None and self.steady < end:
            return linked and self.spells[-1].state != State.BLOCKED
        stayed = [s.state for s in self.spells if s.since < end and s.state != State.LEFT]
        return linked and stayed[-1:] != [State.BLOCKED]


def lives(
    members: Iterable[Member], spells: Sequence[Spell], branch: Branch
) -> Mapping[MemberId, Life]:
    """The lives of a branch's members, by id."""
    theirs: dict[MemberId, list[Spell]] = {
        member.id: [] for member in members if member.branch == branch.key
    }
    for spell in spells:
        if spell.branch == branch.key and spell.member in theirs:
            theirs[spell.member].append(spell)
    return {
        member.id: _life(member, _in_order(theirs[member.id]))
        for member in members
        if member.branch == branch.key
    }


def _in_order(spells: list[Spell]) -> list[Spell]:
    return sorted(spells, key=lambda s: (s.since, s.noted)) if len(spells) > 1 else spells


def _life(member: Member, spells: Sequence[Spell]) -> Life:
    """A life; what the member's row leaves open comes from the spells."""
    proofs = [s.since for s in spells if s.state in (State.LINKED, State.PAUSED, State.BLOCKED)]
    joined = member.joined or (spells[0].since if spells else None)
    linked = member.linked or (proofs[0] if proofs else None)
    steady = _steady(spells)
    settled = None
    if joined and linked and steady and _is_here(member, spells[-1]):
        settled = max(joined, linked, steady)
    return Life(member, tuple(spells), joined, linked, steady, settled)


def _is_here(member: Member, last: Spell) -> bool:
    return member.role is Role.MEMBER and last.state is not State.BLOCKED


def _steady(spells: Sequence[Spell]) -> datetime | None:
    last = spells[-1] if spells else None
    if last is None or last.until is not None or last.state in (*AWAY, State.LEFT):
        return None
    since = last.since
    for spell in spells[:-1]:
        if spell.state in AWAY:
            if spell.until is None:
                return None
            since = max(since, spell.until)
    return since


def _overlap(spell: Spell, period: Period) -> timedelta:
    start = max(spell.since, spell.noted, period.start)
    end = min(spell.until or period.end, period.end)
    return max(NEVER, end - start)
