"""Intervals against published values, and when no number may be shown."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.participation import Hidden, Share, newcombe, share, wilson
from records.participation.interval import change, gained, students_t, withheld
from records.participation.times import survival_median
from records.participation.worth import facility


@pytest.mark.parametrize(
    ("n", "of", "low", "high"),
    [  # Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_s_interval_is_the_published_one(n: int, of: int, low: float, high: float) -> None:
    assert wilson(n, of) == pytest.approx((low, high), abs=0.00005)


@pytest.mark.parametrize(
    ("n1", "of1", "n2", "of2", "low", "high"),
    [  # Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0000),
    ],
)
def test_newcombe_s_interval_is_the_published_one(
    n1: int, of1: int, n2: int, of2: int, low: float, high: float
) -> None:
    assert newcombe(n1, of1, n2, of2)[1:] == pytest.approx((low, high), abs=0.00005)


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_an_interval_holds_its_share_and_stays_within_0_and_1(pair: tuple[int, int]) -> None:
    low, high = wilson(*pair)
    assert 0 <= low <= pair[0] / pair[1] <= high <= 1


def test_nothing_counted_is_no_share_and_an_interval_of_knowing_nothing() -> None:
    assert share(0, 0) == Share(0, 0, 0.0, 1.0)
    assert share(0, 0).ratio is None


@pytest.mark.parametrize("people", [1, 2, 3, 4])
def test_no_number_is_told_about_fewer_than_five(people: int) -> None:
    assert share(people, people) == withheld() == Share(None, None, None, None, Hidden.FEW)
    assert share(30, 60, people) == withheld()


def test_five_are_enough() -> None:
    assert share(3, 5).ratio == 0.6


def test_a_change_that_may_be_none_is_no_real_change() -> None:
    before = [share(15, 24)] * 8
    small, large = change(share(17, 24), before), change(share(5, 24), before)
    assert small and not small.real
    assert large and large.real and large.difference < 0
    assert small.weeks == 8


def test_without_anything_to_compare_with_there_is_no_change() -> None:
    assert change(share(17, 24), []) is None
    assert change(share(17, 24), [withheld(), share(0, 0)]) is None
    assert change(withheld(), [share(15, 24)]) is None


def minutes(*spans: tuple[int, bool]) -> list[tuple[timedelta, bool]]:
    return [(timedelta(minutes=m), answered) for m, answered in spans]


def test_the_median_time_counts_the_unanswered_as_waiting_until_they_closed() -> None:
    spans = minutes((10, True), (20, True), (30, True), (60, False), (60, False))
    assert survival_median(spans) == timedelta(minutes=30)
    # Freireich's 6-mercaptopurine arm: median 23 weeks (Cox and Oakes 1984, table 1.1)
    weeks = [6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    spans = minutes(*[(w, True) for w in weeks[0]], *[(w, False) for w in weeks[1]])
    assert survival_median(spans) == timedelta(minutes=23)


def test_under_half_answered_there_is_no_median_time() -> None:
    assert survival_median(minutes((10, True), (60, False), (60, False))) is None
    assert survival_median([]) is None


@pytest.mark.parametrize("count", [5, 6, 7, 8, 9])
def test_nobody_who_knows_one_answer_can_work_out_another_from_a_facility(count: int) -> None:
    worlds: dict[Share, list[tuple[int, ...]]] = {}
    for world in product((0, 1), repeat=count):
        worlds.setdefault(facility([float(mark) for mark in world]), []).append(world)
    for told, possible in worlds.items():
        for insider in (0, 1):  # the first member knows their own mark
            theirs = [world for world in possible if world[0] == insider]
            for other in range(1, count):
                assert {world[other] for world in theirs} in ({0, 1}, set()), told


def test_a_facility_is_told_from_five_attempts_on_unless_nearly_all_agree() -> None:
    assert facility([1.0, 0.0, 1.0, 0.0]).hidden is Hidden.FEW
    assert facility([1.0, 1.0, 0.5, 0.0, 0.0]).n == 2.5
    assert facility([1.0] + [0.0] * 5).hidden is Hidden.AGREE
    assert facility([0.5] * 6).hidden is Hidden.AGREE
    assert facility([1.0] * 2 + [0.0] * 6).hidden is Hidden.NONE
    assert facility([1.0] * 9 + [0.0] * 2).hidden is Hidden.ALL
    assert facility([1.0] * 3 + [0.0] * 5).n == 3


@pytest.mark.parametrize(("freedom", "point"), [(4, 2.776), (5, 2.571), (10, 2.228), (30, 2.042)])
def test_students_t_as_in_the_tables(freedom: int, point: float) -> None:
    assert students_t(freedom) == pytest.approx(point, abs=0.005)


@pytest.mark.parametrize(("gains", "real"), [
    ([[1.0], [1.0], [0.0], [1.0], [1.0]], True),
    ([[1.0], [-1.0], [0.0], [1.0], [0.0]], False),
    ([[0.0]] * 9, False),
    ([[1.0, 1.0, 1.0, 1.0], [0.0], [0.0], [0.0], [0.0]], False),
    ([[-0.5]] * 4 + [[-1.0]] * 4, True),
    ([[1.0]], False),
    ([], False),
])  # fmt: skip
def test_a_mean_gain_is_real_where_its_interval_leaves_out_zero(
    gains: list[list[float]], real: bool
) -> None:
    assert gained(gains) is real


def test_gains_of_nothing_are_called_real_in_about_five_of_a_hundred() -> None:
    dice = Random(1)
    found = sum(
        gained([[dice.choice((-1.0, 0.0, 1.0)) for _ in range(dice.randint(1, 3))]
                for _ in range(12)])
        for _ in range(2000)
    )  # fmt: skip
    print(f"\nno gain, twelve people: called real {found / 2000:.3f}")
    assert found / 2000 < 0.07
