"""The zone that a clock's reading is taken to mean bears the name it has today."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.study.clocks import COMMON, zones_at

OLD = {"America/Godthab", "Asia/Calcutta", "Asia/Katmandu", "Asia/Rangoon", "Atlantic/Faeroe",
       "Pacific/Ponape", "Pacific/Truk", "Australia/LHI", "Asia/Saigon"}  # fmt: skip


@pytest.mark.parametrize("month", [1, 7])
def test_no_zone_is_offered_under_a_name_it_had_before(month: int) -> None:
    now = datetime(2026, month, 15, 12, tzinfo=UTC)
    offsets = [timedelta(minutes=15 * n) for n in range(-48, 57)]
    found = {zone for one in offsets for zone in zones_at(one, now, ())} - set(COMMON)
    assert len(found) > 5 and not found & OLD


def test_greenland_in_summer() -> None:
    assert list(zones_at(timedelta(hours=-1), datetime(2026, 7, 15, tzinfo=UTC), ())) == [
        "America/Nuuk"]  # fmt: skip
