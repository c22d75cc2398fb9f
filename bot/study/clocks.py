"""Hours and time zones by buttons: the usual hours, and "what time is it for you now?"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import get_timezone_location

from bot.press import Command as Press
from bot.say import Button, Rows
from bot.words import Words
from records.branch import Branch
from records.model import Member
from scheduler.due import known_zone, zone_of

HOURS = ("07:00", "08:00", "12:00", "17:00", "18:30", "20:00")
NEAR = (0, 60, -60, 120, -120, 180, -180)
"""Minutes from the branch's own clock that have a button; all others can be written."""
QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)

COMMON = (
    "Europe/Berlin", "Europe/London", "Asia/Shanghai", "America/New_York", "Asia/Kolkata",
    "America/Sao_Paulo", "Africa/Lagos", "Europe/Moscow", "Asia/Tokyo", "America/Los_Angeles",
    "America/Mexico_City", "Africa/Cairo", "Africa/Johannesburg", "Europe/Istanbul",
    "Asia/Jakarta", "Asia/Dhaka", "Asia/Karachi", "America/Bogota", "America/Chicago",
    "Africa/Nairobi", "Asia/Dubai", "Asia/Manila", "Asia/Bangkok", "Australia/Sydney",
    "America/Denver", "America/Phoenix", "America/Argentina/Buenos_Aires", "America/Santiago",
    "Africa/Accra", "Europe/Athens", "Asia/Tehran", "Asia/Kabul", "Asia/Kathmandu", "Asia/Yangon",
    "Asia/Tashkent", "Asia/Almaty", "Australia/Brisbane", "Australia/Adelaide", "Australia/Darwin",
    "Pacific/Auckland", "America/Halifax", "America/St_Johns", "America/Caracas",
    "America/Anchorage", "Pacific/Honolulu", "Pacific/Guam", "Atlantic/Azores", "Pacific/Fiji",
)  # fmt: skip
"""Zones of many people, the first ones of most: what a clock's reading is taken to mean."""


def hour_rows(words: Words, branch: Branch, member: Member, command: str, now: datetime) -> Rows:
    """The hour as it is first, then the usual ones that are not quiet; and another clock."""
    usual = f"{member.push or branch.push:%H:%M}"
    hours = dict.fromkeys((usual, *HOURS))
    open_hours = [one for one in hours if not branch.quiet.covers(time.fromisoformat(one))]
    buttons = [Button(hour, Press(command, ("hour", hour))) for hour in open_hours]
    here = f"{now.astimezone(zone_of(branch, member)):%H:%M}"
    other = Button(words.say("It is not %(time)s here", time=here), Press("settings", ("zone",)))
    return (*(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3)), (other,))


def clock_rows(branch: Branch, now: datetime) -> Rows:
    """Buttons with what clocks near the branch's show now."""
    base = offset(ZoneInfo(branch.zone), now)
    near = sorted(base + timedelta(minutes=step) for step in NEAR)
    buttons = [
        Button(f"{now + one:%H:%M}", Press("settings", ("offset", str(minutes(one)))))
        for one in near
    ]
    return (tuple(buttons[:4]), tuple(buttons[4:]))


def zone_rows(words: Words, zones: Sequence[str]) -> Rows:
    """A button for each zone, by the city it is named after."""
    return tuple((Button(place(zone, words), Press("settings", ("zone", zone))),) for zone in zones)


def place(zone: str, words: Words) -> str:
    """The city of a zone in the reader's language."""
    return get_timezone_location(zone, locale=words.language, return_city=True) or zone


def read_offset(shown: time, now: datetime) -> timedelta:
    """How far a clock that shows this time is from UTC: from -12 h to under +15 h, where a reading
    fits two, the one nearer to UTC; clocks differ from UTC by quarters of an hour."""
    reading = timedelta(hours=shown.hour, minutes=shown.minute)
    utc = timedelta(hours=now.hour, minutes=now.minute, seconds=now.second)
    rounded = round((reading - utc) / QUARTER) * QUARTER
    while rounded < timedelta(hours=-11):
        rounded += DAY
    while rounded > timedelta(hours=13):
        rounded -= DAY
    return rounded


def zones_at(wanted: timedelta, now: datetime, first: Sequence[str]) -> Sequence[str]:
    """At most three zones whose clocks show that now: the branches' own, then those of many
    people; any other where there is none of those."""
    found = list(dict.fromkeys(zone for zone in (*first, *COMMON) if _shows(zone, wanted, now)))
    return found[:3] or list(_any_zone(wanted, now))[:1]


def offset(zone: ZoneInfo, now: datetime) -> timedelta:
    """How far a zone is from UTC now."""
    return now.astimezone(zone).utcoffset() or timedelta(0)


def minutes(of: timedelta) -> int:
    return round(of / timedelta(minutes=1))


def _shows(zone: str, wanted: timedelta, now: datetime) -> bool:
    known = known_zone(zone)
    return known is not None and offset(known, now) == wanted


def _any_zone(wanted: timedelta, now: datetime) -> Iterator[str]:
    """Under the name that the zone has today; an older one only where no other shows that."""
    real = sorted(one for one in available_timezones() if "/" in one and one[:4] != "Etc/")
    real.sort(key=lambda one: one not in _today())
    return (zone for zone in real if _shows(zone, wanted, now))


@cache
def _today() -> frozenset[str]:
    """The zones' names without those they had before (America/Godthab is America/Nuuk): what the
    time zone database lists by country (`zone.tab`: country, coordinates, name)."""
    lines = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    return frozenset(one.split("\t")[2] for one in lines.splitlines() if one[:1] not in ("#", ""))
