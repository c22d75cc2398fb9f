"""What the pages show: the numbers of the chat, names by consent, each look on record."""

from __future__ import annotations

import json
import re
import threading

import pytest

from bot.reports import REPORTS
from bot.web.pages import pages
from bot.words import words
from content.folder.loader import load
from records.model import BranchKey
from records.participation import thaw
from records.people.record import NAMES
from records.ports import StoreError
from scheduler.desk import Desk
from tests.bot.cli.town import name
from tests.bot.web.browsing import Browser, place

NORTH = BranchKey("north")
ANN, BO = name("a"), name("b")


async def body(browser: Browser, page: str, lang: str = "en", **asked: str) -> str:
    query = "&".join(f"{key}={value}" for key, value in {"lang": lang, **asked}.items())
    answer = await browser.get(f"/branch/north/{page}?{query}")
    assert answer.status == 200, answer.words
    return answer.words


async def test_every_page_opens_in_both_languages_and_loads_nothing_from_elsewhere() -> None:
    async with place() as here:
        here.named(ANN)
        browser = await here.inside()
        for one, page in pages().items():
            for lang in ("en", "zh"):
                answer = await browser.get(f"/branch/north/{one}?lang={lang}")
                assert answer.status == 200, one
                assert words(lang).say(page.title) in answer.words
                assert f'<html lang="{lang}"' in answer.body
                assert "<script" not in answer.body and " style=" not in answer.body
                assert "//" not in answer.body


async def test_without_being_asked_it_speaks_the_members_own_language() -> None:
    async with place() as here:
        here.olga.say("/settings lang zh")
        await here.town.settle()
        member = here.town.member(here.olga)
        here.town.life.bot.store.settings(member.id, language="zh")
        browser = await here.inside()
        assert '<html lang="zh"' in (await browser.get("/branch/north/plan")).body


async def test_the_week_says_what_the_chat_says_to_the_digit() -> None:
    async with place() as here:
        here.olga.say("/summary")
        await here.town.settle()
        told = here.olga.last.text
        shown = await body(await here.inside(), "week")
        for label in ("Took part", "Linked", "Reached"):
            [figure] = re.findall(rf"{label}: ([^;\n]+)", told)
            assert figure in shown
        assert re.findall(r"Compared with [^\n]+", told)[0] in shown
        kept = here.town.life.bot.store.published("week:2025-W37:north")
        assert kept is not None
        measures = json.loads(str(REPORTS["json"].render(thaw(kept), "en")))["measures"]
        assert f"On the roster {measures['roster']['value']:.0f}" in shown


async def test_a_week_that_was_not_told_or_is_none_falls_back_to_the_last() -> None:
    async with place() as here:
        browser = await here.inside()
        usual = await body(browser, "week")
        assert "Week 37" in usual
        for week in (
            "2025-W36",
            "2025-W38",
            "2099-W01",
            "0001-W01",
            "9999-W53",
            "x",
            "2025-W",
            "-",
        ):
            assert "Week 37" in await body(browser, "week", week=week)


async def test_named_are_those_who_agreed_and_the_look_is_on_record_once() -> None:
    async with place() as here:
        store = here.town.life.bot.store
        here.named(ANN)
        browser, ann = await here.inside(), here.week.north[0]
        for page in pages():
            if page != "members":
                await body(browser, page)
        assert store.seen(ann.id) == [], "other pages hold nobody's rows"
        shown = await body(browser, "members")
        assert ANN in shown and BO not in shown
        [view] = store.seen(ann.id)
        assert (view.what, view.role, view.branch) == (NAMES, "organizer", NORTH)
        assert view.by == here.town.member(here.olga).id and store.chained()
        assert len(store.seen(here.week.north[3].id)) == 1, "it is about everybody there"
        assert store.seen(here.week.south[0].id) == []


async def test_a_consent_taken_back_takes_the_name_off_at_the_next_look() -> None:
    async with place() as here:
        store, ann = here.town.life.bot.store, here.week.north[0]
        here.named(ANN)
        browser = await here.inside()
        assert ANN in await body(browser, "members")
        store.withdraw(ann.id, here.town.life.clock.at)
        assert ANN not in await body(browser, "members")


async def test_where_two_of_six_agreed_the_four_others_are_not_told_by_subtraction() -> None:
    async with place() as here:
        here.named(ANN, BO)
        browser = await here.inside()
        answer = await browser.get("/branch/north/members")
        assert "There is nothing to show here" in answer.words and ANN not in answer.words
        assert here.town.life.bot.store.seen(here.week.north[0].id) == []


async def test_a_branch_of_two_has_totals_and_no_rows() -> None:
    async with place() as here:
        here.organizer_of(here.olga, "south")
        browser = await here.inside()
        week = await browser.get("/branch/south/week")
        assert "totals only" in week.words and "%" not in week.words.split("Every share")[0]
        assert "<table" not in (await browser.get("/branch/south/members")).body


async def test_what_cannot_be_noted_is_not_handed_out() -> None:
    async with place() as here:
        here.named(ANN)
        browser, store = await here.inside(), here.town.life.bot.store
        store._db.con.execute("PRAGMA query_only=1")  # as on a disk that takes no more
        refused = await browser.get("/branch/north/members")
        store._db.con.execute("PRAGMA query_only=0")
        assert refused.status == 503 and ANN not in refused.body


async def test_the_box_shows_what_was_asked_and_a_question_is_taken_out_of_ones_own_alone() -> None:
    async with place() as here:
        store, day = here.town.life.bot.store, here.town.life.clock.at.date()
        store.drop_in(NORTH, "<b>Why</b> so?", day)
        store.drop_in(BranchKey("south"), "Theirs", day)
        browser = await here.inside()
        answer = await browser.get("/branch/north/box")
        assert "<b>Why</b> so?" in answer.words and "&lt;b&gt;" in answer.body
        assert "Theirs" not in answer.words
        [theirs] = store.questions(BranchKey("south"))
        [ours] = store.questions(NORTH)
        for sent in ({"question": theirs.id}, {"question": "x"}, {}):
            assert (await browser.post("/branch/north/box", sent)).status == 303
        assert len(store.questions(NORTH)) == len(store.questions(BranchKey("south"))) == 1
        again = await browser.post("/branch/north/box?lang=zh", {"question": ours.id})
        assert again.headers["Location"] == "/branch/north/box?lang=zh"
        assert store.questions(NORTH) == []


async def test_a_page_without_a_form_takes_none() -> None:
    async with place() as here:
        assert (await (await here.inside()).post("/branch/north/week", {})).status == 405


async def test_problems_in_lessons_stand_there_as_check_tells_them() -> None:
    async with place() as here:
        broken = here.town.folder / "a" / "03-z.en.md"
        broken.write_text("# Question: Nobody is right?\n\n- [ ] One\n- [ ] Two\n", "utf-8")
        desk = here.town.life.bot.desk
        desk.restock(load(here.town.folder))
        here.olga.say("/check")
        await here.town.settle()
        shown = await body(await here.inside(), "lessons")
        [(line, what)] = re.findall(r"03-z\.en\.md:(\d+): (.+?)\. Fix", here.olga.transcript)
        assert f"Line {line} {what}" in shown and "a/03-z.en.md" in shown


async def test_files_are_what_the_reports_make_of_the_week() -> None:
    async with place() as here:
        browser = await here.inside()
        kept = here.town.life.bot.store.published("week:2025-W37:north")
        assert kept is not None
        answer = await browser.get("/branch/north/files/week.json")
        assert answer.body == REPORTS["json"].render(thaw(kept), "en")
        assert "attachment" in answer.headers["Content-Disposition"]
        text = await browser.get("/branch/north/files/week.txt?lang=zh")
        assert text.body == REPORTS["text"].render(thaw(kept), "zh")


async def test_the_pack_says_what_its_page_says() -> None:
    async with place() as here:
        browser = await here.inside()
        shown = await body(browser, "pack")
        saved = await browser.get("/branch/north/pack/pack.txt")
        assert saved.status == 200
        for line in saved.body.splitlines():
            assert line.strip("• —") in shown, line


async def test_pages_are_read_beside_the_loop_on_a_connection_that_writes_nothing() -> None:
    async with place() as here:

        def look(desk: Desk) -> tuple[int, str]:
            try:
                desk.store.note("x", "y")
            except StoreError as error:
                return threading.get_ident(), str(error)
            return threading.get_ident(), ""

        thread, refused = await here.site.reading.read(look)
        assert thread != threading.get_ident() and refused


@pytest.mark.parametrize("page", [name for name, one in pages().items() if one.file])
async def test_a_file_that_is_none_is_not_there(page: str) -> None:
    async with place() as here:
        browser = await here.inside()
        for wrong in ("x", "week.exe", "pack.svg"):
            assert (await browser.get(f"/branch/north/{page}/{wrong}")).status == 404


def test_every_page_is_described() -> None:
    for one, page in pages().items():
        assert re.fullmatch(r"[a-z]+", one) and page.title and page.order


async def test_an_export_by_name_is_on_record_and_rows_stay_with_the_host() -> None:
    async with place() as here:
        here.named(ANN)
        browser, store = await here.inside(), here.town.life.bot.store
        grades = await browser.get("/branch/north/files/gradebook.csv")
        assert grades.status == 200 and f"'{ANN}" in grades.body
        assert [one.what for one in store.seen(here.week.north[0].id)] == [NAMES]
        for host in ("snapshot.zip", "xapi.jsonl"):
            assert (await browser.get(f"/branch/north/files/{host}")).status == 404


async def test_how_good_the_questions_are_stands_there_as_the_chat_tells_it() -> None:
    async with place() as here:
        here.olga.say("/quality")
        await here.town.settle()
        shown = await body(await here.inside(), "questions")
        told = next(one.text for one in reversed(here.olga.heard) if "tried" in one.text)
        for line in told.splitlines():
            assert " ".join(line.removeprefix("• ").split()) in shown, line
