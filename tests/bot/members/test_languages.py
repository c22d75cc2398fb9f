"""Lessons that are written in another language than somebody's: which, and how to have those."""

from __future__ import annotations

import pytest

from bot.words import own_name, words
from tests.bot.members.people import heard, lessons, tapped
from tests.dialogue import NORTH, study


@pytest.mark.parametrize("command", ["/today", "/more"])
async def test_nothing_in_ones_language_says_in_which_there_is_something(command: str) -> None:
    """The branch's first language is English, which is what everybody falls back on."""
    async with study(lessons("zh", 3)) as town:
        ann = await town.joined("Ann")
        said = await heard(town, ann, command)
        assert said == "There are no lessons in English yet, but in 中文."
        assert ann.last.labels == ["中文"]
        await tapped(town, ann, "中文")
        await heard(town, ann, "/today")
        assert ann.last.poll is not None


async def test_where_nothing_is_written_at_all_no_language_is_named() -> None:
    async with study({}) as town:
        ann = await town.joined("Ann")
        assert await heard(town, ann, "/today") == "There is nothing new for today. More will come."


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_plan_says_it_too(language: str) -> None:
    files = {name.replace(".zh.", ".fr."): text for name, text in lessons("zh", 3).items()}
    async with study(files) as town:
        olga = await town.joined("Olga", language=language, organizer=True)
        await heard(town, olga, "/plan")
        told = words(language).say(
            "Lessons are written in %(others)s, none in %(language)s.",
            others="français", language=own_name(language),
        )  # fmt: skip
        assert told in olga.last.text and NORTH.name in olga.last.text
        assert "français" in await heard(town, olga, "/today")
        assert olga.last.labels == []  # nobody can choose it here
