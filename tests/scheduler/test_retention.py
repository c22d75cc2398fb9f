"""Three years by the clock: nothing is kept longer than it says, and nothing needed is lost."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta

import pytest

from content.folder.library import Library
from content.item import Chosen, Done, Item, ItemId, Reply, Written
from records.branch import Branch, MonthlyRule
from records.meetings import last_meeting
from records.memory import MemoryStore
from records.model import (
    BranchKey,
    DeliveryId,
    Fate,
    Invite,
    Kind,
    Letter,
    Member,
    Past,
    Role,
    State,
)
from records.people.own import Joining
from records.people.record import View
from records.ports import Store
from records.privacy import FORMER
from records.sqlite import SqliteStore
from scheduler.desk import Desk
from scheduler.jobs.retention import DONE, JOB, met_before, run
from tests.records.conftest import store
from tests.records.two import QUORUM, code

__all__ = ["store"]

START = datetime(2026, 1, 1, 4, tzinfo=UTC)
DAY, YEARS = timedelta(days=1), 3
NORTH = Branch(BranchKey("north"), "North", "Europe/Berlin", time(8),
               meeting=MonthlyRule(1, 3, time(19)))  # fmt: skip
SOUTH = Branch(BranchKey("south"), "South", "Europe/Berlin", time(8))
REPLIES: tuple[Reply, ...] = (Written("in my words"), Chosen((1,)), Done("text", "what I did"))


def desk_of(store: Store) -> Desk:
    return Desk(store, {one.key: one for one in (NORTH, SOUTH)}, Library())


def all_of(desk: Desk, now: datetime) -> int:
    """As the clock calls it: until there is nothing left to do."""
    ended = 0
    while found := run(desk, now):
        ended += found
    return ended


@dataclass
class Years:
    """Two members who get and answer something each day, and what is known of it apart."""

    store: Store
    desk: Desk
    ann: Member
    bo: Member
    now: datetime = START
    sent: dict[str, list[Past]] = field(default_factory=lambda: {"Ann": [], "Bo": []})
    given: list[DeliveryId] = field(default_factory=list)

    def day(self) -> None:
        """Live one day, retention at its end."""
        n = (self.now - START) // DAY
        with self.store.together():
            for member in (self.ann, self.bo):
                self.study(member, n)
            if n % 40 == 0:
                self.store.move(self.ann.id, State.PAUSED, self.now)
                self.store.move(self.ann.id, State.LINKED, self.now + timedelta(hours=1))
            self.store.saw(View(self.now, NORTH.key, "host", "an export"))
            self.store.drop_in(NORTH.key, f"question {n}", self.now.date())
            self.store.knock(Joining(f"9{n}", "x", self.now))
            self.store.post([Letter(self.ann.id, Kind.NOTICE, f"n:{n}", self.now, body="{}")])
            self.store.take([(n, b"{}")], self.now)
            self.store.handled([n], self.now)
        self.now += DAY
        all_of(self.desk, self.now)

    def study(self, member: Member, n: int) -> None:
        item, day = item_of(n), self.now.date().isoformat()
        letter = Letter(member.id, Kind.STUDY, f"day:{day}", self.now, item, fresh=n < 50)
        (id,) = self.store.post([letter])
        self.store.begin([id], self.now)
        self.store.settle(id, Fate.SENT, self.now, message=str(n), poll=f"{member.id}:{n}")
        answered = n % 3 != 0
        if answered:
            self.store.record(id, REPLIES[n % len(REPLIES)], 1.0, self.now)
            self.store.rate(id, "useful", self.now)
            self.store.studied(member.id, self.now.date())
        self.given.append(id)
        self.sent[member.name].append(Past(
            item.id, item.lesson, item.form, item.applied, day, self.now,
            self.now if answered else None, 1.0 if answered else None, letter.fresh,
        ))  # fmt: skip


def item_of(n: int) -> Item:
    return replace(QUORUM, id=ItemId(f"item-{n % 50}"))


@pytest.fixture
def years(store: Store) -> Years:
    people = []
    for letter, branch, name in (("a", NORTH, "Ann"), ("b", SOUTH, "Bo")):
        way = Invite(code(letter), branch.key, Role.MEMBER, START)
        store.invite(way)
        people.append(store.link(way, f"700{letter}", name, "en", START))
    return Years(store, desk_of(store), *people)


def test_three_years_nothing_is_older_than_it_may_be(years: Years) -> None:
    store = years.store
    long = YEARS if isinstance(store, SqliteStore) else 1  # the dicts look through all there is
    while years.now < START + 365 * DAY * long:
        years.day()
        if (years.now - START) // DAY % 30 == 0:
            looked_over(years)
    for member in (years.ann, years.bo):
        assert store.history(member.id) == years.sent[member.name]
    kept = [id for id in years.given if store.delivery(id)]
    for branch, who in ((NORTH, years.ann), (SOUTH, years.bo)):
        tallies = store.tallies(branch.key)
        left = sum(1 for id in kept if (d := store.delivery(id)) and d.member == who.id)
        assert sum(one.sent for one in tallies) == len(years.sent[who.name]) - left
        assert sum(one.said["useful"] for one in tallies) == sum(one.answered for one in tallies)
        assert all(one.marks == one.marked == one.answered for one in tallies)
        assert 0 < sum(one.first_marked for one in tallies) < 50


def looked_over(years: Years) -> None:
    """Independent of the registry: every age, by what the store still tells."""
    store, now = years.store, years.now
    for id in years.given:
        delivery, answer = store.delivery(id), store.answer(id)
        if delivery is not None:
            assert delivery.letter.due >= now - (90 + 62) * DAY
            if delivery.member == years.ann.id:
                assert delivery.letter.due >= (last_meeting(NORTH, now - 90 * DAY) or START)
        if answer is not None and answer.received < now - 31 * DAY:
            assert getattr(answer.reply, "text", "") == ""
    assert all(view.at > now - 366 * DAY for view in store.seen(years.ann.id))
    assert all(one.day > (now - 92 * DAY).date() for one in store.questions(NORTH.key))
    assert all(spell.until is None or spell.until > now - 401 * DAY
               for spell in store.spells(NORTH.key))  # fmt: skip
    n = (now - START) // DAY
    assert sum(store.knocked(f"9{m}") is not None for m in range(n)) <= 8
    assert all(day > (now - 402 * DAY).date() for day in store.days_studied(years.bo.id))
    if isinstance(store, SqliteStore):
        assert_rows(store, now)


def assert_rows(store: SqliteStore, now: datetime) -> None:
    count = store._db.con.execute
    old = int((now - 91 * DAY).timestamp() * 1_000_000)
    assert count("SELECT count(*) FROM delivery WHERE version IS NULL AND body <> '' AND due < ?",
                 (old,)).fetchone() == (0,)  # fmt: skip
    assert count("SELECT count(*) FROM arrived").fetchone()[0] <= 10
    assert count("SELECT count(*) FROM poll AS p LEFT JOIN delivery AS d ON d.id = p.delivery"
                 " WHERE d.id IS NULL").fetchone() == (0,)  # fmt: skip


def test_it_runs_once_a_day_and_gives_way_between_steps(years: Years) -> None:
    store, desk = years.store, years.desk
    with store.together():
        store.post([Letter(years.bo.id, Kind.STUDY, f"x:{n}", START, QUORUM) for n in range(1200)])
    later = START + 400 * DAY
    first = run(desk, later)
    assert first > 0
    if isinstance(store, SqliteStore):
        assert first <= 500
    all_of(desk, later)
    assert store.noted(DONE) == later.date().isoformat()
    store.post([Letter(years.bo.id, Kind.STUDY, "x:5000", START, QUORUM)])
    assert run(desk, later + timedelta(hours=2)) == 0
    assert run(desk, later + DAY) > 0


def test_who_left_is_erased_after_thirty_days_and_not_if_they_came_back(years: Years) -> None:
    store, desk = years.store, years.desk
    for member in (years.ann, years.bo):
        store.move(member.id, State.LEFT, START)
    store.move(years.bo.id, State.LINKED, START + 20 * DAY)
    all_of(desk, START + FORMER * DAY)
    assert store.member(years.ann.id) is not None
    all_of(desk, START + (FORMER + 1) * DAY)
    assert store.member(years.ann.id) is None
    assert store.about("700a") == {}
    assert store.member(years.bo.id) is not None


def test_a_branch_without_meetings_or_one_the_configuration_forgot_is_no_way_around(
    store: Store,
) -> None:
    desk, now = desk_of(store), START + 400 * DAY
    ended = replace(NORTH, key=BranchKey("west"), meeting=(START,))
    desk.branches = {**desk.branches, ended.key: ended}
    longest = now - 62 * DAY
    assert met_before(desk, SOUTH.key, now) == longest
    assert met_before(desk, BranchKey("gone"), now) == longest
    assert met_before(desk, ended.key, now) == longest
    assert longest < met_before(desk, NORTH.key, now) <= now


def test_summaries_of_branches_read_nothing_that_retention_has_ended() -> None:
    from records.participation import WEEKS

    assert (WEEKS + 1) * 7 < 90
    assert JOB.every <= timedelta(days=1)


def test_both_stores_end_the_same(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The limits are SQL in one and Python in the other; the registry names them for both."""
    from records.privacy import limits

    memory = MemoryStore()
    for limit in limits():
        assert memory.expire(limit.name, START, NORTH.key) == 0


def test_an_organisation_may_keep_things_for_less_long_never_for_longer(store: Store) -> None:
    member = store.enrol(NORTH.key, "Ann", "en", START)
    store.move(member.id, State.LEFT, START)
    desk = desk_of(store)
    desk.retention = {"former": 10, "seen": 9000}
    assert desk.keeps("seen") == 365 and desk.keeps("study") == 90
    run(desk, START + 10 * DAY)
    assert store.member(member.id) is not None
    while run(desk, START + 11 * DAY):
        pass
    assert store.member(member.id) is None
