"""Lists as people keep them: encodings, separators, headers in two languages, workbooks."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from content.format.tables import Refused, Source, asks, sheets_of
from records.model import Role
from records.roster import Keys, NoRoster, is_roster, keys_in, read
from records.roster.keys import KEY, contact, contacts
from records.roster.words import KNOWN
from tests.records.roster.lists import KEYS, NORTH, PLACES, SOUTH

CSV = "Full name,E-mail,Chapter,Lang,Function\nAnn Miller,ann@example.org,north,English,secretary\n"
ZH = "会员姓名;联系电话;所属支部;语言;职务\n王小明;13912345678;南区;中文;书记\n"


def workbook(*rows: tuple[object, ...]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return made.getvalue()


@pytest.mark.parametrize("data", [
    CSV.encode(), CSV.encode("utf-8-sig"), CSV.encode("utf-16"), CSV.replace(",", "\t").encode(),
    CSV.replace(",", ";").encode(), ("sep=,\n" + CSV).encode(),
    ("Members of the co-op\n\n" + CSV).encode(), CSV.replace("\n", "\r\n").encode(),
])  # fmt: skip
def test_a_table_of_text_however_it_was_saved(data: bytes) -> None:
    [line] = read(Source("members.csv", data), PLACES, KEYS).lines
    assert (line.name, line.branch, line.language, line.role, line.reach) == (
        "Ann Miller", NORTH, "en", Role.ORGANIZER, "ann@example.org")  # fmt: skip
    assert line.contacts == (KEYS.of_contact("mail:ann@example.org"),)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_chinese_list(encoding: str) -> None:
    [line] = read(Source("名单.csv", ZH.encode(encoding)), PLACES, KEYS).lines
    assert (line.name, line.branch, line.language, line.role) == (
        "王小明", SOUTH, "zh", Role.ORGANIZER)  # fmt: skip


def test_a_workbook_with_numbers_as_a_spreadsheet_holds_them() -> None:
    data = workbook(
        ("Members",), (), ("No.", "Member no.", "First name", "Last name", "Branch", "Mobile"),
        (1, 1007.0, "Ann", "Miller", "North", 491511234567), (2, 1008, "小明", "王", "南区", ""),
    )  # fmt: skip
    ann, wang = read(Source("list.xlsx", data), PLACES, KEYS).lines
    assert (ann.row, ann.name, ann.number) == (4, "Ann Miller", KEYS.of_number("1007"))
    assert ann.contacts == (KEYS.of_contact("phone:491511234567"),)
    assert (wang.name, wang.branch) == ("王小明", SOUTH)


@pytest.mark.parametrize(("text", "roster", "questions"), [
    (CSV, True, False), (ZH, True, False), ("Name\nAnn\nBo\n", True, False),
    ("Question,Option A,Option B,Answer\nWho?,a,b,A\n", False, True),
    ("题目,选项A,选项B,答案\n谁？,甲,乙,A\n", False, True),
    ("Name,Phone,Question,Answer\nAnn,1,Who?,me\n", True, True), ("Date,Sum\n1,2\n", False, False),
])  # fmt: skip
def test_a_list_of_people_is_told_from_a_table_of_questions(
    text: str, roster: bool, questions: bool
) -> None:
    sheets, _ = sheets_of(Source("x.csv", text.encode()), KNOWN)
    assert is_roster(sheets) is roster
    assert any(asks(sheet.rows) for sheet in sheets) is questions


def test_a_file_that_is_no_list_is_refused() -> None:
    with pytest.raises(NoRoster):
        read(Source("x.csv", b"Date,Sum\n1,2\n"), PLACES, KEYS)
    with pytest.raises(Refused):
        read(Source("x.xlsx", b"no workbook"), PLACES, KEYS)


def test_words_for_languages_and_roles_that_nobody_knows_are_told_and_left() -> None:
    found = read(Source("x.csv", b"Name,Branch,Language,Role\nAnn,North,Klingon,Captain\n"),
                 PLACES, KEYS)  # fmt: skip
    assert [(one.code, one.left_out) for one in found.remarks] == [
        ("unknown-language", False), ("unknown-role", False)]  # fmt: skip
    assert (found.lines[0].language, found.lines[0].role) == (None, None)


@pytest.mark.parametrize(("text", "kept"), [
    ("Ann@Example.org", "mail:ann@example.org"), ("+49 (151) 123-4567", "phone:491511234567"),
    ("0049 151 1234567", "phone:491511234567"), ("@ann_m", "other:ann_m"),
    ("１３９１２３４５６７８", "phone:13912345678"), ("", ""),
])  # fmt: skip
def test_a_contact_is_compared_however_it_is_written(text: str, kept: str) -> None:
    assert contact(text) == kept


def test_several_contacts_may_stand_in_a_cell() -> None:
    assert contacts("ann@example.org; 0151/1234567") == (
        "mail:ann@example.org", "phone:01511234567")  # fmt: skip
    assert contacts("１３９１２３４５６７８、wang") == ("phone:13912345678", "other:wang")


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path) -> None:
    made = keys_in(tmp_path)
    assert (tmp_path / KEY).stat().st_mode & 0o777 == 0o600
    assert keys_in(tmp_path).of_number("7") == made.of_number("7")
    assert Keys(b"other" * 8).of_number("7") != made.of_number("7")
    assert made.of_number("7") != made.of_contact("7")
