"""The pack and the frozen period over a store: told once, never changed, nothing to subtract."""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from content.folder.library import Library
from content.item import Chosen, Item, ItemId, Lesson
from records.meetings import next_meeting
from records.meetings.calendar import Change
from records.memory import MemoryStore
from records.model import Fate, Kind, Letter, Member, MemberId, Role, State
from records.participation import Share
from records.participation.discussing import discussed
from records.participation.discussion import Discussion
from records.participation.pack import Pack
from records.sqlite import SqliteStore, open_store
from scheduler.desk import Desk
from scheduler.jobs import jobs
from scheduler.meeting import argument as arguing
from scheduler.meeting.argued import all_of
from scheduler.meeting.argument import Stage, advance, ballot, current, open_on, voted
from scheduler.meeting.packs import (
    at_hand,
    frozen_of,
    frozen_period,
    key,
    last_frozen,
    period_at,
    period_to,
    told_pack,
)
from tests.records.histories import NORTH, question
from tests.records.two import invite

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEFORE = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
STUDY = datetime(2026, 11, 10, 8, 0, tzinfo=UTC)
MEETING = datetime(2026, 12, 3, 18, 0, tzinfo=UTC)
EVE = MEETING - 48 * HOUR
JANUARY = datetime(2027, 1, 7, 18, 0, tzinfo=UTC)
LETTERS = "abcdefghijkl"


@dataclass
class Branch:
    """Twelve members at a desk, an organizer, and questions answered in November."""

    desk: Desk
    people: list[Member]

    @property
    def store(self) -> MemoryStore | SqliteStore:
        found = self.desk.store
        assert isinstance(found, MemoryStore | SqliteStore)
        return found

    def asked(self, item: Item, at: datetime, right: int, wrong: int) -> None:
        for n, member in enumerate(self.people[: right + wrong]):
            self.answers(member, item, at, n < right)

    def answers(self, member: Member, item: Item, at: datetime, right: bool) -> None:
        letter = Letter(member.id, Kind.STUDY, f"day:{at.date()}:{item.id}", at, item,
                        closes=at + 3 * DAY)  # fmt: skip
        (delivery,) = self.store.post([letter])
        self.store.begin([delivery], at)
        self.store.settle(delivery, Fate.SENT, at, message=f"{delivery}")
        self.store.record(delivery, Chosen((0 if right else 1,)), float(right), at + HOUR)

    def live(self, now: datetime) -> None:
        """Every job, until none finds anything to do."""
        for name in ("week", "period", "pack", "argued"):
            for _ in range(20):
                if not jobs()[name].run(self.desk, now):
                    break

    def hand(self, now: datetime) -> Pack:
        found = at_hand(self.desk, self.desk.branches[NORTH.key], now)
        assert found is not None
        return found

    def letters(self, about: str) -> list[str]:
        pending = self.store.pending(JANUARY + 90 * DAY, 1000)
        return [one.letter.occasion for one in pending if one.letter.occasion.startswith(about)]


@pytest.fixture(params=["memory", "sqlite"])
def branch(request: pytest.FixtureRequest, tmp_path: object) -> Iterator[Branch]:
    store = MemoryStore() if request.param == "memory" else open_store(tmp_path / "x.db")  # type: ignore[operator]
    items = [question(name) for name in ("fire", "law", "art")]
    lessons = Library(tuple(Lesson(item.head, (item,)) for item in items))
    desk = Desk(store, {NORTH.key: NORTH}, lessons)
    way = invite(store, "o", role=Role.ORGANIZER)
    store.link(way, "900", "Olga", "en", BEFORE - 9 * DAY)
    ways = [invite(store, letter) for letter in LETTERS]
    people = [store.link(one, f"7{n}", f"P{n}", "en", BEFORE) for n, one in enumerate(ways)]
    made = Branch(desk, people)
    made.asked(items[0], STUDY, 5, 6)
    made.asked(items[1], STUDY + 7 * DAY, 6, 6)
    yield made
    store.close()


# --- told once ---


def test_the_pack_is_told_two_days_before_and_once(branch: Branch) -> None:
    branch.live(EVE - timedelta(seconds=1))
    assert branch.letters("pack:") == []
    branch.live(EVE)
    branch.live(EVE + HOUR)
    assert branch.letters("pack:") == ["pack:2026-11-05:north"]
    assert branch.hand(EVE + HOUR).questions == branch.hand(MEETING).questions != ()


def test_a_meeting_moved_after_its_pack_was_told_brings_no_second_one(branch: Branch) -> None:
    branch.live(EVE)
    moved = replace(NORTH, changes=(Change(MEETING, MEETING + 7 * DAY),))
    branch.desk.branches = {NORTH.key: moved}
    branch.live(EVE + HOUR)
    branch.live(MEETING + 6 * DAY)
    assert branch.letters("pack:") == ["pack:2026-11-05:north"]
    branch.live(MEETING + 7 * DAY)
    assert frozen_period(branch.desk, moved, period_to(moved, MEETING + 7 * DAY)) is not None


def test_a_cancelled_meeting_ends_no_period(branch: Branch) -> None:
    gone = replace(NORTH, changes=(Change(MEETING, None),))
    branch.desk.branches = {NORTH.key: gone}
    branch.live(EVE)
    branch.live(MEETING + HOUR)
    assert branch.letters("pack:") == []
    assert next_meeting(gone, EVE) == JANUARY
    branch.live(JANUARY)
    frozen = last_frozen(branch.desk, gone)
    assert frozen is not None
    assert frozen.period == "2026-11-05/2027-01-07"


def test_what_stood_in_a_pack_is_not_proposed_again(branch: Branch) -> None:
    branch.live(EVE)
    branch.live(MEETING)
    first = {one.item for one in branch.hand(MEETING).questions}
    branch.asked(question("art"), MEETING + 5 * DAY, 6, 5)
    branch.live(JANUARY - 48 * HOUR)
    second = {one.item for one in branch.hand(JANUARY - HOUR).questions}
    assert first == {"fire", "law"}
    assert second == {"art"}


# --- frozen ---


def test_a_period_freezes_with_what_the_pack_told(branch: Branch) -> None:
    branch.live(EVE)
    told = told_pack(branch.desk, NORTH, period_to(NORTH, MEETING))
    branch.live(MEETING - timedelta(seconds=1))
    assert frozen_period(branch.desk, NORTH, period_to(NORTH, MEETING)) is None
    branch.live(MEETING)
    frozen = frozen_of(branch.desk, NORTH, "2026-11-05")
    assert frozen is not None and told is not None
    assert frozen == frozen_of(branch.desk, NORTH, "2026-12-03")
    assert (frozen.questions, frozen.told) == (told.questions, told.told)
    assert not frozen.so_far and told.so_far
    assert frozen.measures.answers.value == 23


def test_late_answers_and_who_leaves_change_nothing_frozen(branch: Branch) -> None:
    branch.live(MEETING)
    frozen = last_frozen(branch.desk, NORTH)
    branch.asked(question("art"), MEETING - DAY, 6, 5)
    branch.store.move(branch.people[0].id, State.LEFT, MEETING + HOUR)
    branch.live(MEETING + HOUR)
    assert last_frozen(branch.desk, NORTH) == frozen


def test_what_is_counted_in_another_process_is_the_same(branch: Branch) -> None:
    for name, now in (("pack", EVE), ("period", MEETING)):
        ahead = jobs()[name].ahead
        assert ahead is not None
        branch.live(now - HOUR)
        north = branch.desk.branches[NORTH.key]
        (errand,) = ahead(branch.desk, north, now)
        work, given = pickle.loads(pickle.dumps((errand.work, errand.given)))
        errand.keep(pickle.loads(pickle.dumps(work(branch.store, *given))))
        assert list(ahead(branch.desk, north, now)) == []
        kept = branch.hand(now) if name == "pack" else last_frozen(branch.desk, NORTH)
        assert kept is not None
        assert {one.item for one in kept.questions} == {"fire", "law"}
        assert kept.told.topics == ()
    branch.live(EVE)
    assert branch.letters("pack:") == ["pack:2026-11-05:north"]


# --- two snapshots that differ by one member ---


def content(pack: Pack) -> tuple[object, ...]:
    """All that tells how right people were, or what they said."""
    named = pack.measures.each()
    told = ("kept", "gain_on_reask", "useful", "rated", "applied", "discussion_gain")
    return (pack.questions, pack.told, pack.discussions, *(named[name] for name in told))


def test_a_pack_asked_for_again_within_a_day_is_the_same(branch: Branch) -> None:
    """Whoever sees Ann answer, and looks before and after, sees no difference at all."""
    noon = EVE - 6 * DAY
    before = branch.hand(noon)
    branch.answers(branch.people[11], question("fire"), noon + HOUR, True)
    assert branch.hand(noon + 3 * HOUR) == before


def test_a_week_later_her_answer_alone_is_nowhere(branch: Branch) -> None:
    noon = EVE - 6 * DAY
    branch.live(noon)
    before = branch.hand(noon)
    branch.answers(branch.people[11], question("fire"), noon + HOUR, True)
    branch.live(noon + 5 * DAY)
    after = branch.hand(noon + 5 * DAY)
    assert content(after) == content(before)
    assert after.measures.answers.value == (before.measures.answers.value or 0) + 1


def test_who_is_forgotten_between_pack_and_freeze_leaves_no_trace_of_their_marks(
    branch: Branch,
) -> None:
    branch.live(EVE)
    told = branch.hand(EVE)
    branch.store.erase_member(branch.people[0].id, EVE + HOUR)
    branch.live(MEETING)
    frozen = last_frozen(branch.desk, NORTH)
    assert frozen is not None
    assert content(frozen) == content(told)


def test_a_branch_of_four_is_told_totals_alone(branch: Branch) -> None:
    for one in branch.people[4:]:
        branch.store.erase_member(one.id, BEFORE + HOUR)
    branch.store.move(branch.store.organizers(NORTH.key)[0].id, State.LINKED, BEFORE)
    branch.live(EVE)
    found = branch.hand(EVE)
    assert found.small
    assert found.questions == ()
    told = {name for name, one in found.measures.each().items() if one.hidden is None}
    assert told == {"roster", "sent", "answers"}


# --- a vote ---


def vote(branch: Branch, stage: Stage, right: dict[int, bool]) -> None:
    found = current(branch.store, NORTH.key, MEETING)
    assert found is not None and found.stage is stage
    for n, mark in right.items():
        member = branch.people[n]
        letter = ballot(found, member, question("fire"), MEETING)
        branch.store.post([letter])
        delivery = branch.store.by_occasion(member.id, letter.occasion)
        assert delivery is not None
        branch.store.settle(delivery.id, Fate.SENT, MEETING)
        branch.store.record(delivery.id, Chosen((0 if mark else 1,)), float(mark), MEETING)


def argued(branch: Branch, first: dict[int, bool], second: dict[int, bool]) -> Discussion:
    made = open_on(branch.desk, NORTH, question("fire").id, MEETING)
    vote(branch, Stage.FIRST, first)
    advance(branch.desk, made, Stage.TALK, MEETING)
    advance(branch.desk, made, Stage.SECOND, MEETING)
    vote(branch, Stage.SECOND, second)
    advance(branch.desk, made, Stage.OVER, MEETING)
    return all_of(branch.store, NORTH.key)[-1]


def marks(right: str) -> dict[int, bool]:
    return {n: sign == "+" for n, sign in enumerate(right) if sign != " "}


def test_handled_twice_after_a_crash_every_step_is_done_once(branch: Branch) -> None:
    made = open_on(branch.desk, NORTH, question("fire").id, MEETING)
    assert open_on(branch.desk, NORTH, question("law").id, MEETING) == made
    vote(branch, Stage.FIRST, marks("+++------"))
    vote(branch, Stage.FIRST, marks("+++++++++"))
    for stage in (Stage.TALK, Stage.SECOND):
        moved = advance(branch.desk, made, stage, MEETING)
        assert advance(branch.desk, made, stage, MEETING) == moved
        assert moved.stage is stage
    assert len(branch.letters(f"meeting:{made.code}:2")) == 9
    vote(branch, Stage.SECOND, marks("++++++---"))
    advance(branch.desk, made, Stage.OVER, MEETING)
    advance(branch.desk, made, Stage.OVER, MEETING)
    (told,) = all_of(branch.store, NORTH.key)
    assert (told.before.n, told.after.n, told.people) == (3, 6, 9)
    assert len(branch.letters(f"meeting:{made.code}:verdict")) == 9
    assert current(branch.store, NORTH.key, MEETING) is None


def test_no_step_is_left_out_and_none_is_taken_back(branch: Branch) -> None:
    made = open_on(branch.desk, NORTH, question("fire").id, MEETING)
    assert advance(branch.desk, made, Stage.SECOND, MEETING).stage is Stage.FIRST
    assert advance(branch.desk, made, Stage.OVER, MEETING).stage is Stage.FIRST
    advance(branch.desk, made, Stage.TALK, MEETING)
    assert advance(branch.desk, made, Stage.FIRST, MEETING).stage is Stage.TALK


def test_who_voted_once_is_in_neither_number(branch: Branch) -> None:
    told = argued(branch, marks("+++----- ++++"[:12]), marks("+++++---"))
    assert (told.people, told.before.n, told.before.of, told.after.n) == (8, 3, 8, 5)


def test_the_vote_is_participation_and_its_marks_are_nowhere_else(branch: Branch) -> None:
    branch.live(MEETING)
    argued(branch, marks("+++------"), marks("++++++---"))
    branch.live(MEETING + 11 * DAY)
    pack = branch.hand(MEETING + 11 * DAY)
    assert pack.measures.answers.value == 18
    assert pack.measures.sent.value == 0
    assert pack.questions == ()
    assert pack.measures.gain_on_reask.value is None
    assert pack.measures.discussion_gain.value == pytest.approx(1 / 3)
    assert [one.gain for one in pack.discussions] == [pytest.approx(1 / 3)]


def test_nobody_learns_anothers_vote_from_before_and_after(branch: Branch) -> None:
    """All worlds: whatever is told, and whatever one's own vote was, of every other voter both
    votes stay possible, in each round."""
    for people in range(5, 12):
        worlds: dict[Share, set[int]] = defaultdict(set)
        for right in range(people + 1):
            same = {MemberId(n): float(n < right) for n in range(people)}
            worlds[discussed("a", ItemId("q"), (), MEETING, same, same).before].add(right)
        for counts in worlds.values():
            for own in (0, 1):
                others = {right - own for right in counts if own <= right <= people - 1 + own}
                assert not others or (others - {0} and others - {people - 1})
    few = argued(branch, marks("+-------"), marks("++++++++"))
    assert few.before.n is None and few.after.n is None


def test_three_weeks_later_only_of_the_same_people_and_once(branch: Branch) -> None:
    told = argued(branch, marks("+++-----"), marks("+++++---"))
    for n in range(12):
        branch.answers(branch.people[n], question("fire"), MEETING + 21 * DAY, n % 2 == 0)
    branch.live(MEETING + 25 * DAY - HOUR)
    assert all_of(branch.store, NORTH.key)[0].later is None
    branch.live(MEETING + 25 * DAY + HOUR)
    branch.live(MEETING + 26 * DAY)
    later = all_of(branch.store, NORTH.key)[0].later
    assert later is not None and (later.n, later.of) == (4, 8)
    assert branch.letters("three weeks after:") == [f"three weeks after:{told.id}"]
    assert replace(all_of(branch.store, NORTH.key)[0], later=None) == told


def test_a_vote_nobody_closed_is_over_the_next_day(branch: Branch) -> None:
    made = open_on(branch.desk, NORTH, question("fire").id, MEETING)
    vote(branch, Stage.FIRST, marks("+++---"))
    branch.live(MEETING + arguing.LASTS)
    assert current(branch.store, NORTH.key, MEETING + arguing.LASTS) is None
    assert len(branch.letters(f"meeting:{made.code}:verdict")) == 6
    assert all_of(branch.store, NORTH.key) == []
    assert voted(branch.store, made, 1) == 6


def test_keys_and_periods_by_the_branch_s_clock() -> None:
    assert key(NORTH, period_to(NORTH, MEETING)) == "pack:2026-11-05:north"
    assert period_at(NORTH, MEETING - HOUR) == period_at(NORTH, MEETING + HOUR)
    assert period_at(NORTH, MEETING + 7 * HOUR) == period_to(NORTH, JANUARY)
    assert period_at(replace(NORTH, meeting=()), MEETING) is None
    first = period_to(replace(NORTH, meeting=(MEETING,)), MEETING)
    assert first.start == MEETING - 28 * DAY
