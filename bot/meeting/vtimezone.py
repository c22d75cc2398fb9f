"""A time zone as a calendar file carries it (RFC 5545, 3.6.5), for some stretch of time.

The library's own takes the onset by the clock as it is after the change; the standard wants it
as it was before, so that a clock put forward at 02:00 would begin an hour late.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def vtimezone(zone: ZoneInfo, start: datetime, end: datetime) -> Timezone:
    """The zone from a little before `start` (aware UTC) to `end`."""
    made = Timezone()
    made.add("tzid", zone.key)
    for before, onset in [(start, start), *changes(zone, start, end)]:
        made.add_component(_observance(zone, before, onset))
    return made


def changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The last second before, and the first second of, each change of clocks in (start, end]."""
    at = start
    while at < end:
        if _told(zone, at) != _told(zone, at + DAY):
            yield _border(zone, at, at + DAY)
        at += DAY


def _told(zone: ZoneInfo, at: datetime) -> tuple[timedelta | None, str | None, bool]:
    local = at.astimezone(zone)
    return local.utcoffset(), local.tzname(), bool(local.dst())


def _border(zone: ZoneInfo, before: datetime, after: datetime) -> tuple[datetime, datetime]:
    was = _told(zone, before)
    while after - before > SECOND:
        middle = before + (after - before) // 2 // SECOND * SECOND
        before, after = (middle, after) if _told(zone, middle) == was else (before, middle)
    return before, after


def _observance(
    zone: ZoneInfo, before: datetime, onset: datetime
) -> TimezoneStandard | TimezoneDaylight:
    was, now = (at.astimezone(zone).utcoffset() or timedelta() for at in (before, onset))
    _, name, daylight = _told(zone, onset)
    part = TimezoneDaylight() if daylight else TimezoneStandard()
    part.add("dtstart", (onset + was).replace(tzinfo=None))
    part.add("tzoffsetfrom", was)
    part.add("tzoffsetto", now)
    part.add("tzname", name or zone.key)
    return part
