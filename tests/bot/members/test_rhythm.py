"""A promise to oneself: shown on /rhythm and with the answer that keeps the week."""

from __future__ import annotations

from datetime import timedelta

import pytest

from records.participation import Outage
from tests.bot.members.people import heard, lessons, open_item, tapped
from tests.dialogue import study

TWO = {"en": "2 days", "zh": "2 天"}
KEPT = {"en": "2 of 2 this week", "zh": "本周 2/2"}


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_answer_that_keeps_the_week_says_so_once(language: str) -> None:
    async with study(lessons(language)) as town:
        ann = await town.joined("Ann", language=language)
        await heard(town, ann, "/rhythm")
        assert "0" in await tapped(town, ann, TWO[language])
        said = []
        for _ in range(3):
            await town.at("09:00", days=0 if not said else 1)
            ann.vote(open_item(ann), 1)
            await town.settle()
            said.append(ann.last.text)
        assert [KEPT[language] in text for text in said] == [False, True, False]
        assert KEPT[language] in await heard(town, ann, "/rhythm")
        await heard(town, ann, "/rhythm off")
        assert KEPT[language] not in await heard(town, ann, "/rhythm")


async def test_weeks_add_up_and_a_pause_counts_for_nothing() -> None:
    async with study(lessons("en", 40)) as town:
        ann = await town.joined("Ann")
        await heard(town, ann, "/rhythm 2")
        for week in range(3):
            if week == 1:
                await heard(town, ann, "/pause 7")
                await town.at("06:00", days=7)
                continue
            for _ in range(2):
                await town.at("09:00", days=1)
                ann.vote(open_item(ann), 1)
                await town.settle()
            await town.at("06:00", days=5)
        assert "2 of your last 2 weeks" in await heard(town, ann, "/rhythm")


@pytest.mark.parametrize(
    ("language", "told", "week"), [("en", "your last", "of 2 this week"), ("zh", "最近", "本周")]
)
async def test_weeks_in_which_nothing_was_kept_are_not_told(
    language: str, told: str, week: str
) -> None:
    async with study(lessons(language, 40)) as town:
        ann = await town.joined("Ann", language=language)
        await heard(town, ann, "/rhythm 2")
        await town.at("12:00", days=15)
        said = await heard(town, ann, "/rhythm")
        assert week in said and told not in said


async def test_days_without_the_bot_count_for_nobody() -> None:
    async with study(lessons("en", 20)) as town:
        ann = await town.joined("Ann")
        await heard(town, ann, "/rhythm 3")
        store, begun = town.life.bot.store, town.life.clock.at
        await town.at("23:00", days=2)  # a poll that waits all the while is no outage
        assert list(store.outages(begun, town.life.clock.at)) == []
        assert "0 of 3 this week" in await heard(town, ann, "/rhythm")
        store.outage(Outage(begun, begun + timedelta(days=1)))
        assert "0 of 1 this week" in await heard(town, ann, "/rhythm")
