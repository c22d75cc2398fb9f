"""A list of members sent to the bot: shown first, put in force on a tap, and links for the rest."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from python_calamine import load_workbook

from bot.press import Command
from bot.roles.scope import handle
from bot.sandbox import Message, Person
from bot.telegram.callback import pack
from records.model import Role, State
from records.people.office import Office
from records.people.rights import organized
from tests.bot.members.people import heard, lessons, tapped
from tests.dialogue import SOUTH, Town, study

EN = "Name,Phone,Branch,Language\nAnn Miller,0151 1234567,North,en\nBo Chen,0151 7654321,North,zh\n"
ZH = "姓名,电话,支部,语言\n王小明,13912345678,North,中文\n李雷,13987654321,North,\n"
APPLY = {"en": "Apply", "zh": "执行"}


async def sent(town: Town, person: Person, text: str, name: str = "list.csv") -> Message:
    """Send a file; the newest message of the bot."""
    person.send_document(name, text.encode())
    await town.settle()
    return person.last


def waiting(town: Town) -> list[Path]:
    """Lists that wait for a yes, on disk."""
    return list((town.folder.parent / "data" / "rosters").glob("*"))


def names(town: Town, *states: State) -> list[str]:
    return [m.name for m in town.life.bot.store.members() if not states or m.state in states]


@pytest.mark.parametrize(("language", "text", "told", "done", "people"), [
    ("en", EN, "2 new", "Done: 2 new.", ["Ann Miller", "Bo Chen"]),
    ("zh", ZH, "新增 2 人", "办好了：新增 2 人。", ["王小明", "李雷"]),
])  # fmt: skip
async def test_a_list_is_shown_before_anything_changes_and_put_in_force_by_a_tap(
    language: str, text: str, told: str, done: str, people: list[str]
) -> None:
    async with study(lessons(language)) as town:
        olga = await town.joined("Olga", language=language, organizer=True)
        shown = await sent(town, olga, text)
        assert told in shown.text and all(name in shown.text for name in people)
        assert names(town) == ["Olga"], "nothing has changed yet"
        assert shown.labels[0] == APPLY[language]
        assert done in await tapped(town, olga, APPLY[language])
        assert names(town, State.INVITED) == people and "Olga" in names(town)
        assert waiting(town) == []


async def test_no_contact_is_ever_written_down() -> None:
    """5.2: not in the records, not in what waits for a yes, in no log or backup."""
    async with study(lessons("en")) as town:
        olga = await town.joined("Olga", organizer=True)
        shown = await sent(town, olga, EN)
        data = town.folder.parent / "data"
        assert len(waiting(town)) == 1
        await tapped(town, olga, shown.labels[0])
        for number in ("0151 1234567", "01511234567", "1511234567"):
            assert [p for p in data.rglob("*") if p.is_file() and number.encode() in p.read_bytes()
                    and "lock" not in p.name] == []  # fmt: skip


async def test_the_next_list_tells_who_came_who_went_and_who_changed() -> None:
    async with study(lessons("en")) as town:
        olga = await town.joined("Olga", organizer=True)
        await sent(town, olga, EN)
        await tapped(town, olga, "Apply")
        shown = await sent(town, olga, EN.replace("Ann Miller", "Ann Smith").replace(
            "Bo Chen,0151 7654321", "Cy Ng,0151 999999"))  # fmt: skip
        assert "~ Ann Smith: called Ann Miller before" in shown.text
        assert "+ Cy Ng (North)" in shown.text and "- Bo Chen (North)" in shown.text
        assert "1 member came by a link and is in no list; they stay." in shown.text
        await tapped(town, olga, "Apply")
        assert names(town, State.LEFT) == ["Bo Chen"]
        assert names(town, State.LINKED) == ["Olga"]


@pytest.mark.parametrize(("language", "off", "moved"), [
    ("en", "does not name you any more", "you belong to South now"),
    ("zh", "名单上不再有您", "您现在属于South"),
])  # fmt: skip
async def test_nobody_is_taken_off_or_moved_in_silence(language: str, off: str, moved: str) -> None:
    async with study(lessons(language)) as town:
        ada, store = await town.joined("Ada"), town.life.bot.store
        store.grant(Office(town.member(ada).id, Role.ADMINISTRATOR, None, town.life.clock.at))
        ann, bo, cy = [await town.joined(name, language=language) for name in ("Ann", "Bo", "Cy")]
        head = "Name,Branch\n"
        await sent(town, ada, head + "Ann,North\nBo,North\nCy,North\n")
        await tapped(town, ada, "Apply")
        await sent(town, ada, "Name,Branch,Role\nAnn,North,organizer\nBo,South,\n")
        await tapped(town, ada, "Apply")
        assert town.member(bo).branch == "south" and moved not in bo.transcript, "night there"
        assert {"en": "You are organizer of North now.", "zh": "您现在是North的组织者。"}[
            language] in ann.last.text  # fmt: skip
        assert off in cy.last.text and len(cy.last.labels) == 2
        assert town.member(cy).state is State.LEFT
        heard_by_ann, heard_by_cy = len(ann.heard), len(cy.heard)
        await town.at("09:00", days=1)
        assert len(ann.heard) > heard_by_ann and len(cy.heard) == heard_by_cy, "nothing more"
        assert bo.transcript.count(moved) == 1 and town.member(bo).next_at is not None


async def test_cancel_changes_nothing_and_an_old_button_neither() -> None:
    async with study(lessons("en")) as town:
        olga = await town.joined("Olga", organizer=True)
        first = await sent(town, olga, EN)
        data = first.buttons[0][0].data
        assert data is not None
        assert "Cancelled" in await tapped(town, olga, "Cancel")
        olga.press(first, data)
        await town.settle()
        assert "not kept any more" in olga.last.text and names(town) == ["Olga"]
        await sent(town, olga, EN)
        town.life.clock.at += timedelta(hours=1)
        before = olga.transcript.count("not kept any more")
        await tapped(town, olga, "Apply")
        assert olga.transcript.count("not kept any more") == before + 1
        assert names(town) == ["Olga"]


async def test_where_things_have_changed_since_it_is_shown_anew() -> None:
    async with study(lessons("en")) as town:
        olga, ola = [await town.joined(name, organizer=True) for name in ("Olga", "Ola")]
        await sent(town, olga, EN)
        await sent(town, ola, EN)
        await tapped(town, ola, "Apply")
        assert "2 as before" in await tapped(town, olga, "Apply")
        assert sorted(names(town)) == ["Ann Miller", "Bo Chen", "Ola", "Olga"]


async def test_rights_are_read_again_at_the_tap() -> None:
    """A08: who was an organizer when the list was sent and is none at the tap."""
    async with study(lessons("en")) as town:
        olga = await town.joined("Olga", organizer=True)
        await sent(town, olga, EN)
        member = town.member(olga)
        town.life.bot.store.revoke(member.id, Role.ORGANIZER, member.branch)
        await tapped(town, olga, "Apply")
        assert names(town) == ["Olga"] and "don't know" in olga.last.text


async def test_an_organizer_changes_their_own_branch_alone_and_makes_no_organizers() -> None:
    """A07 and A09 by way of a file, and by another's button."""
    async with study(lessons("en")) as town:
        olga = await town.joined("Olga", organizer=True)
        sven = await town.joined("Sven", "south", organizer=True)
        text = "Name,Branch,Role\nAnn,North,organizer\nBo,South,\nOlga,North,\n"
        shown = await sent(town, olga, text)
        assert "row 3, left out: South is not a branch whose list you keep." in shown.text
        assert "row 2: only an administrator names organizers" in shown.text
        data = shown.buttons[0][0].data
        assert data is not None
        sven.press(sven.last, data)
        await town.settle()
        assert "not kept any more" in sven.last.text
        await tapped(town, olga, "Apply")
        assert names(town) == ["Olga", "Sven", "Ann"]
        ann = next(m for m in town.life.bot.store.members() if m.name == "Ann")
        assert organized(town.life.bot.store, ann) == frozenset()


async def test_an_administrator_keeps_every_list_and_names_organizers_by_it() -> None:
    async with study(lessons("en")) as town:
        ada, store = await town.joined("Ada"), town.life.bot.store
        store.grant(Office(town.member(ada).id, Role.ADMINISTRATOR, None, town.life.clock.at))
        shown = await sent(town, ada, "Name,Branch,Role\nAnn,North,organizer\nBo,South,\n")
        assert "+ Ann (North): becomes an organizer" in shown.text
        await tapped(town, ada, "Apply")
        ann = next(m for m in store.members() if m.name == "Ann")
        assert organized(store, ann) == {"north"}
        assert "Lessons are added by organizers" in (await sent(town, ada, "a,b\n1,2\n")).text


async def test_members_lists_and_files_that_are_none_are_refused() -> None:
    async with study(lessons("en")) as town:
        ann, olga = await town.joined("Ann"), await town.joined("Olga", organizer=True)
        assert "added by organizers" in (await sent(town, ann, EN)).text
        assert "Nothing was kept" in (await sent(town, olga, "junk", "list.xlsx")).text
        assert names(town) == ["Ann", "Olga"]


async def test_a_table_that_could_be_both_is_asked_about() -> None:
    async with study(lessons("en")) as town:
        olga = await town.joined("Olga", organizer=True)
        await sent(town, olga, "Name,Branch,Question,Answer\nAnn,North,Who decides?,All of us\n")
        assert "Or is this a list of members?" in olga.last.text
        assert "+ Ann (North)" in await tapped(town, olga, "It is a list of members")
        await sent(town, olga, "Question,Answer\nWho decides?,All of us\n")
        assert "Add" in olga.last.labels and "list of members" not in olga.last.text


@pytest.mark.parametrize(("language", "label", "first"), [
    ("en", "The list as it stands, to change", "Name"), ("zh", "下载现有名单以便修改", "姓名"),
])  # fmt: skip
async def test_the_list_as_it_stands_can_be_changed_and_sent_back(
    language: str, label: str, first: str
) -> None:
    async with study(lessons(language)) as town:
        olga = await town.joined("Olga", language=language, organizer=True)
        await sent(town, olga, EN if language == "en" else ZH)
        await tapped(town, olga, APPLY[language])
        await heard(town, olga, "/roster")
        await tapped(town, olga, label)
        table = olga.last.document
        assert table is not None and table.name == "members.xlsx"
        rows = load_workbook(io.BytesIO(table.data)).get_sheet_by_index(0).to_python()
        assert rows[0][0] == first and len(rows) == 4
        olga.send_document(table.name, table.data)
        await town.settle()
        assert {"en": "3 as before", "zh": "3 人不变"}[language] in olga.last.text
        assert "row" not in olga.last.text and "行：" not in olga.last.text


# --- links ----------------------------------------------------------------------------------------


def links(message: Message) -> dict[str, str]:
    """The codes of a table of links, by name."""
    assert message.document is not None
    rows = load_workbook(io.BytesIO(message.document.data)).get_sheet_by_index(0).to_python()
    return {str(row[0]): str(row[2]).partition("?start=")[2] for row in rows[1:]}


@pytest.mark.parametrize(("language", "label", "yes", "card"), [
    ("en", "Links for those who have not come yet", "I agree", "This link is yours alone"),
    ("zh", "给还没来的人的链接", "我同意", "这个链接只供您本人使用"),
])  # fmt: skip
async def test_each_on_the_list_gets_a_link_of_their_own_and_comes_by_it(
    language: str, label: str, yes: str, card: str
) -> None:
    async with study(lessons(language)) as town:
        olga = await town.joined("Olga", language=language, organizer=True)
        await sent(town, olga, EN if language == "en" else ZH)
        await tapped(town, olga, APPLY[language])
        await tapped(town, olga, label)
        table, cards = olga.heard[-2:]
        assert table.document and table.document.name == "links-north.xlsx"
        assert cards.document and cards.document.name == "cards-north.html"
        page = cards.document.data.decode()
        assert page.count("<svg") == 2 and "http://" not in page and card in page
        name, code = next(iter(links(table).items()))
        ann = town.life.telegram.person("A nickname", language)
        ann.start(code)
        await town.settle()
        await tapped(town, ann, yes)
        assert (town.member(ann).name, town.member(ann).state) == (name, State.LINKED)
        eve = town.life.telegram.person("Eve", language)
        eve.start(code)
        await town.settle()
        assert town.life.bot.store.at(str(eve.id)) is None, "it is one person's, once"
        overview = await heard(town, olga, "/roster")
        assert re.search(r"North: 3 .*2 |North：名单上 3 人，其中 2 人", overview)


async def test_who_came_by_the_poster_takes_their_line_by_their_own_link() -> None:
    async with study(lessons("en")) as town:
        olga, annie = await town.joined("Olga", organizer=True), await town.joined("Annie")
        await sent(town, olga, EN)
        await tapped(town, olga, "Apply")
        await tapped(town, olga, "Links for those who have not come yet")
        annie.start(links(olga.heard[-2])["Ann Miller"])
        await town.settle()
        assert town.member(annie).name == "Ann Miller"
        assert "2 as before" in (await sent(town, olga, EN)).text
        assert names(town, State.LINKED) == ["Olga", "Ann Miller"]


async def test_links_of_a_branch_that_is_not_theirs_are_refused() -> None:
    """A07: by a made-up button."""
    async with study(lessons("en")) as town:
        olga, store = await town.joined("Olga", organizer=True), town.life.bot.store
        store.enrol(SOUTH.key, "Bo", "en", town.life.clock.at)
        for short in (handle(SOUTH.key), "*", "nonsense"):
            olga.press(olga.heard[0], pack(Command("roster", ("invites", short))))
            await town.settle()
            assert "not a branch whose list you keep" in olga.last.text
        assert "Everybody on your lists" in await heard(town, olga, "/roster invites")


async def test_forgetting_the_sender_drops_the_list_that_waits() -> None:
    async with study(lessons("en")) as town:
        olga = await town.joined("Olga", organizer=True)
        await sent(town, olga, EN)
        assert len(waiting(town)) == 1
        await heard(town, olga, "/forget")
        await tapped(town, olga, olga.last.labels[0])
        assert waiting(town) == []
