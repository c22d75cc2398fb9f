"""Form wear: a seeded decline is flagged, noise is not. Rates are measured and printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import permutations
from random import Random

import pytest

from records.meetings import week_of
from records.model import Kind
from records.participation import Appraisal, Wear
from records.participation.book import book
from records.participation.wear import SENDS, Send, falling, sends_by_form, wear, wear_of
from tests.records.histories import DAY, HOUR, NORTH, WEEK, History, question

W = week_of(NORTH, date(2026, 11, 18))
FORMS = ("single", "multiple", "short", "task", "card")
Sends = Mapping[str, Sequence[Send]]


def branch(
    seed: int,
    members: int = 24,
    *,
    base: float = 0.65,
    drop: float = 0.0,
    days: float = 0.0,
    tired: float = 0.0,
) -> Sends:
    """Eight weeks of five forms, a form a day. `drop`: how far the response to short answers
    falls from the first week to the last; `days`: how much good and bad days differ; `tired`:
    how far all forms fall alike."""
    dice = Random(seed)
    habits = [dice.uniform(base - 0.25, base + 0.25) for _ in range(members)]
    found: dict[str, list[Send]] = {form: [] for form in FORMS}
    for week in range(SENDS):
        for weekday, form in enumerate(FORMS):
            fell = (tired + (drop if form == "short" else 0)) * week / (SENDS - 1)
            lift = dice.gauss(0, days) - fell
            day = date(2026, 9, 28) + timedelta(weeks=week, days=weekday)
            answered = sum(dice.random() < habit + lift for habit in habits)
            found[form].append(Send(day, answered, members))
    return found


def called(sends: Sends) -> list[str]:
    return [one.form for one in wear_of(sends) if one.wearing]


SEEDS = 300


@pytest.mark.parametrize(("what", "of"), [
    ("steady", {}), ("good and bad days", {"days": 0.1}), ("all tire alike", {"tired": 0.4}),
    ("twelve people", {"members": 12}), ("a hundred people", {"members": 100, "days": 0.05}),
])  # fmt: skip
def test_noise_is_called_wear_in_under_five_of_a_hundred_looks(
    what: str, of: Mapping[str, float]
) -> None:
    options = dict(of)
    members = int(options.pop("members", 24))
    alarms = sum(bool(called(branch(seed, members, **options))) for seed in range(SEEDS))
    print(f"\n{what}: a form called wearing in {alarms / SEEDS:.3f} of the looks")
    assert alarms / SEEDS < 0.05


@pytest.mark.parametrize(("members", "drop", "least"), [
    (24, 0.4, 0.4), (24, 0.5, 0.6), (60, 0.3, 0.5), (60, 0.5, 0.9),
])  # fmt: skip
def test_a_decline_is_flagged(members: int, drop: float, least: float) -> None:
    looks = [called(branch(seed, members, drop=drop)) for seed in range(SEEDS)]
    power = sum("short" in one for one in looks) / SEEDS
    others = sum(bool(set(one) - {"short"}) for one in looks) / SEEDS
    print(f"\n{members} people, down by {drop:.0%}: flagged {power:.3f}, another form {others:.3f}")
    assert power >= least
    assert others < 0.05


def test_the_chance_is_exact() -> None:
    assert falling([8, 7, 6, 5, 4, 3, 2, 1]) == pytest.approx(1 / 40320)
    assert falling([1, 2, 3, 4, 5, 6, 7, 8]) == 1
    orders = list(permutations(range(5)))
    for level in (0.01, 0.05, 0.1, 0.3):
        assert sum(falling(one) <= level for one in orders) / len(orders) <= level
    assert falling([3, 3, 3, 3, 3, 3, 3, 3]) > 0.4


def story(answered: Mapping[str, Sequence[int]], people: int = 12) -> History:
    """Each form once a week; so many of the people answer it."""
    told = History()
    members = told.joined(people, W.start - 20 * WEEK)
    for weekday, (form, counts) in enumerate(answered.items()):
        for week, count in enumerate(reversed(counts)):
            at = W.start - week * WEEK + weekday * DAY + 8 * HOUR
            for n, member in enumerate(members):
                delivery = told.send(member, at, question(form, form=form), open_for=DAY)
                if n < count:
                    told.answer(delivery, at + HOUR)
    return told


FALLING = [11, 11, 10, 8, 6, 4, 2, 1]
LEVEL = [9, 7, 8, 9, 7, 8, 9, 8]


def test_from_rows_to_a_verdict() -> None:
    kept = book(story({"short": FALLING, "single": LEVEL, "task": LEVEL[:7]}).rows(), NORTH)
    short, single = wear(kept, W)
    assert (short.form, short.wearing, single.wearing) == ("short", True, False)
    assert (short.first.n, short.first.of, short.last.n, short.last.of) == (40, 48, 13, 48)
    assert short.change and short.change.real and short.change.high < 0
    assert single.change and not single.change.real
    assert Appraisal("w", (), (single, short)).wearing == short
    assert Appraisal("w", (), (single,)).wearing is None


def test_only_the_last_eight_sends_count_and_fewer_say_nothing() -> None:
    kept = book(story({"short": [1, 1, *FALLING]}).rows(), NORTH)
    [one] = wear(kept, W)
    assert one.first.n == 40
    assert wear(book(story({"short": FALLING[:7]}).rows(), NORTH), W) == ()


def test_a_send_to_fewer_than_five_and_one_still_open_are_none() -> None:
    assert sends_by_form(book(story({"short": LEVEL[:2]}, people=4).rows(), NORTH), W) == {}
    told = story({"short": LEVEL[:2]})
    for member in told.joined(6, W.start - WEEK):
        told.send(member, W.end - HOUR, question("card", form="card"))
        told.send(member, W.start + HOUR, question("task", form="task"), kind=Kind.ASKED)
    assert set(sends_by_form(book(told.rows(), NORTH), W)) == {"short"}


def test_a_branch_that_tires_altogether_is_no_form_s_wear() -> None:
    rows = story({"short": FALLING, "single": FALLING, "task": FALLING}).rows()
    found: Sequence[Wear] = wear(book(rows, NORTH), W)
    assert len(found) == 3 and not any(one.wearing for one in found)
    assert all(one.change and one.change.real for one in found)
