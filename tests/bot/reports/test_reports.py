"""Text, picture, sheet and data: one value, the same figure to the digit in each."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
from dataclasses import fields, replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.reports import REPORTS, cjk_font
from bot.reports._figures import locale, number, percent, points, signed, told
from bot.reports._fonts import Font, Found, find
from bot.reports._layout import columns, tags
from bot.reports._lettering import Lettering, fitting, lettering, width
from bot.reports._names import JUDGED, MEASURES, WEAR
from bot.reports._strokes import GLYPHS, strokes
from bot.reports.png import draw, svg
from bot.reports.text import LINES
from bot.words import words
from content.item import ItemId
from records.meetings import week_of
from records.participation import (
    Appraisal,
    Deed,
    Hidden,
    Judged,
    Measures,
    Share,
    Summary,
    Value,
    appraise,
    summarise,
)
from records.participation.act import Act
from tests.records.histories import DAY, HOUR, NORTH, WEEK, History, question, seeded
from tests.records.test_participation_wear import story

GUILT = (
    "fail",
    "lazy",
    "behind",
    "missed",
    "lost",
    "bad",
    "poor",
    "worst",
    "best",
    "rank",
    "worse",
    "streak",
    "inactive",
    "should have",
    "only ",
    "still not",
    "disappoint",
    "shame",
    "blame",
    "落后",
    "失败",
    "懒",
    "排名",
    "差劲",
    "最差",
    "应该早",
    "丢脸",
    "惩罚",
)


def summary(seed: int = 1, members: int = 24, weeks: int = 10, language: str = "en") -> Summary:
    rows, week = seeded(seed, members=members, weeks=weeks, language=language)
    return summarise(rows, NORTH, week, week.end + 9 * HOUR)


def worn() -> Summary:
    """A branch whose short answers wear out, with one question of each flaw."""
    level, falls = [9, 7, 8, 9, 7, 8, 9, 8], [11, 11, 10, 8, 6, 4, 2, 1]
    forms = story({"short": falls, "single": level}).rows()
    found = appraise(forms, NORTH, week_of(NORTH, date(2026, 11, 18)))
    told = summary()
    judged = Judged(
        ItemId("topic-60"), "f" * 64, "single", (("en", "=What?"), ("zh", "什么？")),
        "lessons/topic-60.en.md", 7, 24, -12.0, 1 / 3, True, "Wrong", ("Worse", "=Worst"),
    )  # fmt: skip
    return replace(told, appraisal=Appraisal(told.week, (judged,), found.forms))


SUMMARIES = {
    "worn": worn(),
    "usual": summary(),
    "large": summary(2, members=300, weeks=3),
    "young": summary(3, members=9, weeks=1),
    "small": summary(4, members=4),
    "alone": summary(5, members=1),
    "empty": summary(6, members=0),
    "chinese": summary(7, language="zh"),
    "so far": replace(summary(8), made=summary(8).start + DAY, questions=()),
}


@pytest.fixture(params=SUMMARIES)
def told_of(request: pytest.FixtureRequest) -> Summary:
    return SUMMARIES[request.param]


@pytest.fixture(params=["en", "zh", "de", "xx-invented"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


# --- the registry ---


def test_every_format_is_found_and_says_what_it_makes() -> None:
    assert set(REPORTS) >= {"text", "png", "xlsx", "json"}
    for name, one in REPORTS.items():
        assert one.name == name
        assert one.suffix.startswith(".")
        assert "/" in one.mime


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(KeyError):
        REPORTS["pdf"]
    with pytest.raises(KeyError):
        REPORTS["_names"]


def test_every_format_makes_something_of_every_summary_in_every_language(
    told_of: Summary, language: str
) -> None:
    for one in REPORTS.values():
        assert len(one.data(told_of, language)) > 40


# --- the same figure to the digit ---


def sheet(summary: Summary, place: int = 0, language: str = "en") -> Worksheet:
    body = REPORTS["xlsx"].data(summary, language)
    found = load_workbook(io.BytesIO(body)).worksheets[place]
    assert isinstance(found, Worksheet)
    return found


def rows_of(page: Worksheet) -> dict[object, tuple[object, ...]]:
    return {row[0]: row[1:] for row in page.iter_rows(values_only=True) if row[0]}


def test_text_sheet_and_data_print_the_same_numbers(told_of: Summary) -> None:
    data = json.loads(str(REPORTS["json"].render(told_of, "en")))["measures"]
    page = rows_of(sheet(told_of))
    assert list(data) == [field.name for field in fields(Measures)]
    for name, one in told_of.measures.each().items():
        row = page[MEASURES[name][0]]
        if isinstance(one, Share):
            assert row[0] == data[name]["n"] == one.n
            assert row[1] == data[name]["of"] == one.of
            assert (row[3], row[4]) == (data[name]["low"], data[name]["high"])
            assert (row[3], row[4]) == (one.low, one.high)
            assert row[2] == (None if one.ratio is None else pytest.approx(one.ratio, abs=1e-12))
        else:
            assert row[5] == data[name]["value"] == one.value
        assert data[name].get("withheld", False) == (one.hidden is not None)


@pytest.mark.parametrize("name", ["usual", "large", "young", "so far", "chinese"])
def test_every_number_of_the_text_stands_in_the_data(name: str) -> None:
    told_of = SUMMARIES[name]
    lines = str(REPORTS["text"].render(told_of, "en")).split("\n")
    data = json.loads(str(REPORTS["json"].render(told_of, "en")))["measures"]
    found = 0
    for label, measure in {
        "Took part": "active",
        "Linked": "linked",
        "Reached": "reach",
        "Items answered in time": "response",
        "Regular": "regularity",
    }.items():
        for line in lines:
            match = re.search(rf"^{label}.*: (\d+) of (\d+), (\d+)% \((\d+)–(\d+)%\)", line)
            if match:
                n, of, share, low, high = map(int, match.groups())
                one = data[measure]
                assert (n, of) == (one["n"], one["of"])
                assert share == points(one["n"] / one["of"])
                assert (low, high) == (points(one["low"]), points(one["high"]))
                found += 1
    assert found >= 3


def test_the_sheet_of_weeks_and_the_data_tell_the_same_weeks() -> None:
    told_of = SUMMARIES["usual"]
    page = rows_of(sheet(told_of, 1))
    data = json.loads(str(REPORTS["json"].render(told_of, "en")))
    for week, plain in zip(told_of.weeks, data["weeks"], strict=True):
        row = page[week.name]
        assert week.counts
        assert row[:4] == (
            week.counts.active,
            week.counts.quiet,
            week.counts.unreached,
            week.counts.away,
        )
        shares = ("linked", "reach", "active", "response")
        for place, name in enumerate(shares):
            n, of, _, low, high = row[4 + 5 * place : 9 + 5 * place]
            assert (n, of, low, high) == tuple(plain[name][k] for k in ("n", "of", "low", "high"))


def test_the_data_says_which_branch_and_when_in_utc() -> None:
    data = json.loads(str(REPORTS["json"].render(SUMMARIES["usual"], "zh")))
    assert (data["branch"], data["week"]) == ("north", "2026-W47")
    assert data["start"] == "2026-11-15T23:00:00+00:00"
    assert data["end"] == "2026-11-22T23:00:00+00:00"
    assert data["definitions"] == 2


# --- text ---


def test_a_usual_week_reads_like_this() -> None:
    story = History()
    monday = SUMMARIES["usual"].start + 8 * HOUR
    people = [
        story.join(monday - 9 * WEEK, monday - 9 * WEEK if n < 22 else None) for n in range(24)
    ]
    for back in range(4):
        for n, member in enumerate(people[:22]):
            for day in (0, 4):
                name = "Who may call a meeting?" if day else "What does a quorum need?"
                item = replace(question(f"{day}-{back}"), text=f"**{name}**\n")
                at = monday - back * WEEK + day * DAY
                delivery = story.send(member, at, item)
                if n < 15:
                    story.answer(delivery, at + HOUR, float(n < (3 if day else 9)))
    rows, week = story.rows(), seeded(1)[1]
    made = summarise(rows, NORTH, week, week.end + 9 * HOUR)
    assert REPORTS["text"].render(made, "en") == (
        "North · week 47, Nov 16–22, 2026\n"
        "Took part: 15 of 24, 63% (43–79%); common goal 60%\n"
        "Compared with the 3 weeks before: no real change (−22 to +20 points)\n"
        "Linked: 22 of 24, 92% (74–98%)\n"
        "Reached: 22 of 24, 92% (74–98%)\n"
        "Items answered in time: 30 of 44, 68% (53–80%); median member 100%\n"
        "Regular, over 4 weeks: 15 of 24, 63% (43–79%)\n"
        "To fix: “Who may call a meeting?” – right: 3 of 15, 20% (7–45%) "
        "(lessons/4-0.en.md:7)\n"
        "To bring up: “What does a quorum need?” – right: 9 of 15, 60% (36–80%)\n"
        "One thing to do: thank the branch at the meeting on Thu, Dec 3; nothing needs doing\n"
        "Shares are n of N with their 95% interval; who counts: on the roster when the week "
        "began, less who was away for half of it. Definitions 2."
    )


def test_the_text_has_at_most_twelve_lines(told_of: Summary, language: str) -> None:
    lines = str(REPORTS["text"].render(told_of, language)).split("\n")
    assert 4 <= len(lines) <= LINES
    assert all(line.strip() for line in lines)


def test_a_small_branch_reads_its_totals_and_no_share() -> None:
    text = str(REPORTS["text"].render(SUMMARIES["small"], "en"))
    assert "On the roster: 4" in text
    assert "%" not in text.replace("95%", "")
    assert not re.search(r"\d+ of \d+", text)


def test_a_week_without_anybody_on_the_roster_says_so_and_what_to_do(language: str) -> None:
    small = SUMMARIES["small"]
    nobody = replace(small.measures, roster=replace(small.measures.roster, value=0))
    text = REPORTS["text"].render(replace(small, measures=nobody, act=Act(Deed.ENROL)), language)
    told = {"en": "Nobody was on the roster when the week began", "zh": "周初名单上还没有人"}
    assert told.get(language, told["en"]) in str(text) and "/invite" in str(text)


def test_every_act_is_a_sentence_in_every_language(language: str) -> None:
    usual = SUMMARIES["usual"]
    told = {
        deed: REPORTS["text"].render(replace(usual, act=Act(deed, 3)), language) for deed in Deed
    }
    assert len(set(told.values())) == len(Deed)


def test_the_meeting_is_called_the_next_one_where_none_is_planned() -> None:
    text = REPORTS["text"].render(replace(SUMMARIES["usual"], meeting=None), "en")
    assert "at the next meeting" in str(text)


def test_a_branch_name_stays_on_its_line_and_is_shown_as_typed() -> None:
    text = str(
        REPORTS["text"].render(replace(SUMMARIES["usual"], name="</b><a href=x>\nNorth"), "en")
    )
    assert text.startswith("</b><a href=x> North · week 47")


def test_no_word_of_guilt_loss_or_rank_is_said(told_of: Summary) -> None:
    for language in ("en", "zh"):
        text = str(REPORTS["text"].render(told_of, language)).lower()
        said = [word for word in GUILT if word in text]
        assert not said


def test_chinese_has_every_sentence_of_the_reports() -> None:
    english = words("en")
    for told_of in SUMMARIES.values():
        text = str(REPORTS["text"].render(told_of, "zh"))
        assert not re.search(r"\b(Took|Linked|Reached|Shares|Compared|One thing|Regular)\b", text)
    chinese = words("zh")
    for label, definition in MEASURES.values():
        assert chinese.say(label) != english.say(label)
        assert chinese.say(definition) != english.say(definition)


# --- figures ---


def test_halves_are_rounded_away_from_zero_as_spreadsheets_do() -> None:
    assert [points(x) for x in (0.125, 0.285, 0.625, -0.125, 0.0, 1.0)] == [13, 29, 63, -13, 0, 100]
    assert [signed(x) for x in (0.02, -0.149, 0.001)] == ["+2", "−15", "0"]


def test_numbers_follow_the_reader_s_language() -> None:
    assert number(1234.5, words("en")) == "1,234.5"
    assert percent(0.75, words("zh")) == "75%"
    assert locale("invented").language == "en"


def test_a_withheld_share_says_why_and_nothing_yet_is_said_so() -> None:
    english = words("en")
    assert told(Share(None, None, None, None, Hidden.FEW), english) == "withheld (fewer than five)"
    assert told(Share(0, 0, 0.0, 1.0), english) == "nothing yet"
    assert {told(Share(None, None, None, None, why), english) for why in Hidden}


# --- sheet ---


def test_text_that_looks_like_a_formula_is_text() -> None:
    usual = SUMMARIES["usual"]
    nasty = replace(usual.questions[0], titles=(("en", '=HYPERLINK("http://x")'),), path="+x")
    page = sheet(replace(usual, name="@SUM(A1)", questions=(nasty,)), 2)
    cell = page["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ('=HYPERLINK("http://x")', "s", True)
    assert page["N2"].data_type == "s"


def test_each_measure_has_its_definition_beside_it(told_of: Summary) -> None:
    page = rows_of(sheet(told_of))
    for label, definition in MEASURES.values():
        assert page[label][8] == definition


def test_the_same_summary_makes_the_same_sheet() -> None:
    one, two = (REPORTS["xlsx"].data(SUMMARIES["usual"], "en") for _ in range(2))
    with zipfile.ZipFile(io.BytesIO(one)) as a, zipfile.ZipFile(io.BytesIO(two)) as b:
        assert [a.read(name) for name in a.namelist()] == [b.read(name) for name in b.namelist()]


def test_definitions_in_the_documentation_are_those_that_are_printed() -> None:
    page = (Path(__file__).parents[3] / "docs" / "measures.md").read_text(encoding="utf-8")
    plain = " ".join(page.split())
    for name, (_, definition) in MEASURES.items():
        assert f"`{name}`" in plain, name
        assert definition in plain, name


def test_what_the_weeks_say_of_forms_and_questions_is_the_same_in_each_format() -> None:
    told_of = SUMMARIES["worn"]
    assert told_of.appraisal
    [judged] = told_of.appraisal.questions
    data = json.loads(str(REPORTS["json"].render(told_of, "en")))
    pages = rows_of(sheet(told_of, 3)), rows_of(sheet(told_of, 4))
    row, said = pages[0]["=What?"], data["questions"][0]
    assert (row[2], row[3], row[4]) == (said["tries"], said["discrimination"], said["guess"])
    assert (row[2], row[3], row[4]) == (judged.tries, judged.discrimination, judged.guess)
    assert (row[5], row[6], row[7]) == ("yes", said["likely_key"], "; ".join(said["hardly_taken"]))
    assert [form["form"] for form in data["forms"]] == ["short", "single"]
    for one, form in zip(told_of.appraisal.forms, data["forms"], strict=True):
        cells = pages[1][one.form]
        for at, half in ((0, "first"), (5, "last")):
            share: Share = getattr(one, half)
            assert [form[half][key] for key in ("n", "of", "low", "high")] == [
                share.n, share.of, share.low, share.high]  # fmt: skip
            assert list(cells[at : at + 5]) == [
                share.n, share.of, share.ratio, share.low, share.high]  # fmt: skip
        assert one.change
        assert list(cells[10:13]) == [form["change"][key] for key in ("difference", "low", "high")]
        assert form["change"]["real"] is one.change.real
    short, single = (pages[1][name][13] for name in ("short", "single"))
    assert (short, single) == ("wearing out", "no real change")


def test_the_form_that_wears_out_is_one_line_with_a_meter() -> None:
    worn = SUMMARIES["worn"]
    text = str(REPORTS["text"].render(worn, "en")).splitlines()
    assert [line for line in text if "Wearing" in line] == [
        "Wearing out: short, answered in time ▰▰▰▰▰▰▰▰▱▱ 40 of 48, 83% (70–91%), "
        "lately ▰▰▰▱▱▱▱▱▱▱ 13 of 48, 27% (17–41%)"
    ]
    drawn = svg(worn, "en", lettering())
    assert "40 of 48, 83% (70–91%)" in drawn and "13 of 48, 27% (17–41%)" in drawn
    assert "Wearing" not in str(REPORTS["text"].render(SUMMARIES["usual"], "en"))
    assert "正在失去吸引力的题型：填空" in str(REPORTS["text"].render(worn, "zh"))


def test_definitions_of_what_the_weeks_say_stand_under_it() -> None:
    page = (Path(__file__).parents[3] / "docs" / "measures.md").read_text(encoding="utf-8")
    for definition in (JUDGED, WEAR):
        assert definition in " ".join(page.split())
        cells = [str(row) for n in (3, 4) for row in rows_of(sheet(SUMMARIES["worn"], n))]
        assert definition in cells


# --- picture ---


def size_of(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width_, height = struct.unpack(">II", png[16:24])
    return width_, height


LATIN_ONLY = Lettering(lettering().latin, None)
NO_FONT = Lettering(None, None)


def test_the_picture_is_a_png_of_one_size(told_of: Summary) -> None:
    assert size_of(REPORTS["png"].data(told_of, "en")) == (1600, 950)


def test_without_a_chinese_font_the_picture_speaks_english_and_draws_no_boxes() -> None:
    chinese = replace(SUMMARIES["chinese"], name="北区")
    drawn = svg(chinese, "zh", LATIN_ONLY)
    assert "took part" in drawn
    assert "north · week 47" in drawn
    assert not re.search(r"[\u2e80-\uffff]", drawn)


def test_without_any_font_strokes_draw_the_words() -> None:
    drawn = svg(SUMMARIES["usual"], "en", NO_FONT)
    assert "<text" not in drawn
    assert len(draw(SUMMARIES["usual"], "en", NO_FONT)) > 20_000


def test_every_character_that_strokes_may_have_to_draw_has_a_glyph() -> None:
    written = (
        "".join(f"{label}{definition}" for label, definition in MEASURES.values())
        + "0123456789 n = < W48… (43–79%) · +−"
    )
    assert not {c for c in written if c not in GLYPHS and c != " "} - {"½"}
    assert all(len(line) % 2 == 0 for glyph in GLYPHS.values() for line in glyph.split())


def test_strokes_stand_where_text_of_that_anchor_would() -> None:
    def first_x(anchor: str) -> float:
        drawn = strokes("II", 100, 50, 20, anchor=anchor, bold=False, fill="#000")
        return min(float(x) for x in re.findall(r"[ML]([\d.]+),", drawn))

    assert first_x("start") == 100
    assert first_x("end") < first_x("middle") < 100


def test_with_a_chinese_font_the_picture_speaks_chinese() -> None:
    if cjk_font() is None:
        pytest.skip("no CJK font on this machine")
    drawn = svg(SUMMARIES["usual"], "zh", lettering())
    assert "共同目标" in drawn
    assert "未作答" in drawn


def test_a_hostile_branch_name_is_drawn_as_typed() -> None:
    drawn = svg(replace(SUMMARIES["usual"], name="</text><script>"), "en", lettering())
    assert "<script>" not in drawn
    assert size_of(draw(replace(SUMMARIES["usual"], name="</b>\x00\u202e& " * 30), "en", NO_FONT))


def test_fonts_are_found_by_their_files_the_preferred_first(tmp_path: Path) -> None:
    wanted = (Font("Best", ("Best-Regular.", "Best-Bold.")), Font("Good", ("good.",)))
    assert find(wanted, [tmp_path / "nowhere"]) is None
    (tmp_path / "deep").mkdir()
    good = tmp_path / "deep" / "good.ttf"
    good.touch()
    assert find(wanted, [tmp_path]) == Found("Good", (good,))
    best = tmp_path / "Best-Regular.otf"
    best.touch()
    assert find(wanted, [tmp_path]) == Found("Best", (best,))


def test_bands_of_a_column_stand_on_each_other_and_the_goal_lies_at_its_share() -> None:
    usual = SUMMARIES["usual"]
    for column, week in zip(columns(usual.weeks, usual.goal), usual.weeks, strict=True):
        assert week.counts and week.active.of and column.goal
        for lower, upper in pairwise(column.parts):
            assert lower.y == pytest.approx(upper.y + upper.height)
        unit = column.parts[0].height / week.counts.active
        assert 584 - column.goal == pytest.approx(unit * week.active.of * usual.goal / 100)


def test_labels_of_the_last_column_do_not_cover_each_other(told_of: Summary) -> None:
    placed = [tag.y for tag in tags(columns(told_of.weeks, told_of.goal)[-1])]
    assert all(a - b >= 29.9 for a, b in pairwise(placed))


def test_long_words_are_made_to_fit() -> None:
    long = "区" * 80
    assert width(long, fitting(long, 38, 880)) == pytest.approx(880)
    assert fitting("short", 38, 880) == 38


def test_values_are_values() -> None:
    for one in SUMMARIES["usual"].measures.each().values():
        assert isinstance(one, Share | Value)
