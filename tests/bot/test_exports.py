"""Files for other programs: equal to what was told, and nobody is in them who did not agree."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlite_utils import Database

from bot.exports import Asked, Nothing, exports
from bot.exports.snapshot import COLUMNS, VIEWS
from bot.reports import REPORTS
from content.folder.library import Library
from content.folder.loader import load
from content.importers import Source, imported
from content.item import Chosen
from records.branch import Branch
from records.export import TABLES, Pseudonyms
from records.model import Member
from records.participation import K, thaw
from records.people.own import CONSENT, Consent
from records.people.record import EXPORT, NAMES
from records.sqlite import open_store
from scheduler.desk import Desk
from scheduler.figures.weekly import frozen, key, last_told
from tests.bot.cli.town import NORTH, people
from tests.dialogue import Town, study
from tests.records.two import HOUR, letter, sent

BRANCH = Branch(NORTH, "North", "Europe/Berlin")
MONDAY = datetime(2025, 9, 1, 7, 0, tzinfo=UTC)
NOW = datetime(2025, 9, 15, 12, 0, tzinfo=UTC)
LESSON = """
# Question: Who can change our bylaws?

- [ ] The board
- [x] The general meeting

# Question: Who keeps the minutes?

- [x] The secretary
- [ ] Nobody
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Two weeks of a branch of twelve: one question is missed by seven, the other by nobody."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "01-x.en.md").write_text(LESSON, "utf-8")
    store = open_store(tmp_path / "studybot.db")
    desk = Desk(store, {NORTH: BRANCH}, load(tmp_path), "Riverside Co-op")
    members = people(store, NORTH, "abcdefghijkl", MONDAY - timedelta(days=30))
    first, second = desk.library.items()
    for week, item in enumerate((first, second)):
        due = MONDAY + timedelta(weeks=week)
        for at, member in enumerate(members[: 12 - week]):
            delivery = sent(store, letter(member, f"day:{due.date()}", item, due=due))
            right = item is second or at > 6
            store.record(delivery, Chosen((int(right),)), float(right), due + HOUR)
    for week in (0, 1):
        told = MONDAY + timedelta(weeks=week + 1, hours=5)
        frozen(desk, BRANCH, last_told(BRANCH, told), told)
    yield desk
    store.close()


def asked(desk: Desk) -> Asked:
    return Asked(desk, (BRANCH,), NOW, "en")


def made(desk: Desk, name: str) -> bytes:
    return b"".join(exports()[name].make(asked(desk)))


def named(desk: Desk, *members: Member) -> None:
    for member in members:
        desk.store.agree(Consent(member.id, CONSENT, "", MONDAY))
        desk.store.choose(member.id, replace(desk.store.choices(member.id), named=True))


def test_the_deck_holds_what_was_missed_and_nothing_else(desk: Desk) -> None:
    found = imported(Source("missed.apkg", made(desk, "missed")))
    [item] = [item for lesson in found.lessons for item in lesson.items]
    assert item.text == "Who can change our bylaws?"


def test_no_deck_where_nothing_was_missed(desk: Desk) -> None:
    desk.restock(Library())
    with pytest.raises(Nothing):
        made(desk, "missed")


def test_the_gradebook_names_only_who_agreed_and_tells_only_whether(desk: Desk) -> None:
    with pytest.raises(Nothing):
        made(desk, "gradebook")
    members = desk.store.members(NORTH)
    named(desk, members[0], members[11])
    data = made(desk, "gradebook")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["Full name"] for row in rows] == [f"'{members[at].name}" for at in (0, 11)]
    assert [(row["Weeks taken part"], row["Weeks counted"]) for row in rows] == [
        ("2", "2"), ("1", "2")]  # fmt: skip
    assert [row["Taking part (Percentage)"] for row in rows] == ["100.00", "50.00"]
    assert len({row["ID number"] for row in rows}) == 2 and made(desk, "gradebook") == data


def test_no_number_beside_a_name_stands_beside_a_mark(desk: Desk) -> None:
    """Named in one file and marked in another, under one number: that would be what they knew."""
    members = desk.store.members(NORTH)
    named(desk, *members)
    rows = csv.DictReader(io.StringIO(made(desk, "gradebook").decode("utf-8-sig")))
    numbers = {row["ID number"] for row in rows}
    others = made(desk, "xapi").decode() + str(
        [row for table in TABLES.values() for row in table.rows(desk.store, NORTH)]
    )
    assert len(numbers) == len(members) and Pseudonyms(desk.store).of(members[0].id) in others
    assert not [one for one in numbers if one in others]


@pytest.mark.parametrize(("agreed", "rows"), [(7, 7), (8, 0), (11, 0), (12, 12)])
def test_the_gradebook_holds_nobody_where_one_to_four_would_be_left_unnamed(
    desk: Desk, agreed: int, rows: int
) -> None:
    """Monday told 12 of 12 and 11 of 12: less eleven names, it is the twelfth's own record."""
    named(desk, *desk.store.members(NORTH)[:agreed])
    if not rows:
        with pytest.raises(Nothing):
            made(desk, "gradebook")
        return
    assert len(made(desk, "gradebook").splitlines()) == 1 + rows


def test_a_week_in_which_few_would_be_left_counts_in_no_row_of_the_gradebook(desk: Desk) -> None:
    """Four of the unnamed come after the first week's beginning: it would tell of one alone."""
    members = desk.store.members(NORTH)
    late = people(desk.store, NORTH, "mnop", MONDAY + timedelta(days=2))
    due = MONDAY + timedelta(weeks=2)
    item = next(iter(desk.library.items()))
    for member in (*members, *late):
        sent(desk.store, letter(member, f"day:{due.date()}", item, due=due))
    told = due + timedelta(weeks=1)
    frozen(desk, BRANCH, last_told(BRANCH, told), told)
    named(desk, *members[:11])
    data = b"".join(exports()["gradebook"].make(replace(asked(desk), now=told)))
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == 11
    assert {(row["Weeks taken part"], row["Weeks counted"]) for row in rows} == {("0", "1")}


def test_statements_are_one_for_each_answer_and_name_nobody(desk: Desk) -> None:
    statements = [json.loads(line) for line in made(desk, "xapi").splitlines()]
    assert len(statements) == 23 == len({UUID(one["id"]) for one in statements})
    assert made(desk, "xapi") == made(desk, "xapi")
    people = {Pseudonyms(desk.store).of(one.id) for one in desk.store.members(NORTH)}
    for one in statements:
        assert one["actor"]["account"]["name"] in people
        assert one["verb"]["id"].endswith("/answered")
        assert one["result"] == {"completion": True}, "how right it was is nobody's business"
    assert {one["timestamp"][:10] for one in statements} == {"2025-09-01", "2025-09-08"}


def test_the_snapshot_says_what_was_told_to_the_digit(desk: Desk, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(made(desk, "snapshot"))) as archive:
        archive.extractall(tmp_path / "out")
    metadata = json.loads((tmp_path / "out" / "metadata.json").read_text())
    tables = metadata["databases"]["studybot"]["tables"]
    assert set(tables) == {*TABLES, *COLUMNS, *VIEWS}
    with sqlite3.connect(tmp_path / "out" / "studybot.db") as con:
        con.row_factory = sqlite3.Row
        for name, of in TABLES.items():
            assert Database(con)[name].count == len(list(of.rows(desk.store, NORTH)))
        for week in (0, 1):
            period = last_told(BRANCH, MONDAY + timedelta(weeks=week + 1, hours=5))
            told = thaw(str(desk.store.published(key(BRANCH, period))))
            plain = json.loads(str(REPORTS["json"].render(told, "en")))
            rows = con.execute("SELECT * FROM weeks WHERE week = ?", [told.week]).fetchall()
            assert {row["name"] for row in rows} == set(plain["measures"])
            for row in rows:
                for field in ("n", "of", "low", "high", "value"):
                    value = plain["measures"][row["name"]].get(field)
                    assert row[field] == value, (row["name"], field)
        [hardest] = con.execute("SELECT * FROM hardest_items").fetchall()
        assert (hardest["marks"], hardest["attempts"]) == (5.0, 12)
        assert {row["sent"] for row in con.execute("SELECT * FROM forms")} == {23}
    con.close()
    assert f">= {K}" in VIEWS["forms"][1]


def test_a_week_as_csv_is_the_week_as_json(desk: Desk) -> None:
    period = last_told(BRANCH, NOW)
    told = thaw(str(desk.store.published(key(BRANCH, period))))
    plain = json.loads(str(REPORTS["json"].render(told, "en")))["measures"]
    text = REPORTS["csv"].data(told, "zh").decode("utf-8-sig")
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(text))
            if row["about"] == told.week and row["definition"]}  # fmt: skip
    assert set(rows) == set(plain)
    for name, one in plain.items():
        for field in ("n", "of", "low", "high", "value"):
            cell, value = rows[name][field], one.get(field)
            assert (float(cell) if cell else None) == value, (name, field)


async def test_an_organizer_takes_files_out_by_buttons_and_members_can_read_that() -> None:
    lessons = {f"a/{n:02}-x.en.md": LESSON.replace("Who", f"{n}: who") for n in range(1, 9)}
    async with study(lessons) as town:
        olga = await town.joined("Olga", organizer=True)
        lan = await town.joined("小兰", language="zh", organizer=True)
        ben = await town.joined("Ben")
        for name in ("Ann", "Cem", "Dan", "Eva", "Fay"):
            await town.joined(name)
        await town.at("12:00", days=16)
        olga.say("/export")
        lan.say("/export")
        await town.settle()
        assert olga.last.labels == [
            "The last week as a workbook", "The last week as CSV",
            "Weeks taken part, by name, for Moodle's gradebook",
            "An Anki deck of the questions missed most",
        ]  # fmt: skip
        assert lan.last.labels[1] == "上周（CSV）"
        offered = olga.last
        for label, words in ((2, "Nobody has agreed"), (3, "No question has been missed")):
            olga.tap(offered, offered.labels[label])
            await town.settle()
            assert words in olga.last.text
        olga.tap(offered, "The last week as CSV")
        await town.settle()
        assert olga.last.document is not None
        assert olga.last.document.data.startswith(b"\xef\xbb\xbfabout,name,")
        await taken_with_names(town, town.member(ben), offered.labels[2])


async def taken_with_names(town: Town, ben: Member, label: str) -> None:
    store = town.life.bot.store
    store.choose(ben.id, replace(store.choices(ben.id), named=True))
    olga = next(one for one in town.life.telegram.people.values() if one.user.first_name == "Olga")
    offered = next(one for one in reversed(olga.heard) if label in one.labels)
    olga.tap(offered, label)
    await town.settle()
    assert olga.last.document is not None
    assert "Ben" in olga.last.document.data.decode() and "Olga" not in olga.last.text
    assert [(view.what, view.role) for view in store.seen(ben.id)] == [(NAMES, "organizer")]
    assert EXPORT != NAMES
