"""`studybot claim` and `studybot roster` as they are typed."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from python_calamine import load_workbook

from bot.now import now
from records.model import BranchKey, Role, State
from records.people.invites import claimed, hashed
from records.people.office import Office
from records.people.rights import organized
from records.sqlite import open_store
from tests.bot.cli.house import NORTH, SOUTH, House

LIST = """Name,Phone,Branch,Language,Role
Ann Miller,0151 1234567,North,en,organizer
Bo Chen,0151 7654321,south,zh,
=HYPERLINK("x"),015199,North,,
"""


def listed(house: House, text: str = LIST, name: str = "members.csv") -> str:
    path = house.folder / name
    path.write_text(text, "utf-8")
    return str(path)


def named(house: House, bot: str = "river_bot") -> None:
    """As the running bot notes its name."""
    house.data.mkdir(exist_ok=True)
    store = open_store(house.database)
    store.note("username", bot)
    store.close()


def people(house: House, *states: State) -> list[tuple[str, str]]:
    store = open_store(house.database)
    found = [(m.name, m.branch) for m in store.members() if not states or m.state in states]
    store.close()
    return found


# --- the list -------------------------------------------------------------------------------------


def test_a_list_is_shown_and_put_in_force_after_a_yes(house: House) -> None:
    house.configured(NORTH, SOUTH)
    shown = house.says("roster", "import", listed(house), "--yes")
    assert shown.exit_code == 0
    assert "+ Ann Miller (North): becomes an organizer" in shown.stdout
    assert shown.stdout.rstrip().endswith("Done: 3 new.")
    assert people(house) == [
        ("Ann Miller", "north"), ("Bo Chen", "south"), ('=HYPERLINK("x")', "north")]  # fmt: skip
    store = open_store(house.database)
    assert organized(store, store.members()[0]) == {"north"}
    store.close()
    again = house.says("roster", "import", listed(house))
    assert again.exit_code == 0 and "3 as before" in again.stdout, "nothing to ask about"


def test_without_a_yes_nothing_changes(house: House) -> None:
    house.configured(NORTH, SOUTH)
    asked = house.says("roster", "import", listed(house))
    assert asked.exit_code == 1 and "Change this?" in asked.stdout
    assert people(house) == []


def test_rows_left_out_are_told_and_end_with_1(house: House) -> None:
    house.configured(NORTH, SOUTH)
    text = LIST.replace("Miller,0151 1234567,North", "Miller,0151 1234567,Nroth")
    done = house.says("roster", "import", listed(house, text), "--yes", "--lang", "zh")
    assert done.exit_code == 1
    assert "第 2 行，已略去：没有叫“Nroth”的支部。是指North吗？" in done.stdout
    assert len(people(house)) == 2


def test_rows_without_a_branch_go_to_the_one_that_is_named(house: House) -> None:
    house.configured(NORTH, SOUTH)
    text = "Name\nAnn\nBo\n"
    bare = house.says("roster", "import", listed(house, text), "--yes")
    assert bare.exit_code == 1 and "Write one of: North, South" in bare.stdout
    house.says("roster", "import", listed(house, text), "--yes", "--branch", "south")
    assert people(house) == [("Ann", "south"), ("Bo", "south")]


def test_half_a_list_is_not_put_in_force_without_looking(house: House) -> None:
    house.configured()
    whole = "Name,Branch\n" + "".join(f"Member {n},North\n" for n in range(9))
    house.says("roster", "import", listed(house, whole), "--yes")
    part = listed(house, "Name,Branch\nMember 1,North\n")
    done = house.says("roster", "import", part, "--yes")
    assert done.exit_code == 1 and "run it without --yes" in done.stderr
    assert people(house, State.LEFT) == []


@pytest.mark.parametrize(("name", "data", "said"), [
    ("q.csv", b"Question,Answer\nWho?,me\n", "names the columns of a list of members"),
    ("r.xlsx", b"not a workbook", "no archive"), ("e.csv", b"", "names the columns"),
])  # fmt: skip
def test_a_file_that_is_no_list_changes_nothing(
    house: House, name: str, data: bytes, said: str
) -> None:
    house.configured()
    path = house.folder / name
    path.write_bytes(data)
    done = house.says("roster", "import", str(path), "--yes")
    assert done.exit_code == 1 and said in done.stderr and people(house) == []
    assert "No such file" in house.says("roster", "import", "nowhere.csv").stderr


# --- links ----------------------------------------------------------------------------------------


def test_links_with_contacts_for_who_has_not_come_yet(house: House) -> None:
    house.configured(NORTH, SOUTH)
    named(house)
    list_, out = listed(house), house.folder / "links.csv"
    house.says("roster", "import", list_, "--yes")
    done = house.says("roster", "invites", "--contacts", list_, "--out", str(out))
    assert done.exit_code == 0 and "3 links" in done.stdout
    assert out.stat().st_mode & 0o777 == 0o600
    text = out.read_text("utf-8-sig")
    assert "Ann Miller,0151 1234567,https://t.me/river_bot?start=" in text
    assert "\"'=HYPERLINK(" in text, "no formula"
    store = open_store(house.database)
    for code in re.findall(r"start=([\w-]+)", text):
        invite = store.invited(hashed(code), now())
        assert invite is not None and invite.member is not None and invite.uses_left == 1
        assert invite.expires is not None
        week = invite.expires - now() < timedelta(days=8)
        assert week == bool(store.offices(invite.member)), "an organizer's is short-lived"
    store.close()


def test_links_as_a_workbook_and_as_cards_of_one_branch(house: House) -> None:
    house.configured(NORTH, SOUTH, top='languages = ["en", "zh"]')
    named(house)
    house.says("roster", "import", listed(house), "--yes")
    book, page = house.folder / "links.xlsx", house.folder / "cards.html"
    house.says("roster", "invites", "-b", "south", "-o", str(book), "--lang", "zh")
    rows = load_workbook(io.BytesIO(book.read_bytes())).get_sheet_by_index(0).to_python()
    assert rows[0] == ["姓名", "联系方式", "个人链接"] and rows[1][0] == "Bo Chen"
    house.says("roster", "invites", "-b", "south", "-o", str(page))
    text = page.read_text("utf-8")
    assert "Bo Chen" in text and "只能用一次" in text and "<svg" in text and "Ann" not in text


def test_links_need_the_bots_name_and_a_kind_of_file_that_is_known(house: House) -> None:
    house.configured()
    house.says("roster", "import", listed(house), "--yes")
    assert "name is not known" in house.says("roster", "invites").stderr
    assert "I write .xlsx, .csv or .html" in house.says("roster", "invites", "-o", "x.pdf").stderr


# --- the first administrator ----------------------------------------------------------------------


def test_claim_prints_a_code_once_and_keeps_its_hash_alone(house: House) -> None:
    house.configured()
    named(house)
    done = house.says("claim")
    code = done.stdout.splitlines()[0]
    assert claimed(code) == code and f"https://t.me/river_bot?start={code}" in done.stdout
    raw = b"".join(path.read_bytes() for path in house.data.iterdir() if path.is_file())
    assert code.encode() not in raw and hashed(code).encode() in raw
    store = open_store(house.database)
    invite = store.invited(hashed(code), now())
    assert invite is not None and invite.role is Role.ADMINISTRATOR and invite.uses_left == 1
    store.close()


def test_claim_says_which_branch_one_joins_where_there_are_several(house: House) -> None:
    house.configured(NORTH, SOUTH)
    done = house.says("claim")
    assert done.exit_code == 0 and "With it you join North" in done.stdout
    assert "--branch KEY, one of north, south" in done.stdout
    named = house.says("claim", "--branch", "south")
    assert named.exit_code == 0 and "--branch" not in named.stdout
    store = open_store(house.database)
    codes = [hashed(one.stdout.splitlines()[0]) for one in (done, named)]
    assert [found.branch for code in codes if (found := store.invited(code, now()))] == [
        "north", "south",
    ]  # fmt: skip
    store.close()


def test_claim_is_for_the_first_one_unless_the_account_is_lost(house: House) -> None:
    house.configured()
    house.data.mkdir()
    store = open_store(house.database)
    ada = store.enrol(BranchKey("north"), "Ada", "en", now())
    store.grant(Office(ada.id, Role.ADMINISTRATOR, None, now()))
    store.close()
    done = house.says("claim")
    assert done.exit_code == 1 and "There is an administrator: Ada." in done.stderr
    lost = house.says("claim", "--lost")
    store = open_store(house.database)
    assert lost.exit_code == 0 and store.offices(ada.id) == []
    assert store.invited(hashed(lost.stdout.splitlines()[0]), now()) is not None
    store.close()


def test_help_says_what_roster_does() -> None:
    told = House(Path()).says("roster", "--help").stdout
    assert "import" in told and "invites" in told
