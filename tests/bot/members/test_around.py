"""Everything by buttons, practice, the invite with its poster; and no word of guilt anywhere."""

from __future__ import annotations

import re

import pytest

from bot.commands import Who, commands
from tests.bot.members.people import heard, lessons, open_item, tapped, words
from tests.bot.test_words import messages, sentences
from tests.dialogue import study

LANGUAGES = ("en", "zh")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_command_works_by_a_button(language: str) -> None:
    async with study(lessons(language)) as town:
        ann = await town.joined("Ann", language=language)
        await heard(town, ann, "/menu")
        menu = ann.last
        listed = [c for c in commands().values() if c.listed and c.who in (Who.ANYBODY, Who.MEMBER)]
        assert len(menu.labels) == len(listed) - 1
        for label in menu.labels:
            before = len(ann.heard)
            ann.tap(menu, label)
            await town.settle()
            assert len(ann.heard) > before, label


@pytest.mark.parametrize(
    ("language", "nothing"), [("en", "nothing to practise"), ("zh", "没有要练习的")]
)
async def test_what_was_wrong_is_practised_when_one_likes(language: str, nothing: str) -> None:
    async with study(lessons(language, 4)) as town:
        ann = await town.joined("Ann", language=language)
        await town.at("09:00")
        ann.vote(open_item(ann), 0)
        await town.settle()
        assert nothing in await heard(town, ann, "/review")  # had it today
        await town.at("10:00", days=1)
        before = len([one for one in ann.heard if one.poll])
        await heard(town, ann, "/review")
        assert len([one for one in ann.heard if one.poll]) == before + 1
        ann.vote(open_item(ann), 1)
        await town.settle()
        assert nothing in await heard(town, ann, "/review")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_invite_is_a_link_and_a_page_to_print_in_both_languages(language: str) -> None:
    async with study(lessons(language)) as town:
        olga = await town.joined("Olga", language=language, organizer=True)
        await heard(town, olga, "/invite")
        text = next(one.text for one in olga.heard if "?start=" in one.text)
        link = re.search(r"https://t\.me/\S+\?start=([\w-]+)", text)
        assert link is not None and olga.last.document is not None
        page = olga.last.document.data.decode()
        assert "<svg" in page and link[0] in page and "每天学一点" in page
        assert "Learn something short every day" in page and "http://" not in page.replace(
            "http://www.w3.org", ""
        )
        ann = town.life.telegram.person("Ann", language)
        ann.start(link[1])
        await town.settle()
        await tapped(town, ann, {"en": "I agree", "zh": "我同意"}[language])
        assert town.member(ann).branch == "north" and words(ann.last)


GUILT = re.compile(
    r"\b(points?|scores?|rank(s|ed|ing)?|leader ?boards?|streaks?|badges?|levels?|trophy|winners?|"
    r"losers?|los[et]|losing|fail(ed|ure)?|shame|guilt|sorry to see|disappoint\w*|lazy|excuses?|"
    r"behind|last chance|don't break|hurry|you should have|you forgot|you missed|missed out)\b",
    re.IGNORECASE,
)
GUILT_ZH = re.compile(
    "积分|得分|分数|排名|排行|名次|连胜|连续打卡|打卡|徽章|等级|奖杯|冠军|失败|羞|内疚|惭愧|遗憾|失望|"
    "懒|借口|落后|最后机会|赶快|加油|你忘了|您忘了|错过了|断签"
)
OF_NUMBERS = ("graded", "mark", "Anki", "file", "lessons", "Compared with", "In an average week",
              "failed, or in doubt")  # fmt: skip
"""What organizers read about files, marks and percentage points may name them."""


def to_members(text: str) -> bool:
    return not any(word in text for word in OF_NUMBERS)


def test_no_sentence_speaks_of_guilt_loss_points_or_ranks() -> None:
    english = [text for _, text in sentences() if to_members(text) and GUILT.search(text)]
    assert english == []
    chinese = [text for ids, texts in messages("zh") for text in texts
               if to_members(ids[0]) and GUILT_ZH.search(text)]  # fmt: skip
    assert chinese == []


@pytest.mark.parametrize("text", ["You lost your streak!", "Rank 3", "5 points", "You failed"])
def test_the_list_finds_such_words(text: str) -> None:
    assert GUILT.search(text)
