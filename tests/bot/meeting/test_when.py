"""Dates and hours as organizers type them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.meeting.when import packed, read, shifted, unpacked
from bot.press import Command
from bot.telegram.callback import LIMIT, pack
from tests.bot.meeting.people import local
from tests.dialogue import NORTH

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.mark.parametrize(("typed", "meant"), [
    ("2026-12-10 19:00", "2026-12-10 19:00"),
    (" 2026-12-10,  9:05 ", "2026-12-10 09:05"),
    ("2026/12/10 19:00", "2026-12-10 19:00"),
    ("10.12.2026 19:00", "2026-12-10 19:00"),
    ("2026-12-10", "2026-12-10 18:00"),
    ("2026年12月10日 19:30", "2026-12-10 19:30"),
    ("2026年12月10号 19点", "2026-12-10 19:00"),
    ("12月10日19点半", "2026-12-10 19:30"),
    ("２０２６－１２－１０　１９：００", "2026-12-10 19:00"),
    ("3月1日 19时05分", "2027-03-01 19:05"),
    ("2月29日 19:00", None),  # neither this year nor the next has one
    ("2026-02-29 19:00", None), ("2026-12-10 24:00", None), ("19:00", None), ("", None),
    ("2026-13-01", None), ("0000-01-01 10:00", None), ("tomorrow", None),
    ("2026-12-10 19:00 or later", None),
])  # fmt: skip
def test_what_is_typed(typed: str, meant: str | None) -> None:
    assert read(typed, NORTH, time(18), NOW) == (local(meant) if meant else None)


def test_without_an_hour_there_must_be_a_usual_one() -> None:
    assert read("2026-12-10", NORTH, None, NOW) is None


def test_days_later_keep_the_hour_through_a_change_of_clocks() -> None:
    assert shifted(NORTH, local("2026-10-22 19:00"), 7) == local("2026-10-29 19:00")


@given(st.text(max_size=40))
def test_any_words_are_a_date_or_none(words: str) -> None:
    found = read(words, NORTH, time(18), NOW)
    assert found is None or found.tzinfo is UTC


@given(st.integers(0, 8000 * 365 * 86_400 * 1_000_000))
def test_a_button_carries_an_instant_to_the_microsecond(micros: int) -> None:
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)
    assert unpacked(packed(at)) == at


def test_the_longest_button_fits() -> None:
    far = packed(datetime(9998, 12, 31, 23, 59, 59, 999999, UTC))
    data = pack(Command("meeting", ("do", "ffffff", far, far, "999999")))
    assert len(data) <= LIMIT


@pytest.mark.parametrize("junk", ["", "ü", "A", "0" * 13, "zzzzzzzzzzzz", "-1"])
def test_what_is_no_instant_is_none(junk: str) -> None:
    assert unpacked(junk) is None
