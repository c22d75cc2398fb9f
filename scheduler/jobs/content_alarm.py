"""Lessons that run out: a branch's organizers are told a week ahead, once for each such date.

Looked at once a day for each branch, and a few members at a time, so that a large branch holds
nobody up. Once the date has come the empty days go on without another word, until there was
enough again; but what concerned a few eager members is told again when it concerns half of all.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from records.branch import Branch
from records.model import Member, State
from records.participation import K
from scheduler.desk import Desk
from scheduler.jobs import Job
from scheduler.plan.forecast import ALARM, runs_out
from scheduler.plan.wishes import wish_of
from scheduler.unasked.notice import notice

AT = time(10, 0)
"""Local hour of the branch from which on it is looked; the morning belongs to the lessons."""
CHUNK = 20
"""Members looked at in one run."""


@dataclass(frozen=True, slots=True)
class Looked:
    """How far today's look at a branch has come, and what was told last."""

    day: str
    told: str = ""
    """The gap told last; empty where there was enough since."""
    told_half: bool = False
    """Whether it concerned half of the members then."""
    after: int = 0
    members: int = 0
    concerned: int = 0
    gap: str = ""
    """The first date on which a member has nothing; empty where none has been found."""
    done: bool = False

    @property
    def half(self) -> bool:
        return self.concerned * 2 >= self.members > 0

    @property
    def told_of(self) -> int:
        """How many are concerned, as a number that may be told: of all, or of at least K with at
        least K others; 0 where it would be about fewer people."""
        others = self.members - self.concerned
        return self.concerned if not others or min(self.concerned, others) >= K else 0

    @property
    def news(self) -> bool:
        """Whether what was found is to be told."""
        later = self.gap != self.told and self.day < self.told
        return bool(self.gap) and (not self.told or later or (self.half and not self.told_half))


def run(desk: Desk, now: datetime) -> int:
    """Look at the next members of each branch; returns how many were looked at."""
    return sum(looked(desk, branch, now) for branch in desk.branches.values())


def looked(desk: Desk, branch: Branch, now: datetime) -> int:
    """Look at some members of one branch, and tell its organizers at the end."""
    local = now.astimezone(ZoneInfo(branch.zone))
    so_far = _noted(desk, branch, local.date())
    if so_far.done or local.time() < AT:
        return 0
    left = [one for one in desk.store.members(branch.key)
            if one.state is State.LINKED and one.id > so_far.after]  # fmt: skip
    some = left[:CHUNK]
    after = _looked_at(desk, branch, some, so_far, now, done=len(some) == len(left))
    if after.done and after.news:
        _tell(desk, branch, after, now)
        after = replace(after, told=after.gap, told_half=after.half)
    elif after.done and not after.gap:
        after = replace(after, told="", told_half=False)
    desk.store.note(_key(branch), json.dumps(asdict(after)))
    return len(some)


def _looked_at(
    desk: Desk, branch: Branch, some: list[Member], so_far: Looked, now: datetime, *, done: bool
) -> Looked:
    histories = desk.store.histories([one.id for one in some])
    found = [
        runs_out(desk.shelves, branch, one, histories[one.id], now, ALARM, wish_of(desk.store, one))
        for one in some
    ]
    gaps = [gap.isoformat() for gap in found if gap is not None]
    return replace(
        so_far,
        after=some[-1].id if some else so_far.after,
        members=so_far.members + len(some),
        concerned=so_far.concerned + len(gaps),
        gap=min(filter(None, [so_far.gap, *gaps]), default=""),
        done=done,
    )


def _tell(desk: Desk, branch: Branch, seen: Looked, now: datetime) -> None:
    """A letter to each organizer, once for this branch and this date."""
    values = {"day": seen.gap, "concerned": seen.told_of, "members": seen.members}
    occasion = f"runs-out:{branch.key}:{seen.gap}{':half' if seen.half else ''}"
    desk.store.post([
        notice(branch, one, occasion, now, "runs-out", **values)
        for one in desk.store.organizers(branch.key)
    ])  # fmt: skip


def _noted(desk: Desk, branch: Branch, day: date) -> Looked:
    """How far today's look has come; a fresh one where there is none of today."""
    try:
        kept = Looked(**json.loads(desk.store.noted(_key(branch)) or '{"day": ""}'))
    except (ValueError, TypeError):
        return Looked(day.isoformat())
    fresh = Looked(day.isoformat(), kept.told, kept.told_half)
    return kept if kept.day == fresh.day else fresh


def _key(branch: Branch) -> str:
    return f"content alarm:{branch.key}"


JOB = Job(
    "content_alarm", timedelta(minutes=10), run, "tells organizers a week before lessons run out",
    order=60, each=looked,
)  # fmt: skip
