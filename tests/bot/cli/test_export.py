"""`studybot export`: rows from which anyone can recount a report, and nobody can be named."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from content.item import Chosen, ItemId
from records.export import TABLES
from records.keeping.lock import locked
from records.model import State
from records.people.record import EXPORT
from records.sqlite import open_store
from tests.bot.cli.house import NORTH, SOUTH, House
from tests.bot.cli.town import DUE, QUORUM, Week, lived
from tests.records.two import letter, sent

DOCS = Path(__file__).parents[3] / "docs" / "export.md"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
MOMENTS = {"joined", "linked", "until", "since", "noted", "due", "closes", "started", "sent",
           "received"}  # fmt: skip


@pytest.fixture
def week(house: House) -> Week:
    """Two branches, a week of 2025, and one item whose id is a formula."""
    house.configured(NORTH, SOUTH).data.mkdir()
    store = open_store(house.database)
    found = lived(store)
    odd = replace(QUORUM, id=ItemId("=1+1"))
    formula = sent(store, letter(found.south[0], "ask:1", odd, due=DUE))
    store.record(formula, Chosen((0,)), 1.0, DUE)
    store.move(found.north[5].id, State.PAUSED, DUE)
    store.close()
    return found


def table(house: House, what: str, *more: str) -> list[dict[str, str]]:
    said = house.says("export", what, *more)
    assert said.exit_code == 0, said.output
    return list(csv.DictReader(StringIO(said.stdout_bytes.decode("utf-8"))))


def objects(house: House, what: str, *more: str) -> list[dict[str, object]]:
    said = house.says("export", what, "--format", "json", *more)
    assert said.exit_code == 0, said.output
    found: list[dict[str, object]] = json.loads(said.stdout_bytes)
    return found


def test_members(house: House, week: Week) -> None:
    found = table(house, "members")
    assert [row["branch"] for row in found] == ["north"] * 6 + ["south"] * 2
    assert found[0] == {
        "member": found[0]["member"],
        "branch": "north",
        "role": "member",
        "language": "en",
        "state": "linked",
        "joined": "2025-08-01T09:00:00.000000Z",
        "linked": "2025-08-01T09:00:00.000000Z",
        "until": "",
    }
    assert found[5]["state"] == "paused"


def test_spells(house: House, week: Week) -> None:
    paused = table(house, "members")[5]["member"]
    theirs = [row for row in table(house, "spells") if row["member"] == paused]
    assert [row["state"] for row in theirs] == ["linked", "paused"]
    assert theirs[0]["until"] == theirs[1]["since"] == "2025-09-09T06:00:00.000000Z"


def test_deliveries_and_their_answers(house: House, week: Week) -> None:
    deliveries, answers = table(house, "deliveries"), table(house, "answers")
    assert [row["delivery"] for row in deliveries] == [str(one) for one in (*week.sent, 9)]
    assert {row["fate"] for row in deliveries} == {"sent"}
    assert [row["delivery"] for row in answers] == ["1", "2", "3", "4", "5", "9"]
    assert [(row["mark"], row["late"]) for row in answers] == [
        *[("1.0", "0")] * 4, ("0.0", "1"), ("1.0", "0")
    ]  # fmt: skip
    whose = {row["delivery"]: row["member"] for row in deliveries}
    assert all(whose[row["delivery"]] == row["member"] for row in answers)


@pytest.mark.parametrize("what", TABLES)
def test_both_formats_hold_the_same(house: House, week: Week, what: str) -> None:
    written = table(house, what)
    for row, plain in zip(objects(house, what), written, strict=True):
        assert list(row) == list(plain) == list(TABLES[what].columns)
        for name, value in row.items():
            text = "" if value is None else str(int(value) if isinstance(value, bool) else value)
            assert plain[name].removeprefix("'") == text


@pytest.mark.parametrize("what", TABLES)
def test_no_name_no_address_no_id_and_times_in_utc(house: House, week: Week, what: str) -> None:
    said = house.says("export", what, "--format", "json").stdout
    for one in (*week.north, *week.south):
        assert one.name not in said and f'"{one.address}"' not in said
    for row in objects(house, what):
        assert re.fullmatch("[0-9a-f]{16}", str(row["member"]))
        for name in MOMENTS & row.keys():
            assert row[name] is None or MOMENT.fullmatch(str(row[name]))


def test_a_pseudonym_is_the_same_in_all_tables_and_another_in_another_database(
    house: House, week: Week, tmp_path: Path
) -> None:
    people = {row["member"] for row in table(house, "members")}
    assert len(people) == 8
    for what in TABLES:
        assert {row["member"] for row in table(house, what)} <= people
    other = House(tmp_path / "other")
    other.data.mkdir(parents=True)
    store = open_store(other.configured(NORTH).database)
    lived(store)
    store.close()
    assert people.isdisjoint(row["member"] for row in table(other, "members"))


def test_what_a_spreadsheet_would_run_is_text(house: House, week: Week) -> None:
    assert table(house, "deliveries")[-1]["item"] == "'=1+1"
    assert objects(house, "deliveries")[-1]["item"] == "=1+1"


@pytest.mark.parametrize("what", TABLES)
def test_one_branch_only(house: House, week: Week, what: str) -> None:
    everything = table(house, what)
    south = table(house, what, "--branch", "south")
    assert south == [row for row in everything if row["branch"] == "south"] != []


def test_to_a_file(house: House, week: Week) -> None:
    out = house.folder / "members.csv"
    assert house.says("export", "members", "--out", str(out)).output == ""
    assert out.read_bytes() == house.says("export", "members").stdout_bytes
    marked = house.says("export", "members", "--excel").stdout_bytes
    assert marked == b"\xef\xbb\xbf" + out.read_bytes()


@pytest.mark.parametrize("what", TABLES)
def test_nobody_yet(house: House, what: str) -> None:
    house.configured(NORTH).data.mkdir()
    open_store(house.database).close()
    assert house.says("export", what).stdout == ",".join(TABLES[what].columns) + "\n"
    assert objects(house, what) == []


def test_before_there_are_any_records(house: House) -> None:
    said = house.configured(NORTH).says("export", "members")
    assert said.exit_code == 1
    assert "there are no records yet." in said.stderr


def test_a_table_that_is_none(house: House) -> None:
    said = house.configured(NORTH).says("export", "names")
    assert said.exit_code == 2
    assert "'members', 'spells', 'deliveries', 'answers'" in said.stderr


def test_while_the_bot_is_running(house: House, week: Week) -> None:
    with locked(house.data):
        store = open_store(house.database)
        try:
            assert len(table(house, "members")) == 8
        finally:
            store.close()


def test_every_column_is_explained() -> None:
    explained = {
        section.split("\n", 1)[0]: set(re.findall(r"`([a-z]+)`", "".join(
            line.split("|")[1] for line in section.splitlines() if line.startswith("| `")
        )))
        for section in DOCS.read_text("utf-8").split("\n## ")[1:]
    }  # fmt: skip
    for what, one in TABLES.items():
        assert explained[what] == set(one.columns)


def test_that_rows_were_taken_out_is_written_down_for_the_members_they_are_about(
    house: House, week: Week
) -> None:
    table(house, "answers", "--branch", "north")
    table(house, "members")
    store = open_store(house.database)
    north, south = week.north[0], week.south[0]
    assert [(one.role, one.what) for one in store.seen(north.id)] == [("host", EXPORT)] * 2
    assert len(store.seen(south.id)) == 1
    assert store.chained()
    store.close()


def test_while_the_bot_is_running_it_is_written_down_too(house: House, week: Week) -> None:
    store = open_store(house.database)
    with locked(house.data):
        assert table(house, "spells", "--branch", "south")
    assert [one.what for one in store.seen(week.south[0].id)] == [EXPORT]
    store.close()
