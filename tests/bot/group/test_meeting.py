"""A meeting that is moved or cancelled is told in the branch's group too, once and truly."""

from __future__ import annotations

import pytest

from tests.bot.group.together import LESSONS, Branch, together
from tests.bot.meeting.people import local, until
from tests.bot.members.people import heard, lessons, tapped
from tests.dialogue import Town, study

WORDS = {
    "en": ("Yes, move it", "has moved. It is on Thursday, December 10, 2026, 19:00",
           "Yes, cancel it", "does not take place", "private chat"),
    "zh": ("是，改期", "的会议改期了：2026年12月10日星期四 19:00",
           "是，取消", "的会议取消了", "私聊"),
}  # fmt: skip


def told(north: Branch, words: str) -> list[str]:
    """What was said in the group with these words in it."""
    return [one.text for one in north.said if words in one.text]


async def change(town: Town, north: Branch, what: str, yes: str = "Yes, move it") -> None:
    await heard(town, north.olga, f"/meeting {what}")
    await tapped(town, north.olga, yes)


@pytest.mark.parametrize("language", WORDS)
async def test_a_change_stands_in_the_group_once_without_buttons(language: str) -> None:
    move, moved, cancel, gone, where = WORDS[language]
    async with study(lessons(language)) as town:
        north = await together(town, language=language)
        await change(town, north, "move 2026-12-10 19:00", move)
        [text] = told(north, moved)
        assert where in text and moved in north.members[0].last.text
        assert not north.said[-1].buttons
        await change(town, north, "cancel", cancel)
        await until(town, local("2026-11-25 12:00"))
        assert len(told(north, gone)) == len(told(north, moved)) == 1


async def test_in_the_quiet_hours_it_waits_and_only_the_last_change_is_told() -> None:
    async with study(LESSONS) as town:
        north = await together(town)
        await until(town, local("2026-11-23 22:00"))
        for day in ("2026-12-10", "2026-12-11"):
            await change(town, north, f"move {day} 19:00")
        assert not told(north, "has moved")
        await until(town, local("2026-11-24 07:00"))
        [text] = told(north, "has moved")
        assert "December 11" in text


async def test_nothing_is_said_where_the_organizer_switched_the_group_off() -> None:
    async with study(LESSONS) as town:
        north = await together(town)
        await heard(town, north.olga, "/group off")
        await change(town, north, "move 2026-12-10 19:00")
        await heard(town, north.olga, "/group on")
        await until(town, local("2026-11-23 18:00"))
        assert not told(north, "has moved")


async def test_a_group_of_another_branch_hears_nothing_of_it() -> None:
    async with study(LESSONS) as town:
        north = await together(town)
        sven = await town.joined("Sven", "south", organizer=True)
        await heard(town, sven, "/meeting cancel")
        await tapped(town, sven, "Yes, cancel it")
        assert not told(north, "does not take place")
