"""What was missed comes again: three weeks after a wrong answer, six after a right one, and never
after two right ones in a row. And a newcomer's first week, which is easy, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.sandbox import Person
from tests.bot.members.people import QUIZ, heard, open_item, tapped
from tests.bot.members.test_own_terms import REMINDER
from tests.dialogue import NORTH, Town, study

LANGUAGES = ("en", "zh")
MISSED = {"en": "Who can change rule 1?", "zh": "谁可以修改第 1 条？"}
OPEN = {
    "en": "\n# Open question: What would you change about rule {n}?\n",
    "zh": "\n# 开放题：第 {n} 条您想改什么？\n",
}


def asked_on(person: Person, words: str) -> list[date]:
    """The days on which a question came."""
    polls = [one for one in person.heard if one.poll]
    return [one.date.date() for one in polls if one.poll and words in one.poll.question.words]


async def until_the_eve(town: Town, day: date) -> None:
    """A few weeks on, of which the last day before is lived through hour by hour."""
    eve = datetime.combine(day - timedelta(days=2), time(5), UTC)
    town.life.clock.at = eve
    await town.settle()
    await town.at("12:00", days=1)


async def answered(town: Town, person: Person, option: int) -> None:
    person.vote(open_item(person), option)
    await town.settle()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_three_weeks_after_wrong_six_after_right_and_let_go_after_two_right(
    language: str,
) -> None:
    async with study({f"a/01-x.{language}.md": QUIZ[language].format(n=1)}) as town:
        ann = await town.joined("Ann", language=language)
        await town.at("09:00")
        first = town.life.clock.at.date()
        await answered(town, ann, 0)
        for weeks in (3, 9):
            before = len(asked_on(ann, MISSED[language]))
            await until_the_eve(town, first + timedelta(weeks=weeks))
            assert len(asked_on(ann, MISSED[language])) == before
            await town.at("12:00", days=1)
            assert len(asked_on(ann, MISSED[language])) == before + 1
            await answered(town, ann, 1)
        assert asked_on(ann, MISSED[language]) == [
            first, first + timedelta(weeks=3), first + timedelta(weeks=9)
        ]  # fmt: skip
        await until_the_eve(town, first + timedelta(weeks=20))
        await town.at("12:00", days=1)
        assert len(asked_on(ann, MISSED[language])) == 3


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_branch_that_takes_fsrs_asks_sooner_what_was_missed(language: str) -> None:
    async with study({f"a/01-x.{language}.md": QUIZ[language].format(n=1)}) as town:
        desk = town.life.bot.desk
        desk.branches = {**desk.branches, NORTH.key: replace(NORTH, review="fsrs")}
        ann = await town.joined("Ann", language=language)
        await town.at("09:00")
        await answered(town, ann, 0)
        await town.at("12:00", days=2)
        assert len(asked_on(ann, MISSED[language])) > 1


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_first_week_begins_with_what_takes_a_tap_and_only_the_first(language: str) -> None:
    files = {f"{kind}/{n:02}-x.{language}.md": text[language].format(n=n)
             for kind, text in (("a", OPEN), ("b", QUIZ)) for n in range(1, 9)}  # fmt: skip
    async with study(files) as town:
        ann = await town.joined("Ann", language=language)
        await town.at("09:00")
        assert ann.last.poll is not None  # the folder begins with what takes writing
        await heard(town, ann, "/stop")
        await town.at("12:00", days=10)
        await heard(town, ann, "/start")
        await tapped(town, ann, {"en": "I agree", "zh": "我同意"}[language])
        before = len(ann.heard)
        await town.at("09:30", days=1)
        assert [one.poll for one in ann.heard[before:]] == [None]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_who_left_and_is_back_the_same_morning_gets_todays_item_once(language: str) -> None:
    """What was planned is called off when they leave; a day without an item must not follow."""
    texts = {f"a/{n:02}-x.{language}.md": QUIZ[language].format(n=n) for n in range(3)}
    async with study(texts) as town:
        ann = await town.joined("Ann", language=language)
        town.life.clock.at += timedelta(hours=1, minutes=1)
        await town.life.bot.beat_all()  # planned for 09:00, and not sent yet
        ann.say("/stop")
        await town.settle()
        ann.say("/start")
        await town.settle()
        ann.tap(ann.last, ann.last.labels[0])
        await town.settle()
        ann.say("/today")
        await town.settle()
        assert len([one for one in ann.heard if one.poll]) == 1
        ann.say("/today")
        await town.settle()
        assert len([one for one in ann.heard if one.poll]) == 1 and ann.last.poll is None
        await heard(town, ann, "/settings reminder on")
        await town.at("20:00")
        assert REMINDER[language] in ann.last.text
