"""Who is there says so by the code at the door; organizers read numbers, and names by consent."""

from __future__ import annotations

import re

import pytest

from bot.sandbox import Person
from records.meetings.calendar import Presence
from records.model import State
from tests.bot.meeting.people import DAY, HOUR, MEETS, members, texts, until
from tests.bot.members.people import heard, lessons, tapped
from tests.dialogue import NORTH, Town, study

SOON = MEETS - 2 * DAY
"""When these dialogues begin."""


async def shown(town: Town, organizer: Person, label: str = "Show the code") -> str:
    """An organizer shows the code; its digits."""
    await heard(town, organizer, "/meeting")
    await tapped(town, organizer, label)
    text = next(one for one in reversed(texts(organizer)) if re.search(r"\d{3} \d{3}", one))
    found = re.search(r"\d{3} \d{3}", text)
    assert found is not None
    return found[0]


def said(town: Town) -> dict[int, Presence]:
    """What was said about the next meeting in the north."""
    return dict(town.life.bot.store.presence(NORTH.key, MEETS))


def other(code: str) -> str:
    """Another code."""
    return f"{(int(code.replace(' ', '')) + 1) % 10**6:06}"


WORDS = {
    "en": {
        "show": "Show the code", "here": "I am here", "ask": "six digits", "good": "It is noted",
        "bad": "does not work here right now", "who": "Who comes", "five": "Five or more are there",
        "later": "told six hours after", "numbers": "6 of 8 were there",
        "last": "Who came last time",
    },
    "zh": {
        "show": "显示签到码", "here": "我到了", "ask": "六位数字", "good": "已经记下",
        "bad": "现在在这里无效", "who": "谁来", "five": "已到会五人或更多",
        "later": "六小时后公布", "numbers": "8 人中到会 6 人", "last": "上次谁来了",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", WORDS)
async def test_members_say_that_they_are_there_and_the_number_comes_when_it_is_over(
    language: str,
) -> None:
    say = WORDS[language]
    async with study(lessons(language), SOON) as town:
        olga = await town.joined("Olga", language=language, organizer=True)
        people = await members(town, 7, language)
        await until(town, MEETS - DAY)
        code = await shown(town, olga, say["show"])
        assert olga.last.document is not None
        page = olga.last.document.data.decode()
        assert code in page and "<svg" in page
        assert say["bad"] in await heard(town, people[0], f"/here {code}")  # a day early
        assert say["good"] not in await heard(town, people[0], code)
        await until(town, MEETS - HOUR / 2)
        assert await shown(town, olga, say["show"]) == code
        await heard(town, people[0], "/meeting")
        assert say["ask"] in await tapped(town, people[0], say["here"])
        assert say["bad"] in await heard(town, people[0], "12 34")
        assert say["good"] in await heard(town, people[0], code)
        for one in people[1:5]:
            assert say["good"] in await heard(town, one, f"/here {code}")
        link = f"here-{code.replace(' ', '')}"
        people[5].start(link)
        await town.settle()
        assert say["good"] in people[5].last.text
        assert say["good"] in await heard(town, people[5], code)
        await heard(town, olga, "/meeting")
        told = await tapped(town, olga, say["who"])
        assert say["five"] in told and say["later"] in told
        assert not re.search(r"\b6\b", told)
        await until(town, MEETS + 5 * HOUR)
        meeting = [one for one in olga.heard if say["who"] in one.labels][-1]
        await until(town, MEETS + 7 * HOUR)
        olga.tap(meeting, say["who"])
        await town.settle()
        assert say["numbers"] in olga.last.text
        assert say["numbers"] in await heard(town, olga, "/meeting")
        assert say["numbers"] in await tapped(town, olga, say["last"])
        assert say["numbers"] not in await heard(town, people[0], "/meeting")
        assert say["last"] not in people[0].last.labels
        assert say["bad"] in await heard(town, people[6], f"/here {code}")


async def test_a_meeting_that_somebody_has_come_to_is_not_moved_any_more() -> None:
    async with study({}, SOON) as town:
        olga = await town.joined("Olga", organizer=True)
        await until(town, MEETS - HOUR / 2)
        code = await shown(town, olga)
        assert "Cancel the meeting" in await heard(town, olga, "/meeting cancel")
        await heard(town, olga, code)
        assert "The door of that meeting is open" in await heard(town, olga, "/meeting cancel")
        assert "The door of that meeting is open" in await heard(
            town, olga, "/meeting move 2026-12-10 19:00"
        )


async def test_whoever_guesses_is_looked_at_no_more_for_an_hour() -> None:
    async with study({}, SOON) as town:
        olga = await town.joined("Olga", organizer=True)
        ann, bo = await town.joined("Ann"), await town.joined("Bo")
        await until(town, MEETS)
        code = await shown(town, olga)
        for n in range(10):
            way = (f"/here {other(code)}", other(code))[n % 2]
            assert "It is noted" not in await heard(town, ann, way)
        assert "does not work" in await heard(town, ann, f"/here {code}")
        assert "It is noted" not in await heard(town, ann, code)
        assert "It is noted" in await heard(town, bo, code)
        await until(town, MEETS + HOUR + HOUR / 2)
        assert "It is noted" in await heard(town, ann, code)


async def test_a_code_opens_nothing_to_strangers_and_counts_in_its_own_branch_alone() -> None:
    async with study({}, SOON) as town:
        olga = await town.joined("Olga", organizer=True)
        sven = await town.joined("Sven", "south", organizer=True)
        await until(town, MEETS)
        code = await shown(town, olga)
        eve = town.life.telegram.person("Eve")
        eve.say("hello")
        await town.settle()
        neutral = eve.last.text
        eve.start(f"here-{code.replace(' ', '')}")
        await town.settle()
        assert eve.last.text == neutral
        assert "does not work" in await heard(town, sven, f"/here {code}")
        assert said(town) == {}


async def test_digits_that_are_no_code_stay_an_answer() -> None:
    """While a code is shown, a number of six digits is still the answer to a question."""
    text = "# Question: How many live in our town?\n\nAnswer: 123456\n"
    async with study({"a/01-x.en.md": text}, SOON) as town:
        olga = await town.joined("Olga", organizer=True)
        ann = await town.joined("Ann")
        await until(town, MEETS)
        await shown(town, olga)
        await heard(town, ann, "/today")
        assert "Right" in await heard(town, ann, "123456")
        assert said(town) == {}


async def test_who_cannot_come_says_so_without_a_reason_and_may_come_after_all() -> None:
    async with study({}, SOON) as town:
        olga = await town.joined("Olga", organizer=True)
        ann = await town.joined("Ann")
        await heard(town, ann, "/meeting")
        assert "No reason is kept" in await tapped(town, ann, "I can't come")
        me = town.member(ann).id
        assert said(town) == {me: Presence.CANNOT}
        assert "You can't come to the next one" in await heard(town, ann, "/meeting")
        await tapped(town, ann, "I can come after all")
        assert said(town) == {}
        await heard(town, ann, "/meeting")
        await tapped(town, ann, "I can't come")
        await until(town, MEETS)
        code = await shown(town, olga)
        await heard(town, ann, code)
        assert said(town) == {me: Presence.CAME}


async def test_names_are_shown_by_consent_and_looking_at_them_is_noted() -> None:
    async with study({}, SOON) as town:
        olga = await town.joined("Olga", organizer=True)
        people = await members(town, 7)
        ann, bo = people[:2]
        await heard(town, ann, "/settings name on")
        await until(town, MEETS)
        code = await shown(town, olga)
        for one in (ann, bo):
            await heard(town, one, code)
        await heard(town, olga, "/meeting")
        told = await tapped(town, olga, "Who comes")
        assert "There, of those who agreed to be named: Member 0" in told
        assert "Member 1" not in told and "Five or more" not in told
        assert "an organizer of your branch" in await heard(town, ann, "/whosaw")
        assert "Nobody has looked" in await heard(town, bo, "/whosaw")
        for one in people[2:6]:
            await heard(town, one, "/settings name on")
        await heard(town, olga, "/meeting")
        assert "too few of your branch are unnamed" in await tapped(town, olga, "Who comes")


async def test_a_branch_of_four_reads_no_number_and_no_name() -> None:
    async with study({}, SOON) as town:
        olga = await town.joined("Olga", organizer=True)
        people = await members(town, 3)
        await heard(town, people[0], "/settings name on")
        await until(town, MEETS)
        code = await shown(town, olga)
        for one in people:
            await heard(town, one, code)
        await heard(town, olga, "/meeting")
        page = olga.last
        assert "Member" not in await tapped(town, olga, "Who comes")
        await until(town, MEETS + 7 * HOUR)
        olga.tap(page, "Who comes")
        await town.settle()
        assert "fewer than five people are not shown" in olga.last.text
        assert "3" not in olga.last.text.split("\n", 1)[1]


async def test_what_was_told_stays_when_somebody_is_forgotten() -> None:
    async with study({}, SOON) as town:
        olga = await town.joined("Olga", organizer=True)
        people = await members(town, 6)
        await until(town, MEETS)
        code = await shown(town, olga)
        for one in people[:5]:
            await heard(town, one, code)
        await heard(town, olga, "/meeting")
        page = olga.last
        await until(town, MEETS + 7 * HOUR)
        gone = people[0]
        made = town.life.bot.store.about(str(gone.id))
        assert made["presence"][0]["said"] == "came"
        assert town.life.bot.store.erase(str(gone.id), town.life.clock.at)
        assert len(said(town)) == 4
        olga.tap(page, "Who comes")
        await town.settle()
        assert "5 of 7 were there" in olga.last.text


async def test_members_see_no_code_and_no_numbers() -> None:
    async with study({}, SOON) as town:
        olga = await town.joined("Olga", organizer=True)
        ann = await town.joined("Ann")
        await until(town, MEETS)
        await shown(town, olga)
        page = next(one for one in reversed(olga.heard) if "Who comes" in one.labels)
        before = len(ann.heard)
        for row in page.buttons:
            for button in row:
                if button.data and button.text in ("Who comes", "Show the code", "Cancel it"):
                    ann.press(ann.last, button.data)
        await town.settle()
        for one in ann.heard[before:]:
            assert one.text.startswith("Meetings of North") and one.document is None
        assert town.member(ann).state is State.LINKED
