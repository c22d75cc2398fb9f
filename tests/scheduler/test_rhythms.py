"""The streak bugs of others: midnight, clock changes, flights across the date line, outages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from content.folder.library import Library
from records.memory import MemoryStore
from records.model import Fate, Invite, Kind, Letter, Member, Role, State
from records.participation import Outage
from records.people.own import Choices
from scheduler.desk import Desk
from scheduler.due import day_of, occasion
from scheduler.figures.rhythms import rhythm_of
from tests.scheduler.folder import branch, lesson

START = datetime(2026, 10, 19, 6, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
BERLIN = branch()
ITEM = lesson("a/1", "single").items[0]
ZONES = ("Europe/Berlin", "Pacific/Auckland", "Pacific/Honolulu", "America/St_Johns",
         "Pacific/Kiritimati", "Australia/Lord_Howe", "Africa/Cairo")  # fmt: skip


def begun(promise: int = 3, zone: str = "Europe/Berlin") -> tuple[Desk, Member]:
    store = MemoryStore()
    invite = Invite("a" * 64, BERLIN.key, Role.MEMBER, START)
    store.invite(invite)
    member = store.link(invite, "7", "Ann", "en", START - 30 * DAY)
    store.settings(member.id, zone=zone)
    store.choose(member.id, Choices(promise))
    desk = Desk(store, {BERLIN.key: BERLIN}, Library(()))
    return desk, now_of(desk, member)


def now_of(desk: Desk, member: Member) -> Member:
    found = desk.store.member(member.id)
    assert found is not None
    return found


def item(desk: Desk, member: Member, day: date, at: datetime) -> None:
    """The item of a local date was sent."""
    letter = Letter(member.id, Kind.STUDY, occasion(day), at, ITEM)
    for sent in desk.store.post([letter]):
        desk.store.begin([sent], at)
        desk.store.settle(sent, Fate.SENT, at)


def answered(desk: Desk, member: Member, at: datetime) -> None:
    """As the conversation notes it: the date where the member is at that instant."""
    desk.store.studied(member.id, day_of(now_of(desk, member), BERLIN, at))


def test_a_minute_before_and_after_midnight_are_two_days_wherever_one_is() -> None:
    desk, ann = begun(zone="Pacific/Auckland")
    midnight = datetime(2026, 10, 21, 11, tzinfo=UTC)  # 22 October in Auckland
    for at in (midnight - timedelta(minutes=1), midnight + timedelta(minutes=1)):
        answered(desk, ann, at)
    assert desk.store.days_studied(ann.id) == {date(2026, 10, 21), date(2026, 10, 22)}


@pytest.mark.parametrize("hour", range(25))
def test_the_hour_that_comes_twice_is_on_one_day(hour: int) -> None:
    """Berlin, 25 October 2026: 25 hours long."""
    desk, ann = begun()
    answered(desk, ann, datetime(2026, 10, 24, 22, tzinfo=UTC) + hour * HOUR)
    assert desk.store.days_studied(ann.id) == {date(2026, 10, 25)}


@given(st.lists(st.sampled_from(ZONES), min_size=8, max_size=8))
def test_a_flight_never_takes_back_what_was_done(route: list[str]) -> None:
    """Eight days, each in another zone: what was counted yesterday is counted today."""
    desk, ann = begun(promise=2)
    counted: set[date] = set()
    for n, zone in enumerate(route):
        desk.store.settings(ann.id, zone=zone)
        at = START + n * DAY
        item(desk, ann, day_of(now_of(desk, ann), BERLIN, at), at)
        answered(desk, ann, at + HOUR)
        days = set(desk.store.days_studied(ann.id))
        assert counted <= days
        counted = days
    found = rhythm_of(desk, now_of(desk, ann), START + 8 * DAY)
    assert found is not None and all(week.kept for week in found.weeks)


@given(st.integers(0, 7 * 24), st.integers(1, 96))
@example(1, 1)  # the item is there, and the bot goes down
def test_an_outage_at_any_time_costs_nobody_a_week(start: int, hours: int) -> None:
    """Five days promised and all done, but for those on which the bot was down."""
    desk, ann = begun(promise=5)
    down = START + start * HOUR, START + (start + hours) * HOUR
    desk.store.outage(Outage(*down))
    for n in range(12):
        at = START + n * DAY
        if at.weekday() < 5 and not down[0] <= at < down[1]:
            item(desk, ann, at.date(), at)
            if not down[0] <= at + HOUR < down[1]:
                answered(desk, ann, at + HOUR)
    found = rhythm_of(desk, ann, START + 13 * DAY)
    assert found is not None and all(week.kept for week in found.weeks)


def test_a_pause_that_runs_shuts_its_days_and_a_holiday_ahead_too() -> None:
    desk, ann = begun(promise=5)
    item(desk, ann, START.date(), START)
    answered(desk, ann, START + HOUR)
    desk.store.move(ann.id, State.PAUSED, START + 2 * HOUR, START + 2 * DAY + 2 * HOUR)
    found = rhythm_of(desk, now_of(desk, ann), START + 3 * HOUR)
    assert found is not None and found.week.asked == 3
