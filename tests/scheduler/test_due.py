"""When a member's item is due: in every zone, through every change of the clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from content.item import Deadline, Send
from records.branch import Branch, Quiet
from records.model import Member, MemberId
from scheduler.due import (
    GRACE,
    MISSED_WINDOW,
    NOT_A_STUDY_DAY,
    WINDOW,
    Go,
    Missed,
    Wait,
    closes,
    day_of,
    instant,
    late,
    letter_due,
    next_due,
    next_dues,
    occasion,
    sendable,
    slots,
    wait_until,
)
from tests.scheduler.folder import branch, lesson, member

ZONES = sorted(available_timezones())
EVERY_DAY = frozenset(range(7))
QUARTERS = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))
INSTANTS = st.integers(0, 49 * 366 * 24).map(
    lambda hours: datetime(1990, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
)
NIGHT = Quiet(time(21), time(7))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def local(at: datetime, zone: str) -> str:
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


# --- One local time, one instant -----------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "day", "at", "comes"),
    [
        ("Europe/Berlin", date(2026, 11, 24), time(8), "2026-11-24 08:00"),
        ("Europe/Berlin", date(2026, 3, 29), time(2, 30), "2026-03-29 03:30"),
        ("Africa/Cairo", date(2026, 4, 24), time(0), "2026-04-24 01:00"),
        ("Asia/Beirut", date(2026, 3, 29), time(0), "2026-03-29 01:00"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-04 02:45"),
    ],
)
def test_a_time_that_a_clock_change_skips_moves_forward_by_the_gap(
    zone: str, day: date, at: time, comes: str
) -> None:
    """G02, G03."""
    assert local(instant(day, at, zone), zone) == comes


def test_a_time_that_comes_twice_is_the_first_one() -> None:
    """G01: Berlin 25 October, 02:30 comes at +02:00 and at +01:00."""
    assert instant(date(2026, 10, 25), time(2, 30), "Europe/Berlin") == utc("2026-10-25 00:30")


def test_an_unknown_zone_of_the_branch_is_refused_and_of_a_member_falls_back() -> None:
    """G07."""
    with pytest.raises(KeyError):
        instant(date(2026, 11, 24), time(8), "UTC+8")
    strays = [member(zone=key) for key in ("UTC+8", "../etc/passwd", "Mars/Base", "CST8")]
    home = next_due(branch(), member(), utc("2026-11-24 12:00"))
    assert [next_due(branch(), stray, utc("2026-11-24 12:00")) for stray in strays] == [home] * 4


# --- Due -------------------------------------------------------------------------------------


def test_the_next_study_day_at_the_branchs_hour() -> None:
    friday = utc("2026-11-27 07:00")
    assert next_due(branch(), member(), friday) == utc("2026-11-30 07:00"), "strictly after, Monday"


def test_the_members_own_hour_and_zone_count() -> None:
    ada = member(push=time(19, 30), zone="Asia/Shanghai")
    due = next_due(branch(), ada, utc("2026-11-24 12:00"))
    assert due is not None and local(due, "Asia/Shanghai") == "2026-11-25 19:30"


def test_a_holiday_is_left_out_by_the_members_own_date() -> None:
    north = branch(holidays=frozenset({date(2026, 11, 25)}))
    for zone in ("Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago"):
        due = next_due(north, member(zone=zone), utc("2026-11-24 23:00"))
        assert due is not None and local(due, zone)[:10] != "2026-11-25"


def test_an_hour_in_the_quiet_hours_becomes_their_end_on_the_same_date() -> None:
    for push in (time(5), time(22)):
        due = next_due(branch(), member(push=push), utc("2026-11-24 00:00"))
        assert due is not None and local(due, "Europe/Berlin") == "2026-11-24 07:00"


def test_a_branch_without_study_days_is_never_due() -> None:
    assert next_due(branch(days=frozenset()), member(), utc("2026-11-24 12:00")) is None
    always_off = frozenset(date(2026, 11, 1) + timedelta(days=n) for n in range(500))
    assert next_due(branch(holidays=always_off), member(), utc("2026-11-24 12:00")) is None


def test_apias_missing_day_has_no_item_and_its_neighbours_one_each() -> None:
    """G03: 30 December 2011 does not exist in Apia."""
    samoa = branch(zone="Pacific/Apia", days=EVERY_DAY)
    found = list(slots(samoa, member(), utc("2011-12-28 00:00"), utc("2012-01-01 12:00")))
    assert [day.day for day, _ in found] == [28, 29, 31, 1]


def of_a_span(home: Branch, someone: Member, start: datetime, days: int) -> list[datetime]:
    return [at for _, at in slots(home, someone, start, start + timedelta(days=days))]


def holds(home: Branch, zone: str, start: datetime, days: int) -> None:
    """Every local study date has one due instant; they increase; none is quiet or a holiday."""
    due = of_a_span(home, member(), start, days)
    shown = [at.astimezone(ZoneInfo(zone)) for at in due]
    assert all(a < b for a, b in pairwise(due))
    assert len({at.date() for at in shown}) == len(shown)
    assert not [at for at in shown if home.quiet.covers(at.time()) or at.date() in home.holidays]
    inner = {
        (start + timedelta(hours=h)).astimezone(ZoneInfo(zone)).date()
        for h in range(36, days * 24 - 36)
    }
    assert inner - home.holidays <= {at.date() for at in shown}


@pytest.mark.parametrize("year", [2011, 2026])
def test_each_local_date_has_one_due_instant_in_all_zones(year: int) -> None:
    for number, zone in enumerate(ZONES):
        push = time(number * 7 % 24, number % 4 * 15)
        home = branch(zone=zone, days=EVERY_DAY, push=push, quiet=Quiet(time(0), time(0)))
        due = of_a_span(home, member(), datetime(year, 1, 1, tzinfo=UTC), 366)
        dates = [at.astimezone(ZoneInfo(zone)).date() for at in due]
        skipped = {date(2011, 12, 30)} if zone in {"Pacific/Apia", "Pacific/Fakaofo"} else set()
        first = dates[0].toordinal()
        assert dates == [
            d
            for n in range(first, dates[-1].toordinal() + 1)
            if (d := date.fromordinal(n)) not in skipped
        ], zone
        assert len(dates) >= 365 - len(skipped)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(ZONES),
    QUARTERS,
    QUARTERS,
    QUARTERS,
    st.dates(date(1990, 1, 1), date(2039, 12, 1)),
    st.integers(0, 12),
)
@example("Pacific/Apia", time(8), time(21), time(7), date(2011, 12, 26), 8)
@example("Australia/Lord_Howe", time(2, 15), time(21), time(2), date(2026, 10, 1), 12)
@example("Africa/Cairo", time(0), time(21), time(0), date(2026, 4, 20), 12)
@example("Europe/Berlin", time(2, 30), time(3), time(7), date(2026, 3, 25), 12)
@example("America/Nuuk", time(22, 45), time(23), time(7), date(2024, 3, 28), 12)
@example("Asia/Gaza", time(0), time(0), time(0), date(2012, 3, 27), 12)
def test_due_instants_hold_their_rules_anywhere(
    zone: str, push: time, quiet_from: time, quiet_to: time, day: date, off: int
) -> None:
    home = branch(
        zone=zone,
        days=EVERY_DAY,
        push=push,
        quiet=Quiet(quiet_from, quiet_to),
        holidays=frozenset({day + timedelta(days=off)}),
    )
    open_quarters = [n for n in range(96) if not home.quiet.covers(time(n // 4, n % 4 * 15))]
    if len(open_quarters) > 8:  # a gap can swallow a shorter open time whole
        holds(home, zone, datetime.combine(day, time(0), UTC), 14)


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(ZONES), st.sampled_from(ZONES), QUARTERS, INSTANTS, st.integers(0, 48))
@example("Pacific/Kiritimati", "Pacific/Pago_Pago", time(8), datetime(2026, 11, 3, tzinfo=UTC), 1)
@example("America/New_York", "Europe/Berlin", time(20), datetime(2026, 11, 3, tzinfo=UTC), 1)
def test_who_changes_zones_gets_one_item_a_date_and_the_next_in_time(
    old: str, new: str, push: time, start: datetime, later: int
) -> None:
    """G06: east, west and across the date line, `later` half hours after the last item."""
    home = branch(days=EVERY_DAY, quiet=Quiet(time(0), time(0)), push=push)
    before, after = member(zone=old), member(zone=new)
    last = next_due(home, before, start)
    assert last is not None
    had, moved = day_of(before, home, last), last + timedelta(minutes=30 * later)
    due = next_due(home, after, moved, had)
    assert due is not None and due > moved
    assert day_of(after, home, due) > had, "no calendar date has two"
    west = before_utc(old, last) - before_utc(new, last)
    latest = max(last + timedelta(hours=24) + west, moved + timedelta(hours=24))
    assert due <= latest + timedelta(hours=3), "a day, and the hours the zones lie apart"
    if abs(west) <= timedelta(hours=9) and later == 0:
        assert due - last <= timedelta(hours=36)


def before_utc(zone: str, at: datetime) -> timedelta:
    return at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0)


def test_many_members_at_once_get_what_each_would() -> None:
    crowd = [
        member(n, zone=ZONES[n % 40], push=time(n % 24) if n % 3 else None) for n in range(1, 300)
    ]
    now = utc("2026-11-24 12:00")
    assert next_dues(branch(), crowd, now) == {
        MemberId(m.id): next_due(branch(), m, now) for m in crowd
    }


# --- Late ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "fate"),
    [
        ("2026-11-24 07:00", Go(date(2026, 11, 24))),
        ("2026-11-24 11:00", Go(date(2026, 11, 24))),
        ("2026-11-24 11:01", Missed(date(2026, 11, 24), MISSED_WINDOW)),
        ("2026-11-24 06:59", Wait(utc("2026-11-24 07:00"))),
        ("2026-11-25 08:30", Go(date(2026, 11, 25))),
        ("2026-11-25 04:00", Wait(utc("2026-11-25 07:00"))),
        ("2026-11-27 15:00", Missed(date(2026, 11, 27), MISSED_WINDOW)),
        ("2026-11-28 08:00", Missed(date(2026, 11, 24), NOT_A_STUDY_DAY)),
    ],
)
def test_an_item_due_on_tuesday_at_eight(now: str, fate: Go | Wait | Missed) -> None:
    """G08, G09: back within four hours it goes; after days only that day's own item does."""
    assert late(branch(), member(), utc("2026-11-24 07:00"), utc(now)) == fate


def test_a_late_item_never_rings_in_the_quiet_hours() -> None:
    evening = member(push=time(20))
    due = utc("2026-11-24 19:00")
    assert late(branch(), evening, due, due + timedelta(hours=2)) == Missed(
        date(2026, 11, 24), MISSED_WINDOW
    )
    siesta = branch(push=time(11), quiet=Quiet(time(12), time(14)))
    assert late(siesta, member(), utc("2026-11-24 10:00"), utc("2026-11-24 11:30")) == Wait(
        utc("2026-11-24 13:00")
    )
    long_siesta = branch(push=time(11), quiet=Quiet(time(12), time(16)))
    assert late(long_siesta, member(), utc("2026-11-24 10:00"), utc("2026-11-24 11:30")) == Missed(
        date(2026, 11, 24), MISSED_WINDOW
    )


def test_a_late_item_never_slips_into_the_next_date() -> None:
    night_owls = branch(days=EVERY_DAY, push=time(21), quiet=Quiet(time(22), time(0)))
    assert late(night_owls, member(), utc("2026-11-24 20:00"), utc("2026-11-24 21:30")) == Missed(
        date(2026, 11, 24), MISSED_WINDOW
    )


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(ZONES), QUARTERS, st.integers(0, 400), st.integers(0, 600))
def test_whatever_is_late_goes_in_an_open_hour_of_a_study_day_or_not_at_all(
    zone: str, push: time, day: int, minutes: int
) -> None:
    home = branch(zone=zone, push=push, quiet=NIGHT)
    due = next_due(home, member(), utc("2025-11-24 12:00") + timedelta(days=day))
    assert due is not None
    now = due + timedelta(minutes=minutes)
    fate = late(home, member(), due, now)
    if isinstance(fate, Go):
        assert sendable(home, member(), now) and now - due <= GRACE
    elif isinstance(fate, Wait):
        assert now < fate.until and sendable(home, member(), fate.until)
    else:
        assert fate.reason == MISSED_WINDOW or not sendable(home, member(), now)


# --- May it go now -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-24 12:00", "2026-11-24 12:00"),
        ("2026-11-24 20:30", "2026-11-25 06:00"),
        ("2026-11-27 20:00", "2026-11-30 06:00"),
        ("2026-11-28 12:00", "2026-11-30 06:00"),
        ("2026-11-24 03:00", "2026-11-24 06:00"),
    ],
)
def test_an_unasked_message_waits_for_an_open_hour_of_a_study_day(now: str, until: str) -> None:
    assert wait_until(branch(), member(), utc(now)) == utc(until)
    assert sendable(branch(), member(), utc(now)) == (now == until)


def test_a_summary_waits_for_the_quiet_hours_alone() -> None:
    saturday_night = utc("2026-11-28 02:00")
    assert wait_until(branch(), member(), saturday_night, any_day=True) == utc("2026-11-28 06:00")


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(ZONES), QUARTERS, QUARTERS, INSTANTS)
def test_what_waited_may_go(zone: str, start: time, end: time, now: datetime) -> None:
    home = branch(zone=zone, quiet=Quiet(start, end))
    until = wait_until(home, member(), now)
    there = until.astimezone(ZoneInfo(zone))
    assert until >= now and wait_until(home, member(), until) == until
    assert there.weekday() < 5 and not home.quiet.covers(there.time())


# --- The author's hour, the deadline -------------------------------------------------------


def test_the_authors_hour_is_kept_on_the_day_and_never_in_the_quiet_hours() -> None:
    morning = utc("2026-11-24 07:00")
    for hour, goes in ((time(18, 30), "17:30"), (time(7, 30), "07:00"), (time(23), "07:00")):
        item = lesson("a/01", "single", send=Send(weekday=1, at=hour)).items[0]
        assert letter_due(item, branch(), member(), morning) == utc(f"2026-11-24 {goes}")
    assert letter_due(lesson("a/01", "single").items[0], branch(), member(), morning) == morning


def test_an_item_closes_as_its_author_says_else_after_three_days() -> None:
    sent, meeting = utc("2026-11-24 07:00"), utc("2026-12-03 18:00")

    def closing(deadline: Deadline | None, meeting: datetime | None = meeting) -> datetime:
        item = lesson("a/01", "single", deadline=deadline).items[0]
        return closes(item, sent, branch(), member(), meeting)

    assert closing(None) == sent + WINDOW
    assert closing(Deadline(after=timedelta(days=5))) == sent + timedelta(days=5)
    assert closing(Deadline(on=date(2026, 11, 30))) == utc("2026-11-30 23:00"), "end of that date"
    assert closing(Deadline(at_meeting=True)) == meeting
    assert closing(Deadline(at_meeting=True), None) == sent + WINDOW
    assert closing(Deadline(on=date(2026, 11, 20))) == sent + WINDOW, "a date long past"


def test_the_occasion_bears_the_local_date() -> None:
    late_evening = utc("2026-11-24 23:30")
    assert occasion(day_of(member(), branch(), late_evening)) == "day:2026-11-25"
