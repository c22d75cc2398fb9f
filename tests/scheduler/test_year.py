"""A branch lives 400 days on the pure rules, and every day of it holds what was promised.

Five zones with two changes of the clocks, a folder of some 330 items over all forms, members
who answer or not, rightly or not, each with a seed of their own. The bot is down now and then:
an item then goes late or not at all, as `late` decides.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from content.folder.library import Library
from records.branch import Branch
from records.model import Member, Past
from scheduler.due import Go, Missed, Wait, is_study_day, late, next_due
from scheduler.plan import Choice, Nothing, Shelves, choose
from tests.scheduler.folder import FORMS, GRADED, a_folder, branch, member, past

START = datetime(2026, 1, 12, tzinfo=UTC)
DAYS = 400
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "Asia/Shanghai",
)
HOLIDAYS = frozenset(date(2026, m, d) for m, d in ((4, 3), (5, 1), (12, 24), (12, 25), (12, 31)))
HOURS = (time(8), time(0), time(2, 15), time(19, 30), time(22))
FOLDER = a_folder(seed=7, lessons=42)


@dataclass
class Life:
    """One member's 400 days."""

    member: Member
    home: Branch
    history: list[Past] = field(default_factory=list)
    sent: list[datetime] = field(default_factory=list)
    whys: Counter[str] = field(default_factory=Counter)
    missed: list[date] = field(default_factory=list)
    empty: list[date] = field(default_factory=list)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.member.zone or self.home.zone)


def live(folder: Library, number: int) -> Life:
    home = branch(holidays=HOLIDAYS)
    life = Life(member(number, zone=ZONES[number % 5], push=HOURS[number // 5 % 5]), home)
    chance, shelves, now = random.Random(number), Shelves(folder), START
    skill, zeal = chance.uniform(0.3, 0.9), chance.uniform(0.2, 1.0)
    while (due := next_due(home, life.member, now)) and due < START + timedelta(days=DAYS):
        now = due + timedelta(minutes=chance.choice((0, 0, 0, 0, 0, 0, 1, 30, 230, 600)))
        now = arrive(life, shelves, due, now, chance, skill, zeal)
    return life


def arrive(
    life: Life,
    shelves: Shelves,
    due: datetime,
    now: datetime,
    chance: random.Random,
    skill: float,
    zeal: float,
) -> datetime:
    fate = late(life.home, life.member, due, now)
    if isinstance(fate, Wait):
        now = fate.until
        fate = late(life.home, life.member, due, now)
    assert not isinstance(fate, Wait), "waiting ends at an open hour"
    if isinstance(fate, Missed):
        life.missed.append(fate.day)
        return now
    choice = choose(shelves, life.member, life.home, life.history, fate.day)
    if isinstance(choice, Nothing):
        life.empty.append(fate.day)
        return now
    take(life, choice, fate, now, chance.random() < zeal, float(chance.random() < skill))
    return now


def take(life: Life, choice: Choice, fate: Go, now: datetime, answers: bool, mark: float) -> None:
    graded = choice.item.form in GRADED
    line = past(choice.item, fate.day, mark if answers and graded else None, fresh=choice.fresh)
    life.history.append(line)
    life.sent.append(now)
    life.whys[choice.why] += 1


@pytest.fixture(scope="module")
def lives() -> Sequence[Life]:
    return [live(FOLDER, number) for number in range(25)]


def test_the_folder_is_one_that_people_write() -> None:
    items = list(FOLDER.items())
    assert 320 <= len(items) <= 345
    assert {item.form for item in items} == set(FORMS)


def test_never_two_items_on_one_local_day(lives: Sequence[Life]) -> None:
    for life in lives:
        assert len({at.astimezone(life.zone).date() for at in life.sent}) == len(life.sent)
        assert len({line.day for line in life.history}) == len(life.history)


def test_none_in_quiet_hours_none_on_a_holiday_none_on_a_free_day(lives: Sequence[Life]) -> None:
    for life in lives:
        shown = [at.astimezone(life.zone) for at in life.sent]
        assert not [at for at in shown if life.home.quiet.covers(at.time())]
        assert not [at for at in shown if not is_study_day(life.home, at.date())]


def test_the_hour_stays_the_members_own_through_changes_of_the_clocks(
    lives: Sequence[Life],
) -> None:
    seen = Counter[str]()
    for life in lives:
        push = life.member.push or life.home.push
        hour = life.home.quiet.end if life.home.quiet.covers(push) else push
        first = Counter(at.astimezone(life.zone).time() for at in life.sent).most_common(1)[0][0]
        assert first == hour
        seen[str(life.zone)] += len({at.astimezone(life.zone).utcoffset() for at in life.sent})
    assert len([zone for zone, offsets in seen.items() if offsets == 10]) == 4, "5 lives × 2"


def test_no_week_without_a_learning_moment_while_content_lasts(lives: Sequence[Life]) -> None:
    for life in lives:
        assert not life.empty, "the folder lasts these 400 days"
        days = [date.fromisoformat(line.day) for line in life.history]
        weeks = {day.isocalendar()[:2] for day in days}
        every = {(START.date() + timedelta(days=7 * n)).isocalendar()[:2] for n in range(DAYS // 7)}
        assert every <= weeks


def test_never_the_same_form_twice_running(lives: Sequence[Life]) -> None:
    for life in lives:
        assert all(a.form != b.form for a, b in pairwise(life.history))
        assert life.whys["only"] == 0


def test_form_diversity(lives: Sequence[Life]) -> None:
    for life in lives:
        for so_far in (50, 100, len(life.history)):
            assert diversity(life.history[:so_far]) >= 0.8


def test_at_least_two_of_five_are_applied_at_every_moment(lives: Sequence[Life]) -> None:
    for life in lives:
        applied = 0
        for n, line in enumerate(life.history, 1):
            applied += line.applied
            assert applied >= math.floor(0.4 * n), f"{applied} of {n}"
        assert applied >= 0.4 * len(life.history)


def test_what_was_graded_comes_again_at_its_time_and_no_fresh_item_twice(
    lives: Sequence[Life],
) -> None:
    for life in lives:
        fresh = [line.item for line in life.history if line.fresh]
        assert len(fresh) == len(set(fresh))
        again = [date.fromisoformat(line.day) for line in life.history if not line.fresh]
        assert all((c - a).days >= 7 for a, c in zip(again, again[2:], strict=False))
    assert sum(life.whys["re-ask"] for life in lives) > 500


def test_some_days_were_missed_and_most_were_not(lives: Sequence[Life]) -> None:
    missed, sent = sum(len(life.missed) for life in lives), sum(len(life.sent) for life in lives)
    assert 0 < missed < 0.15 * sent


def diversity(history: Sequence[Past]) -> float:
    """Normalised entropy of the forms sent (`measures.md`)."""
    counts = Counter(line.form for line in history)
    shares = [n / len(history) for n in counts.values()]
    return -sum(q * math.log(q) for q in shares) / math.log(len(FORMS))
