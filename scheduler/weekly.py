"""A branch's week in numbers: fetch the rows, have them counted, freeze what was told."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from records.branch import Branch
from records.meetings import Period, instant, local_day, week_of, weeks_until
from records.participation import WEEKS, Rows, Summary, Week, freeze, since, summarise, thaw
from records.participation.book import book
from records.participation.cut import Cut
from records.participation.turnout import turnout
from scheduler.argued import discussions
from scheduler.corrected import keys_in_force
from scheduler.desk import Desk

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
    """Counted afresh from the raw rows; earlier weeks stand as they were told."""
    rows = rows_of(desk, branch, week)
    return summarise(rows, branch, week, now, desk.library, past(desk, branch, week))


def counted(desk: Desk, branch: Branch, week: Period, now: datetime) -> Cut:
    """The same rows put in order, for what is said of single members who agreed to be named."""
    kept, weeks = book(rows_of(desk, branch, week), branch), weeks_until(branch, week, WEEKS)
    return Cut(kept, week, now, {one: turnout(kept, one) for one in weeks})


def rows_of(desk: Desk, branch: Branch, week: Period) -> Rows:
    """The raw rows that a week is counted from."""
    store, start = desk.store, since(branch, week)
    deliveries = store.deliveries(branch.key, start, week.end)
    return Rows(
        store.been_in(branch.key),
        store.spells(branch.key),
        deliveries,
        store.answers(branch.key, start, week.end),
        store.ratings(branch.key, start, week.end),
        store.follow_ups(branch.key, start, week.end),
        store.outages(start, week.end),
        keys_in_force(store, deliveries),
        discussions(store, branch.key, week),
    )


def past(desk: Desk, branch: Branch, week: Period) -> list[Week]:
    """The weeks before, as they were told."""
    before = weeks_until(branch, week, WEEKS + 1)[:-1]
    kept = [desk.store.published(key(branch, one)) for one in before]
    return [thaw(text).weeks[-1] for text in kept if text is not None]


def frozen(desk: Desk, branch: Branch, week: Period, now: datetime) -> Summary:
    """Freeze a week's summary; the first one stays."""
    told = desk.store.published(key(branch, week))
    if told is None:
        made = freeze(computed(desk, branch, week, now))
        told = desk.store.publish(key(branch, week), made, now)
    return thaw(told)
