"""`studybot pack` and `studybot period`: the pack on the screen, and in a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from content.folder.library import Library
from records.meetings import last_meeting
from records.sqlite import open_store
from scheduler.desk import Desk
from scheduler.meeting.packs import freeze, period_to
from tests.bot.cli.house import NORTH, SOUTH, House
from tests.bot.cli.town import lived
from tests.dialogue import NORTH as THE_NORTH


@contextmanager
def kept(house: House) -> Iterator[Desk]:
    """Six people in the north, two in the south, since half a year."""
    house.data.mkdir(exist_ok=True)
    store = open_store(house.database)
    joined = datetime.now(UTC) - timedelta(days=180)
    try:
        lived(store, joined + timedelta(days=40), joined)
        yield Desk(store, {THE_NORTH.key: THE_NORTH}, Library())
    finally:
        store.close()


def test_a_pack_of_a_branch_that_meets(house: House) -> None:
    house.configured(NORTH, SOUTH)
    with kept(house):
        pass
    said = house.says("pack", "north")
    assert said.exit_code == 0, said.output
    assert said.stdout.startswith("North · for the meeting on ")
    assert "— Since last time —" in said.stdout
    out = house.folder / "pack.html"
    made = house.says("pack", "north", "--format", "html", "--lang", "zh", "--out", str(out))
    assert made.exit_code == 0
    assert 'lang="zh"' in out.read_text("utf-8")
    data = json.loads(house.says("pack", "north", "-f", "json").stdout)
    assert data["branch"] == "north" and data["so_far"] is True
    assert house.says("pack", "north", "-f", "xlsx").stdout_bytes.startswith(b"PK")


def test_a_branch_without_meetings_has_none(house: House) -> None:
    house.configured(NORTH, SOUTH)
    with kept(house):
        pass
    said = house.says("pack", "south")
    assert said.exit_code == 1
    assert "no meeting is planned" in said.stderr
    assert house.says("pack", "nowhere").exit_code == 2


def test_a_frozen_period_and_none_before_one_is_over(house: House) -> None:
    house.configured(NORTH, SOUTH)
    with kept(house) as desk:
        now = datetime.now(UTC)
        met = last_meeting(THE_NORTH, now)
        assert met is not None
        assert house.says("period", "north").exit_code == 1
        freeze(desk, THE_NORTH, period_to(THE_NORTH, met), now)
    said = house.says("period", "north")
    assert said.exit_code == 0, said.output
    assert said.stdout.startswith("North · up to the meeting on ")
    day = period_to(THE_NORTH, met).name.partition("/")[0]
    assert house.says("period", "north", "--date", day).stdout == said.stdout
    assert house.says("period", "north", "--date", "1999-01-01").exit_code == 1
    assert house.says("period", "north", "--date", "soon").exit_code == 2
