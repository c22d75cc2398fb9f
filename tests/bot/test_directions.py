"""Right to left: names, pages and whole dialogues; and a made-up language that shows what is said
in English still."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from unicodedata import bidirectional

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.joining.poster import poster
from bot.mydata import Kept, as_page
from bot.packs import PACKS
from bot.reports import REPORTS
from bot.reports._fonts import Found
from bot.reports._layout import WIDTH
from bot.reports._lettering import Lettering
from bot.reports.png import svg
from bot.roster.blank import as_list
from bot.roster.inviting import Way, as_workbook
from bot.sandbox import Message, Person
from bot.say import named
from bot.words import apart, catalogue, direction, use, words
from bot.workshop.page import page
from bot.workshop.paper import sheets
from content.folder.loader import load
from records.model import Role
from records.people.office import Office
from tests.bot.group.together import tap, together
from tests.bot.members.people import heard, tapped
from tests.bot.packs.test_packs import full
from tests.bot.reports.test_reports import summary
from tests.dialogue import NORTH, Town, study

SUMMARY = summary()
FSI, PDI = "\u2068", "\u2069"
ARABIC = "\n# Question: من يغيّر القاعدة {n}؟\n\n- [ ] المجلس\n- [x] الجمعية العامة\n"
ENGLISH = "\n# Question: Who can change rule {n}?\n\n- [ ] The board\n- [x] The meeting\n"
PIECE = re.compile(r"%\(\w+\)s|%%|<[^>]+>|/\w+|&\w+;|\n")


def pseudo(sentence: str) -> str:
    """The sentence with every letter of it changed, longer, and marked at both ends; what is
    filled in, tags and commands stay."""
    table = str.maketrans("aeiouAEIOUcnsy", "áéíóúÁÉÍÓÚçñšý")
    kept, pieces = PIECE.findall(sentence), PIECE.split(sentence)
    changed = [piece.translate(table) + "·" * (len(piece) // 4) for piece in pieces]
    told = "".join(a + b for a, b in zip(changed, [*kept, ""], strict=True))
    return f"⟦{told}⟧"


def arabic(sentence: str) -> str:
    """The sentence in Arabic letters, which mean nothing."""
    kept, pieces = PIECE.findall(sentence), PIECE.split(sentence)
    changed = [re.sub(r"[A-Za-z]", lambda m: "ابتثجحخدذرزسشصضطظعغفقكلمنه"[ord(m[0].lower()) - 97],
                      piece) for piece in pieces]  # fmt: skip
    return "".join(a + b for a, b in zip(changed, [*kept, ""], strict=True))


def made(language: str) -> Mapping[str, tuple[str, ...]]:
    make = pseudo if language == "en" else arabic
    return {one: tuple(make(form) for form in forms) for one, forms in catalogue().items()}


async def first_days(town: Town, person: Person) -> list[Message]:
    """What a member meets at the beginning, by every command that is listed for them."""
    person.start(town.life.invited("north"))
    await town.settle()
    for _ in range(3):
        if person.last.labels:
            person.tap(person.last, person.last.labels[0])
            await town.settle()
    for name in (
        "menu",
        "settings",
        "rhythm",
        "topics",
        "pause",
        "privacy",
        "whosaw",
        "help",
        "review",
        "ask",
        "vote",
        "forget",
        "developer_info",
        "mydata",
        "today",
    ):
        await heard(town, person, f"/{name}")
    await heard(town, person, "hello")
    await heard(town, person, "/stop")
    await heard(town, person, "hello")
    return person.heard


FOREIGN = re.compile(r"[A-Za-z]{3,}")
SAID_AS_IT_IS = re.compile(
    r"/\w+|Riverside Co-op|North|Ann|Studybot \S+|English|rules|mydata\.\w+|"
    r"Mon|Tue|Wed|Thu|Fri|Sat|Sun|Nov|Dec|\d\d:\d\d|Monday|AM|PM"
)


async def test_nothing_a_member_reads_is_said_past_the_catalogue() -> None:
    """Every word of the bot's own stands in brackets of the made-up language."""
    files = {f"rules/{n:02}-x.en.md": ENGLISH.format(n=n) for n in range(1, 4)}
    async with study(files) as town:
        use({"en": made("en")})
        try:
            ann = town.life.telegram.person("Ann")
            messages = await first_days(town, ann)
        finally:
            use({})
        assert sum("⟦" in message.text for message in messages) > 15
        for message in messages:
            for text in (message.text, *message.labels):
                bare = SAID_AS_IT_IS.sub("", re.sub(r"⟦[^⟧]*⟧", "", text))
                assert not FOREIGN.search(bare), (bare, text)


OFFICE = {
    "member": ("review", "more", "rhythm off", "rhythm 3", "topics", "vote", "argue", "here",
               "meeting", "pause 3", "slower", "missed", "tried", "try", "undo", "whosaw",
               "settings days", "settings zone", "settings hour 03:00", "forget"),
    "organizer": ("menu office", "invite", "waiting", "summary", "questions", "plan", "preview",
                  "check", "content", "template", "confirm", "regrade", "resume", "quality", "talk",
                  "export", "pack", "period", "group", "group off", "link", "excuse", "branch",
                  "dashboard", "meeting", "upload", "help"),
    "administrator": ("roles", "roles ann", "roster", "claim", "menu office", "help"),
}  # fmt: skip
NOT_OURS = re.compile(
    r"studybot claim|Telegram|GDPR|https?://\S+|Ben|Olga|South|.*Fix: .*|"
    r"XLSX|ODS|CSV|xAPI|Anki|Moodle\w*|JSON|HTML|QR|Berlin|Europe|tags: asked-by-members|"
    r"[\w-]+\.(md|xlsx|html|zip|csv|json|png|txt)|"
    r"Who can change rule \d\?|The (board|meeting)|Wilson|All of us|\d{4}-W\d+|AM|PM|UTC|W\d+"
)
"""Names, formats, the lesson's own words; and what is wrong in one, which `content` says in English
and Chinese by itself."""


def unmarked(text: str) -> str:
    """What is left of a text without all that came out of the catalogue, or is nobody's sentence.
    Sentences stand in each other; the innermost go first."""
    while (inner := re.sub(r"⟦[^⟦⟧]*⟧", "", text)) != text:
        text = inner
    return NOT_OURS.sub("", SAID_AS_IT_IS.sub("", text))


async def told_to(person: Person, town: Town, commands_: Iterable[str]) -> list[tuple[str, str]]:
    """Each command, and each text and button that comes of it."""
    said: list[tuple[str, str]] = []
    for name in commands_:
        before = len(person.heard)
        await heard(town, person, f"/{name}")
        for message in person.heard[before:]:
            said += [(name, text) for text in (message.text, *message.labels)]
    return said


@pytest.mark.parametrize("who", OFFICE)
async def test_nothing_an_office_reads_is_said_past_the_catalogue(who: str) -> None:
    files = {f"rules/{n:02}-x.en.md": ENGLISH.format(n=n) for n in range(1, 4)}
    async with study(files) as town:
        use({"en": made("en")})
        try:
            await town.joined("Ben")
            person = await town.joined("Olga", organizer=who == "organizer")
            if who == "administrator":
                id, now = town.member(person).id, town.life.clock.at
                town.life.bot.store.grant(Office(id, Role.ADMINISTRATOR, None, now))
            await town.at("10:00", days=7)
            said = await told_to(person, town, OFFICE[who])
            said += [("unasked", message.text) for message in person.heard]
        finally:
            use({})
    assert sum("⟦" in text for _, text in said) > len(OFFICE[who])
    bare = [(name, unmarked(text)) for name, text in said]
    assert [(name, left) for name, left in bare if FOREIGN.search(left)] == []


async def test_nothing_a_group_reads_is_said_past_the_catalogue() -> None:
    async with study({"rules/01-x.en.md": ENGLISH.format(n=1)}) as town:
        use({"en": made("en")})
        try:
            north = await together(town, 5)
            await town.at("09:00")
            alerts = [await tap(town, one, north.question, "B") for one in north.members]
            alerts.append(await tap(town, north.members[0], north.question, "A"))
            await town.at("09:30", days=1)
            alerts.append(await tap(town, north.members[0], north.question, "A"))
        finally:
            use({})
        said = [*alerts, *(message.text for message in north.said)]
        assert len(north.said) == 3 and all("⟦" in text for text in said)
        assert [text for text in said if FOREIGN.search(unmarked(text))] == []


async def test_a_member_who_reads_arabic_has_every_dialogue_from_right_to_left() -> None:
    files = {f"rules/{n:02}-x.ar.md": ARABIC.format(n=n) for n in range(1, 4)}
    async with study(files) as town:
        town.life.bot.desk.languages = ("ar", "en")
        use({"ar": made("ar")})
        try:
            ann = town.life.telegram.person("سلمى", "ar")
            ann.start(town.life.invited("north"))
            await town.settle()
            ann.tap(ann.last, ann.last.labels[0])
            await town.settle()
            store = town.life.bot.store
            store.settings(town.member(ann).id, language="ar")
            first = len(ann.heard)
            for name in (
                "menu",
                "settings",
                "rhythm",
                "topics",
                "pause",
                "privacy",
                "help",
                "today",
            ):
                await heard(town, ann, f"/{name}")
            ann.vote(next(one for one in reversed(ann.heard) if one.poll), 1)
            await town.settle()
        finally:
            use({})
        assert any(one.poll and "القاعدة" in one.poll.question.words for one in ann.heard)
        for message in ann.heard[first:]:
            if not message.poll and message.text:
                letters = [one for one in message.text if one.isalpha()]
                assert "\u0600" <= letters[0] <= "\u06ff" or message.text.startswith("/")
                assert message.text.count(FSI) == message.text.count(PDI)


async def test_a_name_of_any_writing_turns_no_sentence_around() -> None:
    async with study({"rules/01-x.en.md": ENGLISH.format(n=1)}) as town:
        ann = town.life.telegram.person("سلمى \u202eevil\u2069")
        ann.start(town.life.invited("north"))
        await town.settle()
        text = await tapped(town, ann, "I agree")
        assert f"{FSI}سلمى evil{PDI}!" in text


@given(st.text())
def test_a_shown_name_holds_one_isolate_and_nothing_that_turns(name: str) -> None:
    shown = named(name)
    turns = any(bidirectional(letter) in ("R", "AL") for letter in name)
    assert turns == (shown[:1] == FSI and shown[-1:] == PDI)
    bare = shown[1:-1] if turns else shown
    assert not set(bare) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\n")


@pytest.mark.parametrize(
    ("value", "rtl", "expected"),
    [("North", False, "North"), ("North", True, f"{FSI}North{PDI}"),
     ("الشمال", False, f"{FSI}الشمال{PDI}"), ("الشمال", True, "الشمال"), ("12:30", True, "12:30"),
     ("北区", False, "北区"), ("https://t.me/x", True, "https://t.me/x")],
)  # fmt: skip
def test_a_value_is_kept_apart_where_it_runs_the_other_way(
    value: str, rtl: bool, expected: str
) -> None:
    assert apart(value, rtl) == expected


@pytest.mark.parametrize(
    ("language", "way"), [("en", "ltr"), ("zh", "ltr"), ("ar", "rtl"), ("he", "rtl"), ("x!", "ltr")]
)
def test_which_way_a_language_is_written(language: str, way: str) -> None:
    assert direction(language) == way


def test_pages_are_written_in_the_readers_direction(tmp_path: Path) -> None:
    record = as_page(Kept(datetime(2026, 11, 24, tzinfo=UTC), {}, {}), words("ar")).decode()
    assert '<html lang="ar" dir="rtl">' in record
    sheet = poster("تعاونية", "الشمال", "https://t.me/bot?start=x", ["ar", "en"])
    assert '<html lang="ar" dir="rtl">' in sheet and '<section lang="en" dir="ltr">' in sheet
    (tmp_path / "01-x.ar.md").write_text(ARABIC.format(n=1), "utf-8")
    shown = sheets(load(tmp_path).lessons, words("ar"))
    preview = page(shown, "عرض", words("ar"))
    assert '<html lang="ar" dir="rtl">' in preview and "القاعدة" in preview
    for text in (record, sheet, preview):
        style = text.partition("<style>")[2].partition("</style>")[0]
        assert not re.search(r"-(left|right):|text-align: ?(left|right)", style)


@pytest.mark.parametrize(("language", "turned"), [("en", False), ("zh", False), ("ar", True)])
def test_workbooks_begin_on_the_readers_side(language: str, turned: bool) -> None:
    told = words(language)
    week = REPORTS["xlsx"].data(SUMMARY, language)
    way = Way("سلمى", "الشمال", language, "https://t.me/bot?start=x")
    for made_ in (week, PACKS["xlsx"].data(full(), language), as_list([(NORTH, [])], told),
                  as_workbook([way], told)):  # fmt: skip
        sheets_ = load_workbook(io.BytesIO(made_)).worksheets
        assert {bool(one.sheet_view.rightToLeft) for one in sheets_} == {turned}


def test_a_picture_is_turned_around_with_every_line_running_from_right_to_left() -> None:
    letters = Lettering(Found("DejaVu Sans", ()), None, rtl=True)
    use({"ar": made("ar")})
    try:
        turned = svg(SUMMARY, "ar", letters)
    finally:
        use({})
    mirror = turned.index(f'<g transform="matrix(-1 0 0 1 {WIDTH} 0)">')
    lines = re.findall(r"<text [^>]*>([^<]*)</text>", turned)
    assert 0 < mirror < turned.index("<text ") and len(lines) > 20
    assert all(line[0] == "\u2067" and line[-1] == PDI for line in lines)
    assert turned.count("matrix(-1 0 0 1 ") == len(lines) + 1  # each turned back where it stands
    assert "matrix" not in svg(SUMMARY, "en", Lettering(letters.latin, None))


@pytest.mark.parametrize("font", [None, Found("Noto Sans", ())])
def test_without_a_font_for_its_letters_the_picture_speaks_english(font: Found | None) -> None:
    letters = Lettering(font, None)
    use({"ar": made("ar")})
    try:
        assert letters.language("ar") == letters.language("he") == "en"
        assert svg(SUMMARY, "ar", letters) == svg(SUMMARY, "en", letters)
    finally:
        use({})
