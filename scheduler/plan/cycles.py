"""From one meeting to the next, or a month where a branch has no meetings: the span of a vote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from records.branch import Branch
from records.meetings import instant, last_meeting, local_day

MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Cycle:
    """One span, named by the local date it began on."""

    name: str
    start: datetime


def cycle_at(branch: Branch, now: datetime) -> Cycle:
    """The cycle that runs."""
    met = last_meeting(branch, now)
    if met is None:
        first = local_day(branch, now).replace(day=1)
        met = instant(first, time(0), branch.zone)
    return Cycle(local_day(branch, met).isoformat(), met)


def cycle_before(branch: Branch, now: datetime) -> Cycle:
    """The one that is over."""
    return cycle_at(branch, cycle_at(branch, now).start - MOMENT)
