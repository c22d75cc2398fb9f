"""Every form in the private chat, end to end: asked, answered, explained, recorded."""

from __future__ import annotations

from random import Random

import pytest

from bot.demo.reply import steps
from bot.sandbox import Message, NotPossible, Person
from content.forms import FORMS
from records.model import Delivery
from tests.dialogue import Town, study

QUIZ = """
# Question: Who can change our bylaws?

- [ ] The board
- [x] The general meeting

Explanation: Article 12.
"""
ORDER = """
# Order: A motion, step by step

1. Move
2. Second
3. Discuss
4. Vote
"""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63"
    "60606060000000050001a5f645400000000049454e44ae426082"
)
OPEN = """
# Open question: What helped you most?
"""


async def pulled(town: Town, person: Person) -> Message:
    """Ask for today's item."""
    person.say("/today")
    await town.settle()
    return person.last


def delivery_of(town: Town, person: Person, message: Message) -> Delivery:
    found = town.life.bot.store.by_message(town.member(person).id, str(message.id))
    assert found is not None
    return found


def answered(town: Town, person: Person, message: Message) -> bool:
    return town.life.bot.store.answer(delivery_of(town, person, message).id) is not None


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", FORMS)
async def test_asked_answered_explained_recorded(name: str, language: str) -> None:
    form = FORMS[name]
    async with study({f"a/01-x.{language}.md": form.example[language]}) as town:
        ann = await town.joined("Ann", language=language)
        for _ in range(6):
            message = await pulled(town, ann)
            delivery = delivery_of(town, ann, message)
            item = delivery.letter.item
            assert item is not None
            before = len(ann.heard)
            for _ in steps(ann, message, item, FORMS[item.form].ask(item), True, Random(1)):
                await town.settle()
            kept = town.life.bot.store.answer(delivery.id)
            assert kept is not None, (item.form, ann.transcript)
            assert kept.mark == (1.0 if FORMS[item.form].graded else None)
            said = "\n".join(heard.text for heard in ann.heard[before:])
            assert item.explanation.split("**")[0].strip() in said
            if item.form == name:
                return
            await town.at("08:30", days=1)
        pytest.fail(f"no {name} came")


async def test_a_second_vote_or_tap_changes_nothing() -> None:
    async with study({"a/01-x.en.md": ORDER}) as town:
        ann = await town.joined("Ann")
        message = await pulled(town, ann)
        delivery = delivery_of(town, ann, message)
        for _ in range(2):
            for press in (f"1a{delivery.id}.0", f"1s{delivery.id}.0123", f"1s{delivery.id}.3210"):
                ann.press(message, press)
                await town.settle()
        kept = town.life.bot.store.answer(delivery.id)
        assert kept is not None
        assert kept.reply.places == (0, 1, 2, 3)  # type: ignore[union-attr]
        assert ann.alerts[-1] == "Your answer is already recorded."


async def test_a_half_given_answer_stands_in_its_buttons() -> None:
    async with study({"a/01-x.en.md": ORDER}) as town:
        ann = await town.joined("Ann")
        message = await pulled(town, ann)
        ann.tap(message, "A")
        await town.settle()
        assert "A" not in ann.last.labels
        assert ann.last.labels[-1] == "Start over"
        assert not answered(town, ann, message)


async def test_somebody_elses_button_forged_data_and_forwarded_polls_are_refused() -> None:
    async with study({"a/01-x.en.md": QUIZ, "a/02-y.en.md": ORDER}) as town:
        ann, bo = await town.joined("Ann"), await town.joined("Bo")
        poll = await pulled(town, ann)
        bo.vote(poll, 1)
        await town.settle()
        assert not answered(town, ann, poll)
        bo.say("/today")
        await town.settle()
        mine = delivery_of(town, ann, poll).id
        for data in (f"1s{mine}.1", f"1d{mine}", "1s999.1", "\0", "1s", "x" * 64, "1s1.~", "1n1"):
            bo.press(bo.heard[0], data)
            await town.settle()
        assert not answered(town, ann, poll)
        assert "This is not your question." in bo.alerts


async def test_a_reply_goes_to_the_item_it_replies_to() -> None:
    lessons = {"a/01-x.en.md": OPEN, "a/02-y.en.md": OPEN.replace("helped", "hindered")}
    async with study(lessons) as town:
        ann = await town.joined("Ann")
        first = await pulled(town, ann)
        await town.at("08:30", days=1)
        second = await pulled(town, ann)
        ann.say("The examples.", reply_to=first)
        await town.settle()
        assert answered(town, ann, first)
        assert not answered(town, ann, second)
        ann.say("Too little time.")
        await town.settle()
        assert answered(town, ann, second)


async def test_words_to_nothing_get_one_helpful_line_and_edits_run_nothing() -> None:
    async with study({"a/01-x.en.md": QUIZ}) as town:
        ann = await town.joined("Ann")
        mine = ann.say("hello?")
        await town.settle()
        assert "/today" in ann.last.text
        heard = len(ann.heard)
        ann.edit(mine, "/stop")
        await town.settle()
        assert len(ann.heard) == heard
        assert town.member(ann).state == "linked"


async def test_a_photo_proves_a_task_that_takes_photos() -> None:
    task = "# Task: Find the quorum in our bylaws\n\nProof: photo\n"
    async with study({"a/01-x.en.md": task}) as town:
        ann = await town.joined("Ann")
        message = await pulled(town, ann)
        ann.send_voice(b"OggS")
        await town.settle()
        assert not answered(town, ann, message)
        ann.send_photo(PNG)
        await town.settle()
        assert answered(town, ann, message)


async def test_a_vote_cannot_be_taken_back() -> None:
    async with study({"a/01-x.en.md": QUIZ}) as town:
        ann = await town.joined("Ann")
        poll = await pulled(town, ann)
        ann.vote(poll, 0)
        await town.settle()
        with pytest.raises(NotPossible):
            ann.retract(poll)
        town.life.telegram.push(
            "poll_answer",
            {
                "poll_id": poll.poll.id,  # type: ignore[union-attr]
                "user": ann.user.api(),
                "option_ids": [],
                "option_persistent_ids": [],
            },
        )
        await town.settle()
        assert answered(town, ann, poll)
