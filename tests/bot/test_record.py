"""A member's record is theirs: seen, taken along, erased; and who looked is told."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.living import TOKEN
from bot.sandbox import Message, Person
from records.model import BranchKey, Fate, Kind, Letter, State
from records.people.record import View
from records.privacy import tables
from tests.bot.test_words import messages
from tests.dialogue import Town, study
from tests.records.canary import CANARY, files_with
from tests.records.two import QUORUM

QUIZ = "# Question: Who can change our bylaws?\n\n- [ ] The board\n- [x] The general meeting\n"
WORDS = "# Reflection: What did you learn at the last meeting?\n"
TASK = "# Task: Ask a neighbour what worries them.\n\nProof: text, photo\n"
LESSONS = {"a/01-x.en.md": QUIZ}


def data(town: Town) -> Path:
    return town.folder.parent / "data"


async def say(town: Town, person: Person, text: str) -> list[Message]:
    """Write, and what the bot said to it."""
    before = len(person.heard)
    person.say(text)
    await town.settle()
    return person.heard[before:]


async def tap(town: Town, person: Person, message: Message, label: str) -> list[Message]:
    before = len(person.heard)
    person.tap(message, label)
    await town.settle()
    return person.heard[before:]


async def mydata(town: Town, person: Person) -> tuple[dict[str, Any], str]:
    """What /mydata brings: the JSON, and the page."""
    first, second = await say(town, person, "/mydata")
    assert first.document and second.document
    assert (first.document.name, second.document.name) == ("mydata.json", "mydata.html")
    return json.loads(first.document.data), second.document.data.decode()


async def forgotten(town: Town, person: Person) -> str:
    """/forget and yes; the last words."""
    [question] = await say(town, person, "/forget")
    [done] = await tap(town, person, question, question.labels[0])
    return done.text


# --- /privacy -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_privacy_is_for_everybody_and_names_the_organisation_to_members_alone(
    language: str,
) -> None:
    async with study(LESSONS) as town:
        town.life.bot.desk.contact = "privacy@example.org"
        stranger = town.life.telegram.person("Stranger", language)
        [text] = [message.text for message in await say(town, stranger, "/privacy")]
        assert "privacy@example.org" in text and "Riverside" not in text
        ann = await town.joined("Ann", language=language)
        [own] = [message.text for message in await say(town, ann, "/privacy")]
        assert "Riverside" in own
        for part in ("/mydata", "/forget", "/stop", "/whosaw", "Telegram", "90", "30"):
            assert part in own, part


# --- /mydata --------------------------------------------------------------------------------


async def test_mydata_brings_all_about_me_and_nothing_about_others() -> None:
    async with study(LESSONS) as town:
        ann, bo = await town.joined("Ann"), await town.joined("Bo")
        for person, option in ((ann, 1), (bo, 0)):
            await say(town, person, "/today")
            person.vote(person.last, option)
            await town.settle()
        made, page = await mydata(town, ann)
        [me] = made["tables"]["member"]["rows"]
        assert me["name"] == "Ann" and me["address"] == str(ann.id)
        [answer] = made["tables"]["answer"]["rows"]
        assert answer["mark"] == 1.0
        assert made["tables"]["consent"]["rows"]
        assert made["tables"]["version"]["rows"][0]["title"]
        assert made["tables"]["delivery"]["columns"]["sent"] == "sent"
        assert "Bo" not in json.dumps(made) and str(bo.id) not in json.dumps(made)
        assert "Ann" in page and "<script" not in page and "http" not in page.split("</head>")[1]


async def test_the_page_is_in_the_members_language() -> None:
    async with study(LESSONS) as town:
        ann = await town.joined("<b>安</b>", language="zh")
        _, page = await mydata(town, ann)
        assert '<html lang="zh" dir="ltr">' in page
        assert "您的成员信息" in page and "&lt;b&gt;安" in page


def test_every_word_of_the_registry_that_members_read_is_translated() -> None:
    known = {one for ids, texts in messages("zh") if all(texts) for one in ids}
    read = [
        word
        for table in tables().values() if table.told
        for word in (table.what, table.why, *(c.what for c in table.columns if c.exported))
    ]  # fmt: skip
    assert [word for word in read if word not in known] == []


@pytest.mark.parametrize("state", [State.PAUSED, State.EXCUSED, State.BLOCKED, State.LEFT])
async def test_the_record_is_open_in_every_state(state: State) -> None:
    async with study(LESSONS) as town:
        ann = await town.joined("Ann")
        town.life.bot.store.move(town.member(ann).id, state, town.life.clock.at)
        made, _ = await mydata(town, ann)
        assert made["tables"]["member"]["rows"][0]["name"] == "Ann"
        assert "erased" in await forgotten(town, ann)
        assert town.life.bot.store.at(str(ann.id)) is None


async def test_who_opened_a_link_and_has_not_agreed_yet_can_see_and_erase_that() -> None:
    async with study(LESSONS) as town:
        ann = town.life.telegram.person("Ann")
        ann.start(town.life.invited("north"))
        await town.settle()
        made, _ = await mydata(town, ann)
        assert set(made["tables"]) == {"joining", "arrived"}
        assert "erased" in await forgotten(town, ann)
        assert [m.text for m in await say(town, ann, "/mydata")] == [
            "Nothing about you is kept here."
        ]


async def test_a_thousand_deliveries_are_brought_whole() -> None:
    async with study(LESSONS) as town:
        ann, store, now = await town.joined("Ann"), town.life.bot.store, town.life.clock.at
        member = town.member(ann)
        with store.together():
            ids = store.post([
                Letter(member.id, Kind.STUDY, f"x:{n}", now - timedelta(days=1), QUORUM)
                for n in range(1000)
            ])  # fmt: skip
            for id in ids:
                store.settle(id, Fate.SENT, now, message=str(id))
        made, page = await mydata(town, ann)
        assert len(made["tables"]["delivery"]["rows"]) >= 1000 and page.count("<tr>") > 1000


# --- /forget --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_forget_asks_first_says_what_is_lost_and_what_remains(language: str) -> None:
    async with study(LESSONS) as town:
        ann = await town.joined("Ann", language=language)
        [question] = await say(town, ann, "/forget")
        assert "/mydata" in question.text and len(question.labels) == 2
        assert town.life.bot.store.at(str(ann.id)) is not None
        await tap(town, ann, question, question.labels[1])
        assert town.member(ann).state is State.LINKED
        [question] = await say(town, ann, "/forget")
        [done] = await tap(town, ann, question, question.labels[0])
        assert town.life.bot.store.at(str(ann.id)) is None
        assert done.text != question.text


async def test_nothing_comes_any_more_and_a_second_time_there_is_nothing_left() -> None:
    async with study(LESSONS) as town:
        ann = await town.joined("Ann")
        [question] = await say(town, ann, "/forget")
        await tap(town, ann, question, question.labels[0])
        heard = len(ann.heard)
        await town.at("12:00", days=3)
        assert len(ann.heard) == heard
        ann.press(question, question.buttons[0][0].data or "")
        await town.settle()
        assert ann.last.text == "Nothing about you is kept here."
        assert town.life.bot.store.parked() == 0


async def test_an_old_or_made_up_button_erases_nobody_but_asks_anew() -> None:
    async with study(LESSONS) as town:
        ann = await town.joined("Ann")
        [question] = await say(town, ann, "/forget")
        town.life.clock.at += timedelta(minutes=11)
        [again] = await tap(town, ann, question, question.labels[0])
        assert again.text == question.text
        for asked in ("|yes|99999999999", "|yes|-1", "|yes", "|yes|x"):
            ann.press(again, f"1cforget{asked}")
            await town.settle()
        assert town.member(ann).state is State.LINKED


async def test_an_answer_and_forget_at_once_leaves_neither() -> None:
    async with study(LESSONS) as town:
        ann = await town.joined("Ann")
        await say(town, ann, "/today")
        [question] = await say(town, ann, "/forget")
        quiz = next(message for message in reversed(ann.heard) if message.poll)
        ann.vote(quiz, 1)
        ann.tap(question, question.labels[0])
        await town.settle()
        assert list(town.life.bot.store.each_answer()) == []
        assert "your answers too" in ann.last.text


async def test_totals_that_were_published_stay_as_they_were() -> None:
    async with study(LESSONS) as town:
        olga = await town.joined("Olga", organizer=True)
        people = [await town.joined(name) for name in ("Ann", "Bo", "Cem", "Dan", "Eva")]
        await town.at("09:00", days=7)
        before = (await say(town, olga, "/summary"))[0].text
        await forgotten(town, people[0])
        assert (await say(town, olga, "/summary"))[0].text == before


async def test_who_was_erased_may_join_anew_as_somebody_new() -> None:
    async with study(LESSONS) as town:
        ann = await town.joined("Ann")
        first = town.member(ann)
        await say(town, ann, "/today")
        await forgotten(town, ann)
        town.life.clock.at += timedelta(seconds=1)
        ann.start(town.life.invited("north"))
        await town.settle()
        ann.tap(ann.last, ann.last.labels[0])
        await town.settle()
        again = town.member(ann)
        assert again.id != first.id and again.state is State.LINKED
        town.life.bot.recall()
        assert town.member(ann) == again
        assert town.life.bot.store.history(again.id) == []


async def test_an_erasure_that_a_crash_cut_short_is_made_good_at_the_next_start() -> None:
    async with study(LESSONS) as town:
        olga, bot = await town.joined("Olga", organizer=True), town.life.bot
        olga.send_document("x.md", b"# Question: Why?\n\n- [x] Yes\n- [ ] No\n")
        await town.settle()
        bot.erasures.add(str(olga.id), town.life.clock.at)
        bot.recall()
        assert bot.store.at(str(olga.id)) is None
        assert bot.workshop.about(str(olga.id)) == {}


async def test_the_only_organizer_is_told_that_the_branch_will_have_none() -> None:
    async with study(LESSONS) as town:
        olga = await town.joined("Olga", organizer=True)
        [question] = await say(town, olga, "/forget")
        assert "only organizer" in question.text
        other = await town.joined("Oskar", organizer=True)
        [question] = await say(town, olga, "/forget")
        assert "only organizer" not in question.text
        await tap(town, olga, question, question.labels[0])
        assert [m.name for m in town.life.bot.store.organizers(BranchKey("north"))] == ["Oskar"]
        assert other.last.text


async def test_files_that_an_organizer_sent_are_in_the_record_and_go_with_it() -> None:
    async with study(LESSONS) as town:
        olga = await town.joined("Olga", organizer=True)
        lesson = f"# Question: {CANARY}?\n\n- [x] Yes\n- [ ] No\n"
        olga.send_document(f"{CANARY}.md", lesson.encode())
        await town.settle()
        made, page = await mydata(town, olga)
        assert CANARY in made["files"]["uploads"][0]["name"] and CANARY in page
        assert files_with(data(town), CANARY)
        await forgotten(town, olga)
        assert files_with(data(town), CANARY) == []


# --- Canaries -------------------------------------------------------------------------------


async def canaries(town: Town) -> Person:
    """Somebody whose every word is a canary, in all the ways that words come in."""
    ann = await town.joined(f"Ann {CANARY}")
    for text in (f"my answer {CANARY}", f"my proof {CANARY}"):
        await say(town, ann, "/today")
        await say(town, ann, text)
    ann.send_photo(b"\xff\xd8\xff\xe0 a picture", caption=f"caption {CANARY}")
    await town.settle()
    await say(town, ann, f"/nosuch {CANARY}")
    await say(town, ann, f"just words {CANARY}")
    return ann


def planted(made: Mapping[str, Any]) -> int:
    """Rows of the record in which the canary stands."""
    rows = [row for table in made["tables"].values() for row in table["rows"]]
    return sum(CANARY in json.dumps(row) for row in rows)


async def test_a_canary_is_whole_in_mydata_and_gone_from_every_file_after_forget() -> None:
    async with study({"a/01-x.en.md": WORDS, "a/02-y.en.md": TASK}) as town:
        ann = await canaries(town)
        made, page = await mydata(town, ann)
        assert planted(made) >= 2 and CANARY in page
        assert files_with(data(town), CANARY)
        await forgotten(town, ann)
        assert files_with(data(town), CANARY) == []
        await town.at("12:00", days=2)
        assert files_with(data(town), CANARY) == []


async def test_a_question_in_the_box_stays_and_nothing_leads_from_it_to_who_asked() -> None:
    async with study(LESSONS) as town:
        ann, north = await town.joined("Ann"), BranchKey("north")
        await say(town, ann, f"/ask Why {CANARY}?")
        [question] = town.life.bot.store.questions(north)
        made, _ = await mydata(town, ann)
        assert planted(made) == 0
        await forgotten(town, ann)
        assert list(town.life.bot.store.questions(north)) == [question]


async def test_no_word_of_a_member_is_in_a_log_at_its_most_talkative(
    loud: Callable[[], str],
) -> None:
    async with study({"a/01-x.en.md": WORDS, "a/02-y.en.md": TASK}) as town:
        logging.getLogger("bot").debug("it is loud")
        ann = await canaries(town)
        await say(town, ann, f"/ask {CANARY}")
        await mydata(town, ann)
        await forgotten(town, ann)
    assert "it is loud" in loud()
    assert CANARY not in loud()
    assert TOKEN not in loud()


# --- /whosaw --------------------------------------------------------------------------------


async def test_members_read_who_looked_by_role_and_time_and_no_name() -> None:
    async with study(LESSONS) as town:
        ann, olga = await town.joined("Ann"), await town.joined("Olga", organizer=True)
        [none] = await say(town, ann, "/whosaw")
        assert "Nobody" in none.text
        at, north = town.life.clock.at + timedelta(minutes=1), BranchKey("north")
        store = town.life.bot.store
        store.saw(View(at, north, "host", "an export of raw rows, without names"))
        store.saw(View(at, north, "organizer", "who took part, by name", town.member(ann).id,
                       town.member(olga).id))  # fmt: skip
        [seen] = await say(town, ann, "/whosaw")
        _, first, second = seen.text.split("\n")
        assert "organizer" in first and "by name" in first and "Nov 23, 2026" in first
        assert "whoever runs this bot" in second
        assert "Olga" not in seen.text
        await say(town, ann, "/settings language zh")
        [seen] = await say(town, ann, "/whosaw")
        assert "组织者" in seen.text and "按姓名" in seen.text
