"""A preview is what members get, to the organizer alone; and it leaves no trace."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import application
from bot.press import Submit
from bot.sandbox import Message
from bot.telegram.callback import pack
from bot.workshop.previews import FIRST, MOST, Previews
from content.forms import FORMS
from tests.dialogue import MONDAY, Town, study

LESSON = """---
title: Who decides
---

A meeting can decide when enough are there.

# Question: We are 200, a fifth must be there. How many?

- [ ] 20
- [x] 40

Explanation: A fifth of 200 is 40.

# Question: And in words?

Answer: forty; 40
"""


def traces(town: Town) -> tuple[object, ...]:
    """Everything the records could tell of an item sent or answered."""
    store = town.life.bot.store
    return (
        list(store.each_delivery()),
        list(store.each_answer()),
        [store.history(one.id) for one in store.members()],
        [store.waiting(one.id) for one in store.members()],
        store.deliveries(None, MONDAY - timedelta(days=9), MONDAY + timedelta(days=99)),
    )


async def test_a_lesson_is_shown_answered_and_explained_and_nothing_is_recorded() -> None:
    async with study({"a/01-x.en.md": LESSON}) as town:
        olga = await town.joined("Olga", organizer=True)
        before = traces(town)
        olga.say("/preview a/01-x")
        await town.settle()
        assert [message.text.splitlines()[0] for message in olga.heard[-2:]] == [
            "Who decides · 3 items · a/01-x.en.md",
            "Preview: only you see this, and no answer is recorded.",
        ]
        assert "A meeting can decide" in olga.last.text
        olga.tap(olga.last, "Ask me about it")
        await town.settle()
        quiz = olga.last
        assert quiz.poll is not None and quiz.poll.question.words.startswith("Preview: ")
        assert olga.vote(quiz, 0) is False
        await town.settle()
        assert "A fifth of 200 is 40." in olga.last.text
        assert "(Preview: nothing is recorded.)" in olga.last.text
        olga.tap(olga.last, "Next")
        await town.settle()
        olga.say("Forty", reply_to=olga.last)
        await town.settle()
        assert olga.last.text.startswith("Right.")
        olga.tap(olga.last, "Next")
        await town.settle()
        assert olga.last.text == "That was all of this lesson."
        assert traces(town) == before and before[0] == []


async def test_the_day_goes_on_as_if_there_had_been_no_preview() -> None:
    async with study({"a/01-x.en.md": LESSON}) as town:
        olga = await town.joined("Olga", organizer=True)
        olga.say("/preview who decides")
        await town.settle()
        await town.at("09:00")
        assert "A meeting can decide" in olga.last.text and "Preview" not in olga.last.text


async def test_the_newest_lessons_are_offered_and_words_find_one() -> None:
    second = LESSON.replace("Who decides", "Minutes")
    async with study({"a/01-x.en.md": LESSON, "a/02-y.en.md": second}) as town:
        olga = await town.joined("Olga", organizer=True)
        olga.say("/preview")
        await town.settle()
        assert sorted(olga.last.labels) == ["Minutes", "Who decides"]
        olga.tap(olga.last, "Minutes")
        await town.settle()
        assert olga.heard[-2].text.startswith("Minutes · 3 items")
        olga.say("/preview minutes")
        await town.settle()
        assert olga.heard[-2].text.startswith("Minutes · 3 items")
        olga.say("/preview bread")
        await town.settle()
        assert olga.last.text == "I know no such lesson. /preview alone shows the newest."


async def test_lessons_that_are_called_alike_are_told_apart_by_their_files() -> None:
    third = LESSON.replace("Who decides", "Minutes")
    files = {"a/01-x.en.md": LESSON, "a/02-y.en.md": LESSON, "a/03-z.en.md": third}
    async with study(files) as town:
        olga = await town.joined("Olga", organizer=True)
        olga.say("/preview")
        await town.settle()
        assert sorted(olga.last.labels) == [
            "Minutes", "Who decides · a/01-x.en.md", "Who decides · a/02-y.en.md"]  # fmt: skip


async def test_a_file_is_looked_at_before_it_is_added() -> None:
    async with study({}) as town:
        olga = await town.joined("Olga", organizer=True)
        olga.send_document("x.en.md", LESSON.encode())
        await town.settle()
        olga.tap(olga.last, "Preview")
        await town.settle()
        assert "A meeting can decide" in olga.last.text
        olga.tap(olga.last, "Ask me about it")
        await town.settle()
        assert olga.last.poll is not None
        assert list(town.life.bot.desk.library.items()) == []


@pytest.mark.parametrize("form", list(FORMS))
async def test_every_form_can_be_tried(form: str) -> None:
    async with study({"a/01-x.en.md": FORMS[form].example["en"]}) as town:
        olga = await town.joined("Olga", organizer=True)
        before = traces(town)
        olga.say("/preview a/01-x")
        await town.settle()
        for _ in range(12):
            if not await one_step(town, olga.last):
                break
        assert "Preview" in olga.transcript
        assert traces(town) == before


async def one_step(town: Town, last: Message) -> bool:
    """The first thing a person can do with a message; False where there is none."""
    person = next(one for one in town.life.telegram.people.values() if last.chat.id == one.id)
    if last.poll is not None and person.id not in last.poll.votes:
        person.vote(last, 0)
    elif last.labels:
        person.tap(last, last.labels[-1] if "Send" in last.labels else last.labels[0])
    elif "Reply" in last.text:
        person.say("7", reply_to=last)
    else:
        return False
    await town.settle()
    return True


async def test_a_member_cannot_preview_nor_press_an_organizers_preview() -> None:
    async with study({"a/01-x.en.md": FORMS["multiple"].example["en"]}) as town:
        olga = await town.joined("Olga", organizer=True)
        ben = await town.joined("Ben")
        ben.say("/preview")
        await town.settle()
        assert ben.last.text.startswith("I don't know what to do with that.")
        olga.say("/preview a/01-x")
        await town.settle()
        heard = len(ben.heard)
        ben.press(ben.last, pack(Submit(FIRST, (0,))))
        await town.settle()
        assert ben.alerts[-1] == "This button does nothing any more." and len(ben.heard) == heard


async def test_a_restart_forgets_no_preview_and_old_ones_go(tmp_path: Path) -> None:
    async with study({"a/01-x.en.md": LESSON}) as town:
        [_, quiz, _] = town.life.bot.desk.library.items()
    kept = Previews(tmp_path / "previews.json")
    first = kept.add("7", quiz, MONDAY)
    kept.shown(first.number, "12", "poll-1")
    [again] = Previews(tmp_path / "previews.json").of("7")
    assert again == replace(first, message="12", poll="poll-1") and again.shown == quiz
    for _ in range(MOST):
        kept.add("8", quiz, MONDAY)
    assert list(Previews(tmp_path / "previews.json").of("7")) == []


def test_the_command_prints_each_message_and_the_answer(tmp_path: Path) -> None:
    (tmp_path / "x.en.md").write_text(LESSON, "utf-8")
    done = CliRunner().invoke(application(), ["preview", str(tmp_path / "x.en.md")])
    assert done.exit_code == 0
    for words in ("A meeting can decide", "✓ B. 40", "[ Got it ]", "> Your answer", "forty"):
        assert words in done.output


def test_the_page_is_what_is_sent_with_pictures_and_without_scripts(tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    lesson = Path("content/lessons/home-safety/03-escape-plan.zh.md")
    done = CliRunner().invoke(application(), ["preview", str(lesson), "--html", str(out)])
    assert done.exit_code == 0
    page = out.read_text("utf-8")
    assert '<html lang="zh" dir="ltr">' in page
    assert "data:image/png;base64," in page and "作答之后" in page
    assert "<script" not in page and "http" not in page.replace("http-equiv", "")


def test_text_that_looks_like_a_tag_stays_text_on_the_page(tmp_path: Path) -> None:
    (tmp_path / "x.en.md").write_text(LESSON.replace("20", "<script>alert(1)</script>"), "utf-8")
    out = tmp_path / "page.html"
    CliRunner().invoke(application(), ["preview", str(tmp_path / "x.en.md"), "--html", str(out)])
    assert "&lt;script&gt;alert(1)" in out.read_text("utf-8")
    assert "<script" not in out.read_text("utf-8")


def test_a_file_of_another_program_is_previewed_as_what_it_would_become(tmp_path: Path) -> None:
    (tmp_path / "x.gift").write_text("Who leads? {=The chair ~The cook}", "utf-8")
    done = CliRunner().invoke(application(), ["preview", str(tmp_path / "x.gift")])
    assert done.exit_code == 0 and "✓ A. The chair" in done.output
