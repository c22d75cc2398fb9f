"""`studybot report week`: the same numbers in four forms, also while the bot runs."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest

from content.folder.library import Library
from content.item import Chosen
from records.keeping.lock import locked
from records.meetings import week_at, weeks_until
from records.participation import wilson
from records.sqlite import SqliteStore, open_store
from scheduler.desk import Desk
from scheduler.figures.weekly import frozen
from tests.bot.cli.house import NORTH, SOUTH, House
from tests.bot.cli.town import DUE, NEXT, TUESDAY, Week, lived
from tests.dialogue import NORTH as THE_NORTH

DAY = timedelta(days=1)


@contextmanager
def opened(house: House) -> Iterator[SqliteStore]:
    house.data.mkdir(exist_ok=True)
    store = open_store(house.database)
    try:
        yield store
    finally:
        store.close()


@pytest.fixture
def week(house: House) -> Week:
    """One branch is configured, and a week of 2025 was lived."""
    house.configured(NORTH)
    with opened(house) as store:
        return lived(store)


@pytest.fixture
def two(house: House, week: Week) -> House:
    return house.configured(NORTH, SOUTH)


def test_a_week_as_text(house: House, week: Week) -> None:
    said = house.says("report", "week", "--date", str(TUESDAY))
    assert said.exit_code == 0, said.output
    lines = said.stdout.splitlines()
    assert lines[0] == "North · week 37, Sep 8–14, 2025"
    assert lines[1] == "Took part: 5 of 6, 83% (44–97%); common goal 60%"
    assert any(line.startswith("Items answered in time: 4 of 6") for line in lines)
    assert len(lines) <= 12


def test_the_words_can_be_chinese(house: House, week: Week) -> None:
    said = house.says("report", "week", "--date", str(TUESDAY), "--lang", "zh")
    assert "第37周" in said.stdout.replace(" ", "")


def test_one_branch_as_json_is_an_object_of_four(house: House, week: Week) -> None:
    said = house.says("report", "week", "--date", str(TUESDAY), "--format", "json")
    told = json.loads(said.stdout)
    assert list(told) == ["branch", "start", "end", "measures"]
    assert told["branch"] == "north"
    assert told["start"] == "2025-09-07T22:00:00+00:00"
    assert told["end"] == "2025-09-14T22:00:00+00:00"
    low, high = wilson(5, 6)
    assert told["measures"]["active"] == {
        "n": 5,
        "of": 6,
        "low": pytest.approx(low),
        "high": pytest.approx(high),
    }
    assert told["measures"]["response"]["n"] == 4


def test_several_branches_are_an_array_and_a_named_one_an_object(two: House) -> None:
    asked = ("report", "week", "--date", str(TUESDAY), "--format", "json")
    both = json.loads(two.says(*asked).stdout)
    assert [one["branch"] for one in both] == ["north", "south"]
    assert json.loads(two.says(*asked, "--branch", "north").stdout) == both[0]
    assert json.loads(two.says(*asked, "--branch", "south").stdout) == both[1]


def test_a_week_is_one_of_the_branch_s_own_zone(two: House) -> None:
    said = two.says("report", "week", "--date", "2025-09-09", "--format", "json")
    starts = [one["start"] for one in json.loads(said.stdout)]
    assert starts == ["2025-09-07T22:00:00+00:00", "2025-09-08T04:00:00+00:00"]


def test_a_branch_of_two_is_told_totals_alone(two: House) -> None:
    asked = ("report", "week", "--date", str(TUESDAY), "--branch", "south")
    measures = json.loads(two.says(*asked, "--format", "json").stdout)["measures"]
    assert measures["active"] == {
        "n": None,
        "of": None,
        "low": None,
        "high": None,
        "withheld": True,
        "why": "few",
    }
    assert measures["roster"]["value"] == 2
    assert "%" not in two.says(*asked).stdout.splitlines()[1]


def test_text_of_all_branches_one_after_another(two: House) -> None:
    said = two.says("report", "week", "--date", str(TUESDAY)).stdout
    north, south = said.split("\n\n")
    assert north.startswith("North · week 37") and south.startswith("South · week 37")


def shown(made: bytes) -> object:
    """A picture's bytes; every cell of a workbook, which also holds the second it was made in."""
    if not made.startswith(b"PK"):
        return made
    book = openpyxl.load_workbook(BytesIO(made))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_picture_and_sheet_go_to_files_and_to_programs(house: House, week: Week) -> None:
    asked = ("report", "week", "--date", str(TUESDAY), "--format")
    for form, begins in (("png", b"\x89PNG"), ("xlsx", b"PK\x03\x04")):
        piped = house.says(*asked, form)
        assert piped.stdout_bytes.startswith(begins)
        out = house.folder / f"week.{form}"
        assert house.says(*asked, form, "--out", str(out)).stdout == ""
        assert shown(out.read_bytes()) == shown(piped.stdout_bytes)
    sheet = openpyxl.load_workbook(BytesIO(piped.stdout_bytes)).worksheets[0]
    rows = {row[0]: row[1:3] for row in sheet.iter_rows(values_only=True)}
    assert rows["Took part"] == (5, 6)


@pytest.mark.parametrize("form", ["png", "xlsx"])
def test_a_picture_never_goes_to_a_terminal(house: House, week: Week, form: str) -> None:
    ours, theirs = pty.openpty()
    asked = ["report", "week", "--date", str(TUESDAY), "--format", form]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *asked],
            cwd=house.folder,
            stdout=theirs,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    finally:
        os.close(theirs)
        os.close(ours)
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "That is no text, so it isn't shown here. Name a file: --out FILE.\n"
    )


def test_several_branches_don_t_fit_in_one_picture(two: House) -> None:
    said = two.says("report", "week", "--format", "png")
    assert said.exit_code == 2
    assert "Add --branch (north, south)." in said.stderr


def test_what_was_told_stays_as_it_was_told(house: House, week: Week) -> None:
    asked = ("report", "week", "--date", str(TUESDAY), "--format", "json")
    with opened(house) as store:
        desk = Desk(store, {THE_NORTH.key: THE_NORTH}, Library((), ()))
        frozen(desk, THE_NORTH, week_at(THE_NORTH, DUE), NEXT)
        store.record(week.sent[5], Chosen((0,)), 1.0, DUE + 3 * DAY)
    assert json.loads(house.says(*asked).stdout)["measures"]["active"]["n"] == 5


def test_what_was_not_told_is_counted_as_it_stands(house: House, week: Week) -> None:
    asked = ("report", "week", "--date", str(TUESDAY), "--format", "json")
    with opened(house) as store:
        store.record(week.sent[5], Chosen((0,)), 1.0, DUE + 3 * DAY)
    assert json.loads(house.says(*asked).stdout)["measures"]["active"]["n"] == 6


def test_without_a_date_the_last_week_that_is_over(house: House, week: Week) -> None:
    last = weeks_until(THE_NORTH, week_at(THE_NORTH, datetime.now(UTC)), 2)[0]
    told = json.loads(house.says("report", "week", "--format", "json").stdout)
    assert (told["start"], told["end"]) == (last.start.isoformat(), last.end.isoformat())


def test_a_running_week_says_so_far(house: House) -> None:
    house.configured(NORTH)
    today = datetime.now(UTC)
    with opened(house) as store:
        lived(store, due=today - timedelta(minutes=1), joined=today - 30 * DAY)
    said = house.says("report", "week", "--date", str(today.date()))
    assert said.stdout.splitlines()[0].endswith(" · so far")


def test_a_week_that_has_not_begun(house: House, week: Week) -> None:
    said = house.says("report", "week", "--date", "9999-12-31")
    assert (said.exit_code, said.stderr) == (
        2,
        "--date: the week of 9999-12-31 has not begun in North.\n",
    )


@pytest.mark.parametrize("written", ["yesterday", "2025-02-30", "24.11.2026", ""])
def test_what_is_no_date(house: House, week: Week, written: str) -> None:
    said = house.says("report", "week", "--date", written)
    assert (said.exit_code, said.stderr) == (
        2,
        f"--date: {written!r} is no date. Write it as 2026-11-24.\n",
    )


def test_a_date_before_all_records(house: House, week: Week) -> None:
    assert house.says("report", "week", "--date", "0001-01-01").exit_code == 2


def test_a_branch_that_is_not_there(house: House, week: Week) -> None:
    said = house.says("report", "week", "--branch", "nort")
    assert (said.exit_code, said.stderr) == (2, "There is no branch 'nort'. Branches: north.\n")


def test_before_there_are_any_records(house: House) -> None:
    said = house.configured(NORTH).says("report", "week")
    assert said.exit_code == 1
    assert said.stderr == (
        f"{house.database}: there are no records yet. `studybot run` begins them.\n"
    )
    assert not house.data.exists()


def test_records_that_are_none(house: House) -> None:
    house.configured(NORTH)
    house.data.mkdir()
    house.database.write_bytes(b"not a database, " * 100)
    said = house.says("report", "week")
    assert said.exit_code == 1
    assert said.stderr.startswith(f"{house.database}: ") and "Traceback" not in said.output


def test_while_the_bot_is_running_and_writing(house: House, week: Week) -> None:
    asked = ("report", "week", "--date", str(TUESDAY), "--format", "json")
    with locked(house.data), opened(house) as store, store.together():
        store.record(week.sent[5], Chosen((0,)), 1.0, DUE + 3 * DAY)
        said = house.apart(*asked)
    assert said.returncode == 0, said.stderr
    assert json.loads(said.stdout)["measures"]["active"]["n"] == 5
    assert json.loads(house.apart(*asked).stdout)["measures"]["active"]["n"] == 6


def test_a_file_that_can_t_be_written(house: House, week: Week) -> None:
    out = house.folder / "nowhere" / "week.txt"
    said = house.says("report", "week", "--out", str(out))
    assert said.exit_code == 1
    assert said.stderr == f"{out} can't be written: No such file or directory. Name another file.\n"
