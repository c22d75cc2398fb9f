"""A branch's week in numbers: fetch the rows, have them counted, freeze what was told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import chain, takewhile

from records.branch import Branch
from records.meetings import Period, instant, local_day, week_of, weeks_until
from records.model import BranchKey
from records.participation import (
    WEEKS,
    Appraisal,
    Rows,
    Summary,
    Week,
    freeze,
    summarise,
    thaw,
)
from records.participation.book import book
from records.participation.cut import Cut
from records.participation.frozen_appraisal import thawed_appraisal
from records.participation.past import past_week
from records.participation.summary import with_appraisal
from records.participation.taking_part import lived_weeks
from records.participation.turnout import Turnout, turnout
from records.participation.wording import with_words
from records.ports import Store
from records.weeks import PastWeek
from scheduler.amends.corrected import keys_in_force
from scheduler.apart import apart
from scheduler.desk import Desk
from scheduler.meeting.argued import discussions

INSTANT = timedelta(microseconds=1)
"""A window that closes at the very end of a week belongs to it."""

TOLD_AT = time(9, 0)
"""Local hour of Monday at which the week that ended is told."""


def told_at(branch: Branch, week: Period) -> datetime:
    """When a week is told: Monday after it, 09:00 in the branch's zone."""
    return instant(local_day(branch, week.end), TOLD_AT, branch.zone)


def last_told(branch: Branch, now: datetime) -> Period:
    """The latest week whose telling has come."""
    this = week_of(branch, local_day(branch, now))
    last = week_of(branch, local_day(branch, this.start - timedelta(days=1)))
    if now >= told_at(branch, last):
        return last
    return week_of(branch, local_day(branch, last.start - timedelta(days=1)))


def week_at(branch: Branch, day: date) -> Period:
    """The ISO week in which a date of the branch lies."""
    return week_of(branch, day)


def key(branch: Branch, week: Period) -> str:
    """Under which a week's summary is frozen, and the occasion of the letters about it."""
    return f"week:{week.name}:{branch.key}"


def summary(desk: Desk, branch: Branch, week: Period, now: datetime) -> Summary:
    """The frozen summary of a week where it has been told, else one computed now."""
    kept = desk.store.published(key(branch, week))
    return thaw(kept) if kept is not None else computed(desk, branch, week, now)


def computed(desk: Desk, branch: Branch, week: Period, now: datetime) -> Summary:
    """Counted afresh: from the rows of this week, and of the weeks before from what is kept of
    them, or from their rows; earlier weeks stand as they were told."""
    made = apart(desk, counted_apart, branch, week, now)
    return _worded(desk, made)


def appraisal_key(branch: BranchKey, week: str) -> str:
    """Under which a week's appraisal is frozen (`scheduler.figures.appraised`)."""
    return f"quality:{week}:{branch}"


def appraised(store: Store, branch: BranchKey, week: str) -> Appraisal | None:
    """A week's appraisal, where it has been made."""
    kept = store.published(appraisal_key(branch, week))
    return thawed_appraisal(kept) if kept is not None else None


def lived(store: Store, branch: Branch, week: Period, now: datetime) -> tuple[Turnout, ...]:
    """Of the weeks up to this one those in which anything was sent or answered, for what is said
    of single members who agreed to be named."""
    weeks = weeks_until(branch, week, WEEKS + 1)
    kept = book(fetched(store, branch, week), branch, weeks[0].start)
    return lived_weeks(Cut(kept, week, now, {one: turnout(kept, one) for one in weeks[1:]}))


def fetched(store: Store, branch: Branch, week: Period, *, kept: bool = True) -> Rows:
    """What a week's summary is counted from. `kept` False: from rows alone."""
    weeks = weeks_until(branch, week, WEEKS + 1)
    before = kept_until(store, branch, weeks) if kept else []
    start = before[-1].end if before else weeks[0].start
    rows = rows_of(store, branch, Period(start, week.end, week.name), before)
    return replace(rows, discussions=discussions(store, branch.key, week))


def kept_until(store: Store, branch: Branch, weeks: Sequence[Period]) -> list[PastWeek]:
    """Of some weeks, all but the last, those that are kept, up to the first that is not."""
    kept = {one.start: one for one in store.past_weeks(branch.key, weeks[0].start, weeks[-1].start)}
    found = (kept.get(week.start) for week in weeks[:-1])
    return [one for one in takewhile(lambda one: one is not None, found) if one is not None]


def rows_of(store: Store, branch: Branch, period: Period, past: Sequence[PastWeek]) -> Rows:
    """The rows of a period and what was drained of it later; and what is kept of the weeks
    before it."""
    start, end = period.start, period.end
    outages = store.outages(past[0].start if past else start, end)
    until = max([end, *(one.drained for one in outages)])
    deliveries, answers = store.counted(branch.key, start, until + INSTANT)
    before = dict.fromkeys(version for week in past for version in week.versions)
    items = (store.version(hash) for _, hash in before)
    here = ((row.letter.item.id, row.version) for row in deliveries if row.letter.item)
    return Rows(
        store.been_in(branch.key),
        store.spells(branch.key),
        deliveries,
        answers,
        store.ratings(branch.key, start, end),
        store.follow_ups(branch.key, start, end),
        outages,
        keys_in_force(store, chain(before, here)),
        past=past,
        past_items=[item for item in items if item is not None],
    )


def to_keep(store: Store, branch: Branch, week: Period) -> PastWeek:
    """A closed week, counted to be kept."""
    return past_week(book(rows_of(store, branch, week, ()), branch), week)


def past(store: Store, branch: Branch, week: Period) -> list[Week]:
    """The weeks before, as they were told: a summary holds those before it as they were told."""
    told: dict[str, Week] = {}
    for one in reversed(weeks_until(branch, week, WEEKS + 1)[:-1]):
        kept = None if one.name in told else store.published(key(branch, one))
        for old in thaw(kept).weeks if kept is not None else ():
            told.setdefault(old.name, old)
    return list(told.values())


def counted_apart(store: Store, branch: Branch, week: Period, now: datetime) -> Summary:
    """A week's summary, counted where there is no desk: without the words that the folder has
    for its questions in other languages (`publish` adds them)."""
    return summarise(fetched(store, branch, week), branch, week, now, None,
                     past(store, branch, week))  # fmt: skip


def publish(desk: Desk, made: Summary, *, now: datetime) -> Summary:
    """Freeze a summary that was counted apart; the first one stays."""
    key = f"week:{made.week}:{made.branch}"
    return thaw(desk.store.publish(key, freeze(_worded(desk, made)), now))


def _worded(desk: Desk, made: Summary) -> Summary:
    """With the folder's words, and what the last weeks say."""
    told = with_words(made, desk.library, desk.store.version)
    return with_appraisal(told, appraised(desk.store, made.branch, made.week))


def frozen(desk: Desk, branch: Branch, week: Period, now: datetime) -> Summary:
    """Freeze a week's summary; the first one stays."""
    told = desk.store.published(key(branch, week))
    if told is None:
        made = freeze(computed(desk, branch, week, now))
        told = desk.store.publish(key(branch, week), made, now)
    return thaw(told)
