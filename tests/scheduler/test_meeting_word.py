"""Word of meetings: the day before at the member's hour, one nudge a day, changes at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from content.folder.library import Library
from records.branch import Branch, Change
from records.meetings.calendar import Presence
from records.meetings.moving import moved
from records.memory import MemoryStore
from records.model import Fate, Letter, Member, MemberId, State
from records.people.own import Choices
from scheduler.desk import Desk
from scheduler.due import instant
from scheduler.jobs import jobs
from scheduler.meeting.word import called_off, reminder
from scheduler.rounds import CHUNK
from tests.dialogue import NORTH, SOUTH
from tests.records.two import Town, town

MEETS = datetime(2026, 12, 3, 18, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def at(text: str, zone: str = "Europe/Berlin") -> datetime:
    """`2026-12-02 09:00` by that clock."""
    day = datetime.fromisoformat(text)
    return instant(day.date(), day.time(), zone)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def two(store: MemoryStore) -> Town:
    return town(store)


def desk_of(store: MemoryStore) -> Desk:
    return Desk(store, {one.key: one for one in (NORTH, SOUTH)}, Library(()))


def run(desk: Desk, now: datetime) -> None:
    """The job, until it finds no more to do."""
    while jobs()["meeting"].run(desk, now):
        pass


def letters(store: MemoryStore, member: Member, *fates: Fate) -> Sequence[Letter]:
    """What was put in the outbox for a member, but for what they do not get."""
    return [one.letter for one in store._t.deliveries.values()
            if one.member == member.id and one.fate in (fates or (Fate.PENDING,))]  # fmt: skip


def change(desk: Desk, branch: Branch, planned: datetime, to: datetime | None,
           now: datetime) -> None:  # fmt: skip
    made = moved(desk.branches[branch.key], planned, to, now)
    assert isinstance(made, Change), made
    desk.store.change_meeting(branch.key, made)
    desk.meet_as_kept()


def test_the_day_before_at_the_members_own_hour_where_they_are(
    store: MemoryStore, two: Town
) -> None:
    store.settings(two.ann.id, push="18:30")
    store.settings(two.olga.id, zone="America/New_York")
    run(desk_of(store), MEETS - 48 * HOUR - MINUTE)
    assert not letters(store, two.ann)
    run(desk_of(store), MEETS - 47 * HOUR)
    assert letters(store, two.ann) and not letters(store, two.bo)  # they meet six hours later
    run(desk_of(store), MEETS - 41 * HOUR)
    (mine,), (hers,), (theirs,) = (letters(store, one) for one in (two.ann, two.olga, two.bo))
    assert (mine.due, mine.occasion) == (at("2026-12-02 18:30"), "nudge:2026-12-02")
    assert hers.due == at("2026-12-02 09:00", "America/New_York")
    assert theirs.due == at("2026-12-02 09:00", "America/New_York")
    run(desk_of(store), MEETS - 46 * HOUR)
    assert len(letters(store, two.ann)) == 1


def test_it_is_the_one_nudge_of_its_day(store: MemoryStore, two: Town) -> None:
    """The evening's reminder, Sunday's offer and it have one key."""
    store.choose(two.ann.id, Choices(reminder=True))
    run(desk_of(store), MEETS - 40 * HOUR)
    (mine,) = letters(store, two.ann)
    evening = replace(mine, due=at("2026-12-02 19:00"), body='{"say": "reminder"}')
    assert not store.post([evening])


def test_who_is_away_cannot_come_or_wants_none_gets_none(store: MemoryStore, two: Town) -> None:
    store.say_presence(two.ann.id, MEETS, Presence.CANNOT)
    store.choose(two.olga.id, Choices(meetings=False))
    store.move(two.bo.id, State.PAUSED, MEETS - 9 * DAY)
    desk = desk_of(store)
    run(desk, MEETS - 40 * HOUR)
    change(desk, NORTH, MEETS, MEETS + DAY, MEETS - 39 * HOUR)
    run(desk, MEETS - 39 * HOUR)
    assert not letters(store, two.olga) and not letters(store, two.bo)
    (told,) = letters(store, two.ann)
    assert told.kind == "notice"


@pytest.mark.parametrize(("now", "due"), [
    ("2026-12-02 12:00", "2026-12-02 12:00"),  # the bot was off at their hour
    ("2026-12-02 21:30", "2026-12-03 07:00"),  # in the quiet hours: in the morning
    ("2026-12-03 17:30", "2026-12-03 17:30"),
    ("2026-12-03 18:30", None),
])  # fmt: skip
def test_a_late_one_comes_late_or_not_at_all(now: str, due: str | None) -> None:
    someone = Member(MemberId(7), NORTH.key, "Ann", "en", State.LINKED)
    made = reminder(NORTH, someone, MEETS, at(now))
    assert (made and made.due) == (at(due) if due else None)
    assert made is None or (made.expires is not None and made.expires <= MEETS)


def test_an_hour_in_the_quiet_hours_waits_for_their_end() -> None:
    early = Member(MemberId(7), NORTH.key, "Ann", "en", State.LINKED, push=time(6))
    made = reminder(NORTH, early, MEETS, MEETS - 47 * HOUR)
    assert made is not None and made.due == at("2026-12-02 07:00")


def test_a_meeting_that_moves_takes_its_reminder_along(store: MemoryStore, two: Town) -> None:
    desk, now = desk_of(store), MEETS - 41 * HOUR
    run(desk, now)
    change(desk, NORTH, MEETS, MEETS + 7 * DAY, now)
    run(desk, now)
    assert [one.kind for one in letters(store, two.ann)] == ["notice"]
    assert len(letters(store, two.ann, Fate.CANCELLED)) == 1
    assert [one.kind for one in letters(store, two.bo)] == ["nudge"]  # the other branch's stays
    run(desk, MEETS + 5 * DAY + HOUR)
    assert letters(store, two.ann)[-1].due == at("2026-12-09 09:00")


def test_one_that_moves_at_the_last_moment_is_told_once(store: MemoryStore, two: Town) -> None:
    """The word of the change stands for that of the day before."""
    desk, now = desk_of(store), MEETS - 20 * HOUR
    change(desk, NORTH, MEETS, MEETS + HOUR, now)
    run(desk, now)
    run(desk, MEETS - 2 * HOUR)
    assert [one.kind for one in letters(store, two.ann)] == ["notice"]


def test_a_later_change_takes_the_place_of_one_that_still_waits(
    store: MemoryStore, two: Town
) -> None:
    desk, night = desk_of(store), at("2026-11-30 22:00")
    for n in (1, 2):
        change(desk, NORTH, MEETS, MEETS + n * DAY, night + n * MINUTE)
        run(desk, night + n * MINUTE)
    (told,) = letters(store, two.ann)
    assert told.due == at("2026-12-01 07:00") and "2026-12-05" in told.body
    assert told.expires == MEETS + 2 * DAY


def test_only_a_reminder_of_that_meeting_is_called_off(store: MemoryStore, two: Town) -> None:
    run(desk_of(store), now := MEETS - 40 * HOUR)
    called_off(store, two.ann, NORTH, MEETS + DAY, now)
    assert letters(store, two.ann)
    called_off(store, two.ann, NORTH, MEETS, now)
    assert not letters(store, two.ann)


def test_a_large_branch_is_told_a_few_at_a_time_and_everybody_once(store: MemoryStore) -> None:
    for n in range(130):
        someone = store.enrol(NORTH.key, f"M{n}", "en", MEETS - 90 * DAY)
        store.move(someone.id, State.LINKED, MEETS - 80 * DAY)
    desk = desk_of(store)
    assert jobs()["meeting"].run(desk, MEETS - 40 * HOUR) == CHUNK
    run(desk_of(store), MEETS - 40 * HOUR)
    found = [one.member for one in store._t.deliveries.values()]
    assert len(found) == len(set(found)) == 130
    assert jobs()["meeting"].run(desk_of(store), MEETS - 30 * HOUR) == 0
