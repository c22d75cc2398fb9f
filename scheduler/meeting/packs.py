"""A branch's meeting pack, and the period that freezes at the meeting: rows fetched, counted,
and kept as they were told.

Asked for in between, a pack is counted to the last midnight, so that two looks are a day apart;
from two days before the meeting on it is the one that was told.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from content.item import ItemId
from records.branch import Branch
from records.meetings import (
    Period,
    between_meetings,
    instant,
    last_meeting,
    local_day,
    next_meeting,
    week_at,
    weeks_until,
)
from records.participation import Rows, Summary, Week, thaw
from records.participation.pack import Pack, Since, pack
from records.participation.packed import freeze_pack, thaw_pack
from records.ports import Store
from scheduler.apart import apart
from scheduler.desk import Desk
from scheduler.figures import weekly
from scheduler.meeting.argued import discussions
from scheduler.plan.cycles import cycle_at

AHEAD = timedelta(hours=48)
"""How long before a meeting its pack is told."""

LASTS = timedelta(hours=6)
"""For so long after it began, a meeting's own pack is the one at hand."""

FIRST = timedelta(weeks=4)
"""The period before a branch's very first meeting."""

MOMENT = timedelta(microseconds=1)


def period_at(branch: Branch, now: datetime) -> Period | None:
    """The period of the pack at hand: up to the meeting that runs, else to the next one. None
    where no meeting is known."""
    met = last_meeting(branch, now)
    if met is not None and now < met + LASTS:
        return period_to(branch, met)
    following = next_meeting(branch, now)
    return period_to(branch, following) if following else None


def period_to(branch: Branch, meeting: datetime) -> Period:
    """The period that a meeting ends."""
    found = between_meetings(branch, meeting - MOMENT)
    if found is not None and found.end == meeting:
        return found
    start = meeting - FIRST
    return Period(start, meeting, f"{local_day(branch, start)}/{local_day(branch, meeting)}")


def key(branch: Branch, period: Period) -> str:
    """Under which a pack is kept, and the occasion of the letters with it: once for each period,
    also where its meeting is moved afterwards."""
    return f"pack:{local_day(branch, period.start)}:{branch.key}"


def period_key(branch: Branch, period: Period) -> str:
    """Under which a period's numbers are frozen: `period:2026-11-05/2026-12-03:north`."""
    return f"period:{period.name}:{branch.key}"


def told_pack(desk: Desk, branch: Branch, period: Period) -> Pack | None:
    """The pack as it was told before the meeting."""
    kept = desk.store.published(key(branch, period))
    return thaw_pack(kept) if kept is not None else None


def frozen_period(desk: Desk, branch: Branch, period: Period) -> Pack | None:
    """The period's numbers as they froze at its meeting."""
    kept = desk.store.published(period_key(branch, period))
    return thaw_pack(kept) if kept is not None else None


def kept_pack(desk: Desk, branch: Branch, day: str) -> Pack | None:
    """The pack that was told of the period that began on a local date, ISO."""
    kept = desk.store.published(f"pack:{day}:{branch.key}")
    return thaw_pack(kept) if kept is not None else None


def frozen_of(desk: Desk, branch: Branch, day: str) -> Pack | None:
    """The frozen period that began, or ended, on a local date, ISO."""
    found = [name for name in frozen_names(desk, branch) if day in name.split("/")]
    began = [name for name in found if name.startswith(day)]
    return _frozen(desk, branch, (began or found)[:1])


def last_frozen(desk: Desk, branch: Branch) -> Pack | None:
    """The period that was frozen last."""
    return _frozen(desk, branch, frozen_names(desk, branch)[-1:])


def frozen_names(desk: Desk, branch: Branch) -> list[str]:
    """The names of all frozen periods, in order."""
    found: list[str] = json.loads(desk.store.noted(f"periods:{branch.key}") or "[]")
    return found


def _frozen(desk: Desk, branch: Branch, names: Sequence[str]) -> Pack | None:
    kept = [desk.store.published(f"period:{name}:{branch.key}") for name in names]
    return thaw_pack(kept[0]) if kept and kept[0] is not None else None


def lived(desk: Desk, branch: Branch, period: Period) -> bool:
    """Whether anybody was on the roster by the end of a period."""
    members = desk.store.been_in(branch.key)
    return any(one.joined is not None and one.joined < period.end for one in members)


def at_hand(desk: Desk, branch: Branch, now: datetime) -> Pack | None:
    """The pack as it was told, else one so far, with the box as it is now."""
    period = period_at(branch, now)
    if period is None:
        return None
    found = told_pack(desk, branch, period) or so_far(desk, branch, period, now)
    return with_box(desk, found)


def so_far(desk: Desk, branch: Branch, period: Period, now: datetime) -> Pack:
    """Counted to the last midnight of the branch; what is told once is not told yet."""
    midnight = instant(local_day(branch, now), time(0), branch.zone)
    until = max(period.start, midnight)
    return apart(desk, counted_so_far, branch, period, until)


def tell(desk: Desk, branch: Branch, period: Period, now: datetime) -> Pack:
    """Count the pack and keep it; the first one stays. Its questions are not used again."""
    kept = told_pack(desk, branch, period)
    if kept is not None:
        return kept
    return keep_told(desk, _frozen_weeks(desk, branch, period, now), branch=branch, now=now)


def keep_told(desk: Desk, made: Pack, *, branch: Branch, now: datetime) -> Pack:
    """Keep a pack that was counted; the first one stays."""
    name = f"pack:{made.period.partition('/')[0]}:{branch.key}"
    with desk.store.together():
        kept = thaw_pack(desk.store.publish(name, freeze_pack(made), now))
        use(desk.store, branch, [one.item for one in kept.questions])
    return kept


def freeze(desk: Desk, branch: Branch, period: Period, now: datetime) -> Pack:
    """Freeze a period that is over; the first numbers stay. What the pack told is as it was."""
    kept = frozen_period(desk, branch, period)
    if kept is not None:
        return kept
    made = _frozen_weeks(desk, branch, period, now)
    return keep_frozen(desk, made, branch=branch, period=period, now=now)


def keep_frozen(desk: Desk, made: Pack, *, branch: Branch, period: Period, now: datetime) -> Pack:
    """Freeze what was counted of a period; the first numbers stay."""
    before = told_pack(desk, branch, period)
    if before is not None:
        made = replace(made, questions=before.questions, told=before.told)
    names = [*frozen_names(desk, branch), period.name]
    with desk.store.together():
        kept = desk.store.publish(period_key(branch, period), freeze_pack(made), now)
        desk.store.note(f"periods:{branch.key}", json.dumps(sorted(set(names))))
    return thaw_pack(kept)


def _frozen_weeks(desk: Desk, branch: Branch, period: Period, now: datetime) -> Pack:
    return counted(
        desk.store,
        branch,
        period,
        now,
        lambda week: weekly.frozen(desk, branch, week, now),
        telling=True,
    )


def counted_apart(store: Store, branch: Branch, period: Period, now: datetime) -> Pack:
    """A pack or a period, counted where there is no desk (`scheduler.jobs.Errand`)."""

    return counted(store, branch, period, now, _weeks(store, branch, now), telling=True)


def counted_so_far(store: Store, branch: Branch, period: Period, until: datetime) -> Pack:
    """What a pack would tell at an instant, without what is told once."""
    return counted(store, branch, period, until, _weeks(store, branch, until))


def _weeks(store: Store, branch: Branch, now: datetime) -> Callable[[Period], Summary]:
    """Weeks as they were told, else counted."""

    def week(one: Period) -> Summary:
        kept = store.published(weekly.key(branch, one))
        return thaw(kept) if kept else weekly.counted_apart(store, branch, one, now)

    return week


def counted(
    store: Store,
    branch: Branch,
    period: Period,
    now: datetime,
    week: Callable[[Period], Summary],
    *,
    telling: bool = False,
) -> Pack:
    """Fetch the rows of a period and have them counted; `week` gives a week as it was told."""
    earlier = period_to(branch, period.start)
    votes = store.votes(branch.key, cycle_at(branch, period.start).name) if telling else None
    since = Since(
        weeks=[week(one) for one in weeks_ended(branch, period, now)],
        before=_kept(store, branch, weeks_ended(branch, earlier, now)),
        used=used(store, branch),
        votes=votes,
        discussions=discussions(store, branch.key, period),
    )
    return pack(_rows(store, branch, period), branch, period, now, since)


def weeks_ended(branch: Branch, period: Period, now: datetime) -> list[Period]:
    """The ISO weeks that ended in a period and have been told, oldest first."""
    last = min(weekly.last_told(branch, now), week_at(branch, period.end), key=_start)
    count = (last.end - period.start).days // 7 + 2
    weeks = weeks_until(branch, last, max(1, count))
    return [one for one in weeks if period.start < one.end <= period.end]


def _start(period: Period) -> datetime:
    return period.start


def _kept(store: Store, branch: Branch, weeks: Sequence[Period]) -> list[Week]:
    """Those of these weeks that were told."""
    bodies = [store.published(weekly.key(branch, one)) for one in weeks]
    return [thaw(body).weeks[-1] for body in bodies if body is not None]


def _rows(store: Store, branch: Branch, period: Period) -> Rows:
    """All that the measures of a period look at: from the Monday before it began."""
    start = week_at(branch, period.start).start
    return Rows(
        store.been_in(branch.key),
        store.spells(branch.key),
        store.deliveries(branch.key, start, period.end),
        store.answers(branch.key, start, period.end),
        store.ratings(branch.key, start, period.end),
        store.follow_ups(branch.key, start, period.end),
        store.outages(start, period.end),
    )


def with_box(desk: Desk, found: Pack) -> Pack:
    """With the members' open questions as they stand now."""
    return replace(found, box=tuple(one.text for one in desk.store.questions(found.branch)))


def used(store: Store, branch: Branch) -> frozenset[ItemId]:
    """Questions that stood in a pack that was told, or were voted on at a meeting."""
    return frozenset(json.loads(store.noted(_used(branch)) or "[]"))


def use(store: Store, branch: Branch, items: Sequence[ItemId]) -> None:
    """These are not proposed again."""
    store.note(_used(branch), json.dumps(sorted(used(store, branch) | set(items))))


def _used(branch: Branch) -> str:
    return f"argued:{branch.key}"
