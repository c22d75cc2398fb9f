"""Words that are taken for an answer, as one is open, and were none: a tap takes them back."""

from __future__ import annotations

import pytest

from bot.sandbox import Message, Person
from bot.words import words
from tests.bot.members.people import TASK, heard, tapped
from tests.bot.sandbox.pictures import png
from tests.dialogue import Town, study

LANGUAGES = ("en", "zh")
CASE = {
    "en": "\n# Case: A neighbour asks who may vote on rule 7\n\nWhat do you say?\n",
    "zh": "\n# 案例：一位邻居问谁可以就第 7 条投票\n\n您怎么说？\n",
}
OPEN = {
    "en": "\n# Open question: What would you change about rule 7?\n",
    "zh": "\n# 开放题：第 7 条您想改什么？\n",
}
SHORT = {
    "en": "\n# Question: In which year was rule 7 made?\n\nAnswer: 1921 ± 0\n",
    "zh": "\n# 题目：第 7 条是哪一年定的？\n\n答案：1921 ± 0\n",
}
FORMS = {"task": {one: TASK[one].format(n=1).replace("Follow-up: 4 days", "Proof: text or photo")
                  .replace("回访：4 天", "证明：文字或照片") for one in LANGUAGES},
         "case": CASE, "open": OPEN}  # fmt: skip


async def asked(town: Town, language: str) -> tuple[Person, Message]:
    """Somebody with an item that takes words, and its message."""
    ann = await town.joined("Ann", language=language)
    await town.at("09:00")
    return ann, ann.last


def kept(town: Town, person: Person) -> list[object]:
    """Replies of theirs that are in the records."""
    store, member = town.life.bot.store, town.member(person)
    found = [store.answer(one.id) for one in store.each_delivery() if one.member == member.id]
    return [answer.reply for answer in found if answer]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
async def test_words_that_were_no_answer_go_and_the_item_is_open_again(
    form: str, language: str
) -> None:
    told = words(language)
    async with study({f"a/01-x.{language}.md": FORMS[form][language]}) as town:
        ann, item = await asked(town, language)
        said = await heard(town, ann, "When do we meet?")
        assert told.say("I took your message for your answer to this.") in said
        assert ann.last.draft.reply_to == item and len(kept(town, ann)) == 1
        back = told.say("That was not my answer")
        assert told.say(
            "Taken back. This is open as before, and your message is not kept."
        ) in await tapped(town, ann, back)
        assert kept(town, ann) == [] and ann.last.draft.reply_to == item
        assert not any(back in one.labels for one in ann.heard)
        await heard(town, ann, "Done, with my neighbour.")
        assert len(kept(town, ann)) == 1


async def test_words_under_the_item_are_meant_and_nothing_is_asked() -> None:
    async with study({"a/01-x.en.md": FORMS["task"]["en"]}) as town:
        ann, item = await asked(town, "en")
        ann.say("Done.", reply_to=item)
        await town.settle()
        assert "Thank you." in ann.last.text and "I took" not in ann.last.text
        assert "That was not my answer" not in ann.last.labels


async def test_a_photo_that_was_no_proof_is_taken_back_too() -> None:
    async with study({"a/01-x.en.md": FORMS["task"]["en"]}) as town:
        ann, _ = await asked(town, "en")
        ann.send_photo(png())
        await town.settle()
        await tapped(town, ann, "That was not my answer")
        assert kept(town, ann) == []


async def test_what_was_graded_is_the_first_try_and_stays() -> None:
    async with study({"a/01-x.en.md": SHORT["en"]}) as town:
        ann, _ = await asked(town, "en")
        assert "1921" in await heard(town, ann, "1900")
        assert "That was not my answer" not in ann.last.labels
        [delivery] = [one.id for one in town.life.bot.store.each_delivery()]
        ann.press(ann.last, f"1cundo|{delivery}")
        await town.settle()
        assert len(kept(town, ann)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
async def test_words_without_a_number_are_no_answer_to_a_question_for_one(language: str) -> None:
    async with study({f"a/01-x.{language}.md": SHORT[language]}) as town:
        ann, item = await asked(town, language)
        assert "/help" in await heard(town, ann, "When do we meet?")
        ann.say("I don't know", reply_to=item)
        await town.settle()
        assert words(language).say("Reply with a number.") == ann.last.text
        assert kept(town, ann) == []
        assert words(language).say("Right.") in await heard(town, ann, "1921")


async def test_a_day_later_it_stays_and_nobody_takes_back_anothers() -> None:
    async with study({"a/01-x.en.md": FORMS["task"]["en"]}) as town:
        ann, _ = await asked(town, "en")
        ben = await town.joined("Ben")
        await heard(town, ann, "When do we meet?")
        [delivery] = [one.id for one in town.life.bot.store.each_delivery()
                      if one.member == town.member(ann).id]  # fmt: skip
        ben.press(ben.last, f"1cundo|{delivery}")
        await town.settle()
        assert "not there" in ben.last.text and len(kept(town, ann)) == 1
        await town.at("10:00", days=2)
        assert "any more" in await tapped(town, ann, "That was not my answer")
        assert len(kept(town, ann)) == 1


async def test_a_tap_on_done_is_meant() -> None:
    async with study({"a/01-x.en.md": FORMS["task"]["en"]}) as town:
        ann, item = await asked(town, "en")
        ann.tap(item, item.labels[-1])
        await town.settle()
        assert "That was not my answer" not in ann.last.labels
        [delivery] = [one.id for one in town.life.bot.store.each_delivery()]
        ann.press(ann.last, f"1cundo|{delivery}")
        await town.settle()
        assert len(kept(town, ann)) == 1
