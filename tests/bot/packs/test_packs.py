"""The pack as text, page, sheet and data: one value, the same figure to the digit in each."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from html import unescape

import pytest
from openpyxl import load_workbook

from bot.packs import PACKS
from bot.packs._lines import ASKED, sections
from bot.reports._figures import told
from bot.reports._names import MEASURES
from bot.words import words
from content.item import ItemId
from records.model import MemberId
from records.participation import Hidden, Share, Value, share
from records.participation.arguing import Arguable
from records.participation.discussing import discussed
from records.participation.interval import withheld
from records.participation.pack import Applied, Pack, Since, Told, Wanted, pack
from records.participation.questions import Wrong
from tests.records.histories import HOUR, NORTH, seeded
from tests.records.test_participation_pack import NOVEMBER, november

QUESTION = Arguable(
    ItemId("burns"), "single", (("en", "A **burn**: what first?"), ("zh", "烧伤先做什么？")),
    "burns.md", 3, share(7, 15), Wrong("Butter", share(6, 15)),
)  # fmt: skip
UNTOLD = replace(QUESTION, item=ItemId("smoke"), wrong=Wrong("=cmd()|'x'!A1", withheld()))
MARKS = {MemberId(n): float(n < 3) for n in range(9)}
AFTER = {MemberId(n): float(n < 6) for n in range(9)}
ARGUED = discussed("a", ItemId("fire"), (("en", "Fire?"),), NOVEMBER.start, MARKS, AFTER)


def full() -> Pack:
    each = Applied(share(6, 16), share(5, 16), share(5, 16), share(16, 20))
    return replace(
        november(), questions=(QUESTION, UNTOLD), told=Told(each, (Wanted("home-safety", 7),)),
        discussions=(ARGUED, replace(ARGUED, later=share(5, 7))),
        box=("Why <b>so</b> late?", "@SUM(1)", *("More?" for _ in range(9))),
    )  # fmt: skip


def small() -> Pack:
    rows, _ = seeded(4, members=4, weeks=12)
    return pack(rows, NORTH, NOVEMBER, NOVEMBER.end, Since(votes={}))


def running() -> Pack:
    rows, _ = seeded(1, members=24, weeks=12)
    return pack(rows, NORTH, NOVEMBER, NOVEMBER.end - 48 * HOUR, Since())


FOUND = {"full": full(), "small": small(), "running": running()}


@pytest.fixture(params=FOUND)
def one(request: pytest.FixtureRequest) -> Pack:
    return FOUND[request.param]


def test_every_format_is_found_and_says_what_it_makes() -> None:
    assert set(PACKS) >= {"text", "html", "xlsx", "json"}
    for name, form in PACKS.items():
        assert form.name == name
        assert form.suffix.startswith(".")
        assert "/" in form.mime
    with pytest.raises(KeyError):
        PACKS["_lines"]


@pytest.mark.parametrize("language", ["en", "zh", "ar", "xx-invented"])
def test_every_format_makes_something_of_every_pack(one: Pack, language: str) -> None:
    for form in PACKS.values():
        assert len(form.data(one, language)) > 200
        assert form.data(one, language) == form.data(one, language)


def text(found: Pack, language: str = "en") -> str:
    return str(PACKS["text"].render(found, language))


def page(found: Pack, language: str = "en") -> str:
    return str(PACKS["html"].render(found, language))


def rows(found: Pack, place: int) -> list[tuple[object, ...]]:
    book = load_workbook(io.BytesIO(PACKS["xlsx"].data(found, "en")))
    return list(book.worksheets[place].iter_rows(values_only=True))


def test_what_the_chat_says_stands_on_paper(one: Pack) -> None:
    told_on_paper = unescape(re.sub(r"<[^>]+>", "", page(one)))
    for section in sections(one, words("en")):
        for line in section.lines:
            assert line in text(one)
            assert line in told_on_paper


def test_the_sheet_and_the_data_hold_the_same_numbers(one: Pack) -> None:
    data = json.loads(text_of_data(one))
    sheet = {row[0]: row[1:] for row in rows(one, 1) if row[0]}
    for name, measure in one.measures.each().items():
        row = sheet[MEASURES[name][0]]
        if isinstance(measure, Share):
            assert (row[0], row[1]) == (measure.n, measure.of)
            assert (data["measures"][name]["n"], data["measures"][name]["of"]) == row[:2]
        else:
            assert isinstance(measure, Value)
            assert row[5] == data["measures"][name]["value"] == measure.value


def text_of_data(found: Pack) -> str:
    return str(PACKS["json"].render(found, "en"))


def test_the_questions_to_argue_with_the_most_chosen_wrong_option() -> None:
    said = text(FOUND["full"])
    assert "1. “A burn: what first?” – right: 7 of 15, 47% (25–70%); most chosen instead: " \
           "“Butter”, by 6 of 15" in said  # fmt: skip
    assert "烧伤先做什么" in text(FOUND["full"], "zh")
    assert rows(FOUND["full"], 0)[3][:3] == ("A **burn**: what first?", 7, 15)
    assert rows(FOUND["full"], 0)[3][7:] == ("Butter", 6, 15)


def test_a_withheld_number_stands_nowhere() -> None:
    assert "most chosen instead: “=cmd()|'x'!A1”\n" in text(FOUND["full"])
    assert rows(FOUND["full"], 0)[4][8:] == (None, None)
    (question,) = [q for q in json.loads(text_of_data(FOUND["full"]))["questions"]
                   if q["item"] == "smoke"]  # fmt: skip
    assert question["chosen"] == {"n": None, "of": None, "low": None, "high": None,
                                  "withheld": True, "why": "few"}  # fmt: skip


def test_before_after_and_three_weeks_later() -> None:
    said = text(FOUND["full"])
    before, after = told(ARGUED.before, words("en")), told(ARGUED.after, words("en"))
    assert f"“Fire?” – before: {before} → after: {after} → three weeks later: not yet" in said
    assert before.startswith("3 of 9")
    assert after.startswith("6 of 9")
    assert "three weeks later: 5 of 7" in said


def test_the_box_is_cut_to_what_fits_a_page() -> None:
    assert f"… and {11 - ASKED} more" in text(FOUND["full"])
    assert "Why &lt;b&gt;so&lt;/b&gt; late?" in page(FOUND["full"])
    assert ("@SUM(1)",) in [row[:1] for row in rows(FOUND["full"], 0)]


def test_no_cell_is_a_formula() -> None:
    book = load_workbook(io.BytesIO(PACKS["xlsx"].data(FOUND["full"], "en")))
    for sheet in book.worksheets:
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_the_page_needs_nothing_from_outside(one: Pack) -> None:
    made = page(one)
    assert "http" not in re.sub(r"http-equiv", "", made)
    assert "<script" not in made
    assert "@page { size: A4" in made
    assert 'dir="rtl"' in page(one, "ar")


def test_a_small_branch_gets_totals_and_no_shares() -> None:
    said = text(FOUND["small"])
    assert "Fewer than five people when the period began: totals only" in said
    assert f"On the roster: {FOUND['small'].measures.roster.value}" in said
    assert "%" not in said.split("Shares are")[0]


def test_a_branchs_first_period_says_why_it_has_no_numbers() -> None:
    measures = FOUND["small"].measures
    nobody = replace(measures, roster=replace(measures.roster, value=0))
    said = text(replace(FOUND["small"], measures=nobody))
    assert "Nobody was on the roster when the period began" in said
    assert "fewer than five" not in said.split("Shares are")[0].lower()


def test_so_far_and_frozen_say_what_they_are() -> None:
    assert "for the meeting on" in text(FOUND["running"])
    assert "so far, counted on" in text(FOUND["running"])
    assert "up to the meeting on" in text(FOUND["full"])
    assert "so far" not in text(FOUND["full"])
    assert FOUND["running"].told.hidden is Hidden.OPEN
    assert "told two days before the meeting" in text(FOUND["running"])
