"""`studybot quality` and `/quality`: the same lines, of one branch or all, while the bot runs."""

from __future__ import annotations

import json

from records.keeping.lock import locked
from tests.bot.cli.house import NORTH, SOUTH, House
from tests.bot.cli.test_report import opened
from tests.bot.cli.town import lived
from tests.bot.members.people import heard, lessons
from tests.dialogue import study


def test_each_branch_or_one_as_lines_or_data(house: House) -> None:
    house.configured(NORTH, SOUTH)
    with opened(house) as store:
        lived(store)
    with locked(house.data):
        said = house.says("quality")
        assert said.exit_code == 0, said.output
        assert "Questions of North, up to week" in said.stdout
        assert "Questions of South, up to week" in said.stdout
        one = house.says("quality", "--branch", "north", "--lang", "zh")
        assert "North的题目" in one.stdout and "South" not in one.stdout
        data = json.loads(house.says("quality", "--branch", "north", "--json").stdout)
        assert (data["branch"], data["definitions"]) == ("north", 2)
        assert data["questions"] == data["forms"] == []
        assert len(json.loads(house.says("quality", "--json").stdout)) == 2


def test_an_unknown_branch_is_named(house: House) -> None:
    house.configured(NORTH)
    with opened(house):
        pass
    said = house.says("quality", "--branch", "west")
    assert said.exit_code == 2 and "north" in said.output


async def test_in_chat_an_organizer_reads_the_same() -> None:
    async with study(lessons("en", 4)) as town:
        olga = await town.joined("Olga", organizer=True)
        ann = await town.joined("Ann")
        said = await heard(town, olga, "/quality")
        assert said.startswith("Questions of North, up to week 46: 0 tried")
        assert "Nothing to put right has shown." in said
        assert "Questions of" not in await heard(town, ann, "/quality")
