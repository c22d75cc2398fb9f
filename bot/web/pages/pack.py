"""The meeting pack: what stands on the sheet for the meeting, to read, to print, to save."""

from __future__ import annotations

from bot.packs import PACKS, file_name
from bot.packs._lines import foot, sections, span, title
from bot.web.pages import File, NoSuchFile, Page, Shown, Sight
from scheduler.meeting.packs import at_hand


def read(sight: Sight) -> Shown:
    """The pack at hand, as chat and files tell it; nothing where no meeting is known."""
    pack, words = at_hand(sight.desk, sight.branch, sight.now), sight.words
    if pack is None:
        return Shown({"sections": [], "title": "", "span": "", "foot": "", "formats": []})
    return Shown({
        "title": title(pack, words),
        "span": span(pack, words),
        "sections": sections(pack, words),
        "foot": foot(pack, words),
        "formats": [
            ("pack.html", words.say("One sheet to print")),
            ("pack.xlsx", words.say("Spreadsheet")),
            ("pack.txt", words.say("Text")),
            ("pack.json", words.say("Data")),
        ],
    })  # fmt: skip


def file(sight: Sight, name: str) -> File:
    """The pack at hand in one format."""
    wanted = {f"pack{one.suffix}": one.name for one in PACKS.values()}
    pack = at_hand(sight.desk, sight.branch, sight.now) if name in wanted else None
    if pack is None:
        raise NoSuchFile
    made = PACKS[wanted[name]]
    return File(file_name(pack, made), made.mime, made.data(pack, sight.words.language))


PAGE = Page("pack", "Meeting pack", read, 35, file=file)
