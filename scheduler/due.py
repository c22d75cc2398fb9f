"""When a member's daily item is due, and when an unasked message may go: pure rules of time.

Local things are dates and naive times of day; instants are aware UTC. Arithmetic happens on
either of the two and never on an aware local time, whose `+ 1 day` is 25 real hours twice a
year. A local time that a clock change skips moves forward by the gap; one that comes twice
means the first (fold 0).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from content.item import Item
from records.branch import Branch
from records.model import Member, MemberId

GRACE = timedelta(hours=4)
"""How late a daily item may still go: a morning item comes by noon or not at all, so that
an outage neither rings in the evening nor leaves a pile."""

WINDOW = timedelta(days=3)
"""How long an item may be answered where its author says nothing: Friday's item still counts
on Monday morning, and every window of a week's items closes by the middle of the next."""

HORIZON = 400
"""Days looked ahead for a study day; a branch with none in over a year has none."""

MISSED_WINDOW = "missed_window"
NOT_A_STUDY_DAY = "not_a_study_day"

ONE_DAY = timedelta(days=1)
QUARTER = timedelta(minutes=15)


@cache
def known_zone(key: str) -> ZoneInfo | None:
    """The zone of an IANA key, or None where this machine's tables do not hold it."""
    try:
        return ZoneInfo(key)
    except (KeyError, ValueError, OSError):
        return None


def instant(day: date, at: time, zone: str) -> datetime:
    """The one instant (UTC) of a local date and time of day; raises KeyError for no zone."""
    return datetime.combine(day, at, _zone(zone)).astimezone(UTC)


def day_of(member: Member, branch: Branch, now: datetime) -> date:
    """The member's local date."""
    return now.astimezone(zone_of(branch, member)).date()


def occasion(day: date) -> str:
    """The key that forbids a second daily item on a local date: `day:2026-11-24`."""
    return f"day:{day.isoformat()}"


def zone_of(branch: Branch, member: Member) -> ZoneInfo:
    """The member's own zone; the branch's where they have none or it is no longer known."""
    own = known_zone(member.zone) if member.zone else None
    return own or _zone(branch.zone)


def is_study_day(branch: Branch, day: date) -> bool:
    """Whether the branch has a daily item on that local date."""
    return day.weekday() in branch.days and day not in branch.holidays


def next_due(
    branch: Branch, member: Member, after: datetime, had: date | None = None
) -> datetime | None:
    """The member's next daily item after an instant; None where the branch never studies.

    Each study day that exists in the member's zone has one due instant: their hour (or the
    branch's); where that hour is quiet, the end of the quiet hours on the same date; where a
    clock change takes it out of the date, the nearest quarter of an hour that is in it and
    not quiet. `had` is the local date of the last item: no day up to it comes again, so a
    member who changes zones has one item a calendar date. The next one is then 24 h and the
    difference of the zones away: at most 36 h for zones up to 12 h apart.
    """
    start = after.astimezone(zone_of(branch, member)).date()
    if had is not None and had >= start:
        start = had + ONE_DAY
    due = (at for _, at in _slots(branch, member, start) if at > after)
    return next(due, None)


def next_dues(
    branch: Branch, members: Iterable[Member], after: datetime
) -> dict[MemberId, datetime | None]:
    """`next_due` of many members of one branch: computed once for each zone and hour."""
    found: dict[tuple[str | None, time | None], datetime | None] = {}
    due: dict[MemberId, datetime | None] = {}
    for member in members:
        key = (member.zone, member.push)
        if key not in found:
            found[key] = next_due(branch, member, after)
        due[member.id] = found[key]
    return due


def slots(
    branch: Branch, member: Member, start: datetime, end: datetime
) -> Iterator[tuple[date, datetime]]:
    """Local dates and due instants in [start, end): the plan ahead, or what was missed."""
    first = start.astimezone(zone_of(branch, member)).date()
    days = (end - start).days + 2
    return ((day, at) for day, at in _slots(branch, member, first, days) if start <= at < end)


def wait_until(branch: Branch, member: Member, now: datetime, *, any_day: bool = False) -> datetime:
    """The first instant from `now` on at which an unasked message may go: not in quiet hours
    and on a study day, both in the member's zone. `any_day` leaves the study days out (a
    summary goes on a holiday too)."""
    zone = zone_of(branch, member)
    day = now.astimezone(zone).date()
    for n in range(HORIZON):
        if any_day or is_study_day(branch, day + n * ONE_DAY):
            moment = _opening(branch, zone, day + n * ONE_DAY, now)
            if moment is not None:
                return moment
    return now + HORIZON * ONE_DAY


def sendable(branch: Branch, member: Member, now: datetime, *, any_day: bool = False) -> bool:
    """Whether an unasked message may go now."""
    return wait_until(branch, member, now, any_day=any_day) == now


@dataclass(frozen=True, slots=True)
class Go:
    """Send now; it is the item of this local date."""

    day: date


@dataclass(frozen=True, slots=True)
class Wait:
    """Not now, but still today: look again at that instant."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Missed:
    """This local date goes without an item, and why."""

    day: date
    reason: str


def late(branch: Branch, member: Member, due: datetime, now: datetime) -> Go | Wait | Missed:
    """What to do at `now` about an item that was due at `due`.

    After an outage of days only today's item counts: an older due instant is read as today's
    (`slots` lists the days between). Up to GRACE late it goes; in quiet hours it waits for
    their end if that is today and within GRACE; else the date is missed.
    """
    zone = zone_of(branch, member)
    was, day = due.astimezone(zone).date(), now.astimezone(zone).date()
    if not is_study_day(branch, day):
        return Wait(due) if due > now else Missed(was, NOT_A_STUDY_DAY)
    if was != day:
        due = _slot(branch, zone, member.push or branch.push, day) or due
    if due > now:
        return Wait(due)
    until = wait_until(branch, member, now)
    if until > due + GRACE or until.astimezone(zone).date() != day:
        return Missed(day, MISSED_WINDOW)
    return Go(day) if until == now else Wait(until)


def letter_due(item: Item, branch: Branch, member: Member, now: datetime) -> datetime:
    """When today's item goes: now, or later on this local date at the hour its author wrote.

    An hour that has passed or is quiet means now.
    """
    hour = item.head.send.at if item.head.send else None
    if hour is None or branch.quiet.covers(hour):
        return now
    zone = zone_of(branch, member)
    at = _slot(branch, zone, hour, now.astimezone(zone).date())
    return max(now, at or now)


def closes(
    item: Item, sent: datetime, branch: Branch, member: Member, meeting: datetime | None
) -> datetime:
    """Until when an answer to an item sent at `sent` is in time (UTC, exclusive).

    A date means the end of that local date, `meeting` the next meeting. Where the date or
    the meeting lies behind, and where the author says nothing, WINDOW counts.
    """
    deadline, end = item.head.deadline, None
    if deadline and deadline.after is not None:
        end = sent + deadline.after
    elif deadline and deadline.on is not None:
        midnight = datetime.combine(deadline.on + ONE_DAY, time(0), zone_of(branch, member))
        end = midnight.astimezone(UTC)
    elif deadline and deadline.at_meeting:
        end = meeting
    return end if end is not None and end > sent else sent + WINDOW


def _zone(key: str) -> ZoneInfo:
    zone = known_zone(key)
    if zone is None:
        raise KeyError(key)
    return zone


def _slots(
    branch: Branch, member: Member, first: date, days: int = HORIZON
) -> Iterator[tuple[date, datetime]]:
    zone, push = zone_of(branch, member), member.push or branch.push
    for n in range(days if branch.days else 0):
        day = first + n * ONE_DAY
        if is_study_day(branch, day):
            at = _slot(branch, zone, push, day)
            if at is not None:
                yield day, at


def _slot(branch: Branch, zone: ZoneInfo, push: time, day: date) -> datetime | None:
    """The due instant of a local date, None where the date does not exist or is all quiet."""
    at = branch.quiet.end if branch.quiet.covers(push) else push
    moment = datetime.combine(day, at, zone).astimezone(UTC)
    local = moment.astimezone(zone)
    if local.date() == day and not branch.quiet.covers(local.time()):
        return moment
    open_quarters = _open_quarters(branch, zone, day)
    return min(open_quarters, key=lambda quarter: abs(quarter - moment), default=None)


def _open_quarters(branch: Branch, zone: ZoneInfo, day: date) -> Iterator[datetime]:
    """The instants of a local date, by quarters of an hour, that are not quiet."""
    start = datetime.combine(day, time(0), zone).astimezone(UTC)
    for n in range(28 * 4):  # the longest local day of the tables is under 28 h
        local = (start + n * QUARTER).astimezone(zone)
        if local.date() == day and not branch.quiet.covers(local.time()):
            yield start + n * QUARTER


def _opening(branch: Branch, zone: ZoneInfo, day: date, now: datetime) -> datetime | None:
    """The first instant of a local date, not before now, that is not quiet."""
    start = max(now, datetime.combine(day, time(0), zone).astimezone(UTC))
    local = start.astimezone(zone)
    if local.date() == day and not branch.quiet.covers(local.time()):
        return start
    end = datetime.combine(day, branch.quiet.end, zone).astimezone(UTC)
    local = end.astimezone(zone)
    if end >= now and local.date() == day and not branch.quiet.covers(local.time()):
        return end
    return next((at for at in _open_quarters(branch, zone, day) if at >= now), None)
