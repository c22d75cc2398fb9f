"""An organizer sends a file from a phone: read, shown, added after a yes, sent next morning."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bot.sandbox import Person
from bot.workshop.uploads import Uploads
from tests.dialogue import Town, study

CAT = """# Question: Who can change our bylaws?

- [ ] The board
- [x] The general meeting

Explanation: Bylaws belong to all.
"""


def xlsx(*rows: tuple[str, ...]) -> bytes:
    book, made = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (("Question", "A", "B", "C", "Answer", "Explanation"), *rows):
        sheet.append(row)
    book.save(made)
    return made.getvalue()


def zipped(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


QUORUM = ("We are 200. The quorum is a fifth. How many?", "20", "40", "100", "B", "A fifth is 40.")
GONE = "This file has been dealt with, or is not kept any more. Send it again if need be."
MINUTES = ("What belongs in the minutes?", "Decisions", "Gossip", "", "A", "")


def kept(folder: Path) -> dict[str, bytes]:
    """All lesson files and what else lies in the folder, but for the memory of ids."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".studybot" not in path.parts
    }


async def sent(town: Town, person: Person, name: str, data: bytes) -> str:
    """The bot's answer to a file."""
    person.send_document(name, data)
    await town.settle()
    return person.last.text


async def tapped(town: Town, person: Person, label: str) -> str:
    person.tap(person.last, label)
    await town.settle()
    return person.last.text


async def test_a_table_from_a_phone_is_a_members_first_question_next_morning() -> None:
    async with study({}) as town:
        olga = await town.joined("Olga", organizer=True)
        ben = await town.joined("Ben")
        await town.at("20:00")
        told = await sent(town, olga, "board.xlsx", xlsx(QUORUM, MINUTES))
        assert told.splitlines()[0] == "board.xlsx: 2 items (single 2)"
        assert "We are 200." in told and "✓ B. 40" in told and "• A. 20" in told
        assert olga.last.labels == ["Preview", "Add", "Cancel"]
        assert kept(town.folder) == {}
        assert "Added: 1 file." in await tapped(town, olga, "Add")
        assert list(kept(town.folder)) == ["inbox/board.en.md"]
        heard = len(ben.heard)
        await town.at("09:00", days=1)
        [question] = ben.heard[heard:]
        assert question.poll is not None and question.poll.question.words.startswith("We are 200.")
        assert ben.vote(question, 1)
        await town.settle()
        assert "A fifth is 40." in ben.last.text


async def test_what_is_odd_in_a_file_is_told_with_its_row() -> None:
    async with study({}) as town:
        olga = await town.joined("Olga", organizer=True)
        odd = ("Who?", "Ann", "Ben", "", "F", "")
        told = await sent(town, olga, "board.xlsx", xlsx(QUORUM, odd))
        assert "1 item (single 1)" in told and "Left out:" in told and "row 3" in told


async def test_cancelled_means_nothing_is_written_and_nothing_kept() -> None:
    async with study({}) as town:
        olga = await town.joined("Olga", organizer=True)
        await sent(town, olga, "board.xlsx", xlsx(QUORUM))
        under = olga.last
        assert await tapped(town, olga, "Cancel") == "Cancelled. Nothing was changed."
        assert kept(town.folder) == {} and waiting(town) == []
        olga.press(under, add_of(under))
        await town.settle()
        assert olga.last.text == GONE


async def test_an_update_replaces_only_after_a_yes() -> None:
    async with study({}) as town:
        olga = await town.joined("Olga", organizer=True)
        await sent(town, olga, "cat.en.md", CAT.encode())
        await tapped(town, olga, "Add")
        before = kept(town.folder)
        changed = CAT.replace("The board", "The office").encode()
        await sent(town, olga, "cat.en.md", changed)
        asked = await tapped(town, olga, "Add")
        assert "1 lesson is there already and would change:" in asked
        assert "-- [ ] The board" in asked and "+- [ ] The office" in asked
        assert kept(town.folder) == before
        await tapped(town, olga, "Cancel")
        assert kept(town.folder) == before
        await sent(town, olga, "cat.en.md", changed)
        await tapped(town, olga, "Add")
        assert "Added: 1 file." in await tapped(town, olga, "Replace")
        assert kept(town.folder) == {"inbox/cat.en.md": changed}
        [item] = town.life.bot.desk.library.items()
        assert item.options[0].text == "The office"


async def test_a_yes_is_for_the_difference_that_was_shown() -> None:
    async with study({"inbox/cat.en.md": CAT}) as town:
        olga = await town.joined("Olga", organizer=True)
        await sent(town, olga, "cat.en.md", CAT.replace("board", "office").encode())
        await tapped(town, olga, "Add")
        mine = CAT.replace("Bylaws belong to all.", "Written meanwhile.")
        (town.folder / "inbox/cat.en.md").write_text(mine, "utf-8")
        asked = await tapped(town, olga, "Replace")
        assert "-Explanation: Written meanwhile." in asked
        assert kept(town.folder) == {"inbox/cat.en.md": mine.encode()}


async def test_the_same_again_changes_nothing() -> None:
    async with study({}) as town:
        olga = await town.joined("Olga", organizer=True)
        for answer in ("Added: 1 file.", "All of this is there already."):
            await sent(town, olga, "board.xlsx", xlsx(QUORUM))
            assert answer in await tapped(town, olga, "Add")
        assert len(list(town.life.bot.desk.library.items())) == 1


async def test_a_member_is_told_who_adds_lessons_and_a_stranger_nothing() -> None:
    async with study({}) as town:
        ben = await town.joined("Ben")
        told = await sent(town, ben, "board.xlsx", xlsx(QUORUM))
        assert told == "Lessons are added by organizers. If you have some, give them to yours."
        eve = town.life.telegram.person("Eve")
        assert (await sent(town, eve, "board.xlsx", xlsx(QUORUM))).startswith("This is a study bot")
        assert "getFile" not in [call.method for call in town.life.telegram.journal.calls]


BAD = {
    "way-out.zip": zipped({"../evil.en.md": CAT.encode()}),
    "absolute.zip": zipped({"/etc/evil.en.md": CAT.encode()}),
    "bomb.zip": zipped({"a.en.md": b"\0" * 60_000_000}),
    "no.zip": b"PK\x03\x04 but no more than that",
    "no.xlsx": b"PK\x03\x04 but no more than that",
    "no.apkg": zipped({"readme": b"nothing"}),
    "entity.xml": b'<?xml version="1.0"?><!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b'<quiz><question type="essay"><questiontext><text>&x;</text></questiontext></question></quiz>',
    "nul.txt": b"A\0B" * 20,
    "song.mp3": b"ID3",
}


@pytest.mark.parametrize("name", BAD)
async def test_a_bad_file_is_refused_with_a_reason_and_leaves_nothing(name: str) -> None:
    async with study({"a/01-x.en.md": CAT}) as town:
        before = kept(town.folder)
        olga = await town.joined("Olga", organizer=True)
        told = await sent(town, olga, name, BAD[name])
        assert olga.last.labels == [] and len(told.splitlines()) <= 2
        assert "Nothing was kept of it." in told or "I cannot read this kind of file" in told
        assert kept(town.folder) == before and waiting(town) == []
        assert not (town.folder.parent / "evil.en.md").exists()


async def test_a_file_over_20_mb_is_not_even_fetched() -> None:
    async with study({}) as town:
        olga = await town.joined("Olga", organizer=True)
        told = await sent(town, olga, "all.zip", bytes(20 * 1024 * 1024 + 1))
        assert told == "This file is too large: at most 20 MB can be read. Send it in parts."
        assert "getFile" not in [call.method for call in town.life.telegram.journal.calls]


async def test_an_upload_waits_on_disk_for_a_day_and_only_for_who_sent_it() -> None:
    async with study({}) as town:
        olga = await town.joined("Olga", organizer=True)
        await sent(town, olga, "board.xlsx", xlsx(QUORUM))
        [name] = waiting(town)
        again, now = Uploads(town.folder.parent / "data" / "uploads"), town.life.clock.at
        found = again.of(name, str(olga.id), now)
        assert found is not None and list(found.files()) == ["inbox/board.en.md"]
        rita = await town.joined("Rita", organizer=True)
        rita.press(rita.last, add_of(olga.last))
        await town.settle()
        assert rita.last.text == GONE
        under = olga.last
        await town.at("09:30", days=1)
        olga.tap(under, "Add")
        await town.settle()
        assert olga.last.text == GONE
        assert kept(town.folder) == {}


async def test_who_is_no_organizer_any_more_adds_nothing() -> None:
    async with study({}) as town:
        olga = await town.joined("Olga", organizer=True)
        await sent(town, olga, "board.xlsx", xlsx(QUORUM))
        under = olga.last
        ben = await town.joined("Ben")
        ben.press(ben.last, add_of(under))
        await town.settle()
        assert kept(town.folder) == {} and "I don't know what to do" in ben.last.text


async def test_the_template_comes_as_examples_and_as_a_table_that_can_be_sent_back() -> None:
    async with study({}) as town:
        olga = await town.joined("Olga", organizer=True)
        olga.say("/template")
        await town.settle()
        examples, table = [message.file for message in olga.heard[-2:]]
        assert examples is not None and table is not None
        with zipfile.ZipFile(io.BytesIO(examples.data)) as archive:
            lessons = [name for name in archive.namelist() if name.endswith(".md")]
        assert len(lessons) == 8
        book = load_workbook(io.BytesIO(table.data))
        assert len(book.sheetnames) == 2
        assert len(book.worksheets[0].data_validations.dataValidation) == 2
        told = await sent(town, olga, table.name, table.data)
        assert "3 items (multiple 1, single 1, truefalse 1)" in told and "To know:" not in told
        told = await sent(town, olga, examples.name, examples.data)
        assert "Left out:" not in told and "To put right:" not in told


async def test_the_folder_goes_out_as_a_zip_and_comes_back_to_where_it_was() -> None:
    async with study({"meetings/01-cat.en.md": CAT}) as town:
        olga = await town.joined("Olga", organizer=True)
        olga.say("/content")
        await town.settle()
        file = olga.last.file
        assert file is not None and file.name == "lessons-2026-11-23.zip"
        await sent(town, olga, file.name, file.data)
        assert "All of this is there already." in await tapped(town, olga, "Add")
        changed = CAT.replace("The board", "The office").encode()
        await sent(town, olga, file.name, zipped({"meetings/01-cat.en.md": changed}))
        assert "meetings/01-cat.en.md" in await tapped(town, olga, "Add")
        await tapped(town, olga, "Replace")
        assert kept(town.folder) == {"meetings/01-cat.en.md": changed}


async def test_in_chinese() -> None:
    async with study({}) as town:
        olga = await town.joined("小兰", language="zh", organizer=True)
        told = await sent(town, olga, "章程.xlsx", xlsx(QUORUM))
        assert "单选 1" in told and "第一道题" in told
        assert olga.last.labels == ["预览", "添加", "取消"]
        assert "已添加" in await tapped(town, olga, "添加")


def waiting(town: Town) -> list[str]:
    """The uploads on disk, and remains of any."""
    folder = town.folder.parent / "data" / "uploads"
    return [path.name for path in folder.iterdir()] if folder.is_dir() else []


def add_of(message: object) -> str:
    """What the Add button of a message sends."""
    rows = getattr(message, "buttons", ())
    return next(str(button.data) for row in rows for button in row if button.text == "Add")
