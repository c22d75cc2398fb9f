"""Refusals are counted: a line an hour of each kind, and no more memory than it takes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from scheduler.refusals import MOST, SPAN, Refusals

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_the_first_is_told_and_the_next_after_an_hour_with_their_number() -> None:
    counted = Refusals()
    assert [counted.count("a", NOW + n * SECOND) for n in range(4)] == [1, 0, 0, 0]
    assert counted.count("b", NOW) == 1
    assert counted.count("a", NOW + SPAN - SECOND) == 0
    assert counted.count("a", NOW + SPAN) == 5
    assert counted.count("a", NOW + SPAN + SECOND) == 0


def test_a_clock_put_back_hides_nothing() -> None:
    counted = Refusals()
    assert (counted.count("a", NOW), counted.count("a", NOW - SPAN)) == (1, 1)


def test_however_many_ask_for_however_much_memory_has_an_end() -> None:
    counted = Refusals()
    assert all(counted.count(n, NOW) == 1 for n in range(3 * MOST))
    assert len(counted._told) == MOST and not counted._since
    assert counted.count(3 * MOST - 1, NOW) == 0 and counted.count(0, NOW) == 1
