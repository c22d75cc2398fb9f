"""From records to what Monday says of the questions: appraised at night, told from one value."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from bot.overview.quality import as_data, lines
from bot.reports import REPORTS
from bot.words import words
from content.folder.library import Library
from content.item import Chosen, Item, Lesson, Option
from records.meetings import weeks_until
from records.model import BranchKey, Kind, Letter, MemberId, Role
from records.ports import Store
from records.sqlite import open_store
from scheduler.amends.paused import Stopped, keep
from scheduler.desk import Desk
from scheduler.figures.appraised import last_ended
from scheduler.figures.qualities import quality
from scheduler.figures.weekly import appraisal_key, appraised, computed, frozen, summary, week_of
from scheduler.jobs import jobs
from scheduler.jobs import quality as night
from tests.dialogue import NORTH
from tests.records.histories import DAY, HOUR, WEEK, question
from tests.records.two import invite, sent

W = week_of(NORTH, date(2026, 11, 18))
MONDAY = W.end + 9 * HOUR
ITEMS = [question(f"q{n:02}") for n in range(12)]
BAD = ITEMS[-1]
PEOPLE = 30


def lived(store: Store, seed: int = 4) -> None:
    """Thirty people meet twelve questions over three weeks; the key of the last one is wrong."""
    dice = Random(seed)
    for n in range(PEOPLE):
        way = invite(store, f"{n:02d}"[-1], NORTH.key, Role.MEMBER)
        member = store.link(way, str(7000 + n), f"M{n}", "en", W.start - 6 * WEEK)
        skill = dice.uniform(0.2, 0.95)
        for place, item in enumerate(ITEMS):
            at = W.start - (n % 3) * WEEK + place * 8 * HOUR
            answer(store, member.id, item, at, dice.random() < skill - dice.uniform(0, 0.2), dice)


def answer(
    store: Store, member: MemberId, item: Item, at: object, knows: bool, dice: Random
) -> None:
    took = 0 if knows else dice.choice((1, 1, 2))
    if item is BAD:
        took = {0: 1, 1: 0}.get(took, took)
    assert isinstance(at, type(MONDAY))
    letter = Letter(member, Kind.STUDY, f"day:{at}:{item.id}", at, item, closes=at + 2 * DAY)
    store.record(sent(store, letter), Chosen((took,)), float(took == 0), at + HOUR)


@contextmanager
def town(path: Path) -> Iterator[Desk]:
    store = open_store(path / "study.db")
    with store.together():
        lived(store)
    lessons = tuple(Lesson(item.head, (item,)) for item in ITEMS)
    yield Desk(store, {NORTH.key: NORTH}, Library(lessons))
    store.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with town(tmp_path_factory.mktemp("quality")) as desk:
        yield desk


def at_night(desk: Desk) -> None:
    """Monday, half an hour after midnight."""
    before = W.end + timedelta(minutes=29)
    night.run(desk, before)
    assert night.run(desk, before) == 0
    night.run(desk, before + timedelta(minutes=1))


def test_it_runs_at_night_once_for_each_branch_and_before_the_summary(desk: Desk) -> None:
    at_night(desk)
    assert night.run(desk, W.end + timedelta(minutes=30)) == 0
    assert appraised(desk.store, NORTH.key, W.name) is not None
    assert last_ended(NORTH, W.end) == W and last_ended(NORTH, W.end - HOUR).end == W.start
    order = list(jobs())
    assert order.index("quality") < order.index("week")


def test_monday_says_the_key_that_no_single_week_could_show(desk: Desk) -> None:
    at_night(desk)
    told = summary(desk, NORTH, W, MONDAY)
    assert not any(one.likely_wrong_key for one in told.questions)
    text = str(REPORTS["text"].render(told, "en"))
    assert "To fix: “What about q11?” – perhaps the wrong key (lessons/q11.en.md:7)" in text
    assert told.appraisal == appraised(desk.store, NORTH.key, W.name)


def test_what_is_known_adds_up_what_mondays_told(desk: Desk) -> None:
    weeks = weeks_until(NORTH, W, 3)
    for week in weeks:
        frozen(desk, NORTH, week, week.end + 9 * HOUR)
    found = quality(desk, NORTH, MONDAY)
    tables = [summary(desk, NORTH, week, MONDAY).questions for week in weeks]
    for one in found.questions:
        told = [q.facility for table in tables for q in table if q.item == one.item]
        assert one.facility.n == sum(share.n or 0 for share in told)
        assert one.facility.of == sum(share.of or 0 for share in told if share.n is not None)
    assert {one.item for one in found.questions} == {item.id for item in ITEMS}
    said = "\n".join(lines(found, words("en")))
    assert said.startswith("Questions of North, up to week 47: 12 tried, 12 by 20 people or more")
    assert "Perhaps the wrong key:\n• “What about q11?” (lessons/q11.en.md:7) – probably" in said
    assert '"likely_key": "Wrong"' in as_data([found])


def test_an_edit_of_words_keeps_it_one_row_and_other_options_make_another(desk: Desk) -> None:
    frozen(desk, NORTH, W, MONDAY)
    later = weeks_until(NORTH, week_of(NORTH, date(2026, 11, 25)), 1)[0]
    dice = Random(1)
    reworded = replace(ITEMS[0], text="What about q00, then?")
    other = replace(ITEMS[1], options=(*ITEMS[1].options[:2], Option("Something else")))
    for n in range(6):
        way = invite(desk.store, "y", NORTH.key, Role.MEMBER)
        member = desk.store.link(way, str(8000 + n), f"N{n}", "en", W.start)
        for item in (reworded, other):
            answer(desk.store, member.id, item, later.start + 8 * HOUR, n % 2 == 0, dice)
    frozen(desk, NORTH, later, later.end + 9 * HOUR)
    rows = quality(desk, NORTH, later.end + 9 * HOUR).questions
    assert [len([one for one in rows if one.item == item.id]) for item in ITEMS[:2]] == [1, 2]


def test_what_is_paused_stands_first_and_a_week_without_an_appraisal_has_none(desk: Desk) -> None:
    version = next(hash for item, hashes in desk.store.versions().items()
                   for hash in hashes if item == "q03")  # fmt: skip
    keep(desk.store, [Stopped(ITEMS[3].id, version, MONDAY.isoformat())])
    found = quality(desk, NORTH, MONDAY)
    assert [one.item for one in found.questions if one.paused] == ["q03"]
    said = list(lines(found, words("en")))
    assert said[1:3] == ["Paused by reports:", "• “What about q03?” (lessons/q03.en.md:7)"]
    keep(desk.store, [])
    earlier = weeks_until(NORTH, W, 6)[0]
    assert desk.store.published(appraisal_key(NORTH.key, earlier.name)) is None
    assert computed(desk, NORTH, earlier, MONDAY).appraisal is None


def test_a_branch_without_anything_says_so(desk: Desk) -> None:
    south = replace(NORTH, key=BranchKey("south"), name="South")
    said = list(lines(quality(desk, south, MONDAY), words("zh")))
    assert "没有发现需要改的地方。" in said


def test_counted_in_another_process_it_is_the_same_also_where_the_night_was_left_out(
    tmp_path: Path,
) -> None:
    """As the bot does it: `ahead` reads elsewhere, what came of it is kept here."""
    for name in ("here", "apart"):
        (tmp_path / name).mkdir()
    with town(tmp_path / "here") as here, town(tmp_path / "apart") as apart:
        monday = jobs()["week"]
        assert monday.ahead
        for branch in apart.branches.values():
            for errand in monday.ahead(apart, branch, MONDAY):
                errand.keep(errand.work(apart.store, *errand.given))
        for desk in (here, apart):
            monday.run(desk, MONDAY)
        one, other = (summary(desk, NORTH, W, MONDAY) for desk in (here, apart))
        assert one == other
        assert one.appraisal and one.fix and one.fix.question.item == BAD.id
