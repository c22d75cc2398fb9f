"""A member's rhythm as it stands: fetch the days, have them counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from records.branch import Branch
from records.model import Member, Spell, State
from records.rhythm import BACK, Past, Rhythm, rhythm
from scheduler.desk import Desk
from scheduler.due import day_of, zone_of

DAY = timedelta(days=1)

LONG = timedelta(hours=1)
"""From how long an outage on it shuts a day."""

OPEN = (State.LINKED, State.INVITED)
"""In other states (paused, excused, blocked, left) nothing comes, so nothing is asked for."""


def rhythm_of(desk: Desk, member: Member, now: datetime) -> Rhythm | None:
    """The rhythm of somebody who promised one; None for everybody else."""
    branch, promise = desk.studies(member), desk.store.choices(member.id).promise
    if branch is None or not promise:
        return None
    return rhythm(lived(desk, branch, member, promise, now), day_of(member, branch, now))


def lived(desk: Desk, branch: Branch, member: Member, promise: int, now: datetime) -> Past:
    """The days of a member that a rhythm is told from."""
    zone, store = zone_of(branch, member), desk.store
    since = (member.linked or member.joined or now).astimezone(zone).date()
    start = now - (BACK + 1) * 7 * DAY
    spells = store.spells_of(member.id)
    down = [(one.last, one.drained) for one in store.outages(start, now)
            if one.drained - one.last >= LONG]  # fmt: skip
    away = list(away_in(spells, member, start, now))
    return Past(
        promise=promise,
        study=branch.days,
        since=since,
        done=store.days_studied(member.id),
        offered={date.fromisoformat(p.day) for p in store.history(member.id) if p.day},
        shut={*dates([*down, *away], zone), *branch.holidays},
    )


def away_in(
    spells: Iterable[Spell], member: Member, start: datetime, now: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """When they were away; a pause that runs reaches to its end."""
    for spell in spells:
        end = spell.until or max(now, member.until or now)
        if spell.state not in OPEN and end > start:
            yield max(spell.since, start), end


def dates(times: Iterable[tuple[datetime, datetime]], zone: ZoneInfo) -> Iterator[date]:
    """The local dates that these times touch."""
    for since, until in times:
        day, last = since.astimezone(zone).date(), until.astimezone(zone).date()
        while day <= last:
            yield day
            day += DAY
