"""Enough reports pause an item: it is not sent any more, organizers hear of it once with the line,
and an edit or a yes lets it go on."""

from __future__ import annotations

import pytest

from bot.sandbox import Person
from records.model import Fate
from records.participation.reports import Reports
from scheduler.amends.paused import paused
from tests.bot.test_regrade import edited, heard, polled, restarted, tapped
from tests.dialogue import Town, study

FILE = "a/01-x.en.md"
TEXT = "# Question: Who leads the meeting?\n\n- [x] Ann\n- [ ] Ben\n- [ ] Cy\n"
NOTICE = "unclear, wrong or outdated"


@pytest.mark.parametrize(("reported", "answered", "enough"), [
    (4, 4, False), (5, 5, True), (5, 50, True), (5, 51, False), (30, 300, True), (0, 0, False),
])  # fmt: skip
def test_five_people_and_a_tenth_of_who_answered(
    reported: int, answered: int, enough: bool
) -> None:
    assert Reports(reported, answered).enough is enough


async def said(town: Town, people: list[Person], word: str) -> None:
    """Each answers what came in the morning and says a word about it."""
    for person in people:
        person.vote(polled(person), 0)
        await town.settle()
        person.tap(person.last, word)
        await town.settle()


async def morning(town: Town, count: int) -> list[Person]:
    people = [await town.joined(f"M{n}") for n in range(count)]
    await town.at("16:00")
    return people


async def test_five_reports_pause_it_and_the_organizers_hear_once_with_file_and_line() -> None:
    async with study({FILE: "\n\n" + TEXT}) as town:
        olga = await town.joined("Olga", organizer=True)
        sven = await town.joined("Sven", "south", organizer=True)
        people = await morning(town, 7)
        await said(town, people[:4], "unclear")
        assert heard(olga, NOTICE) == [] and paused(town.life.bot.store) == frozenset()
        await said(town, people[4:6], "wrong")
        await said(town, people[6:], "outdated")
        for organizer in (olga, sven):
            [message] = heard(organizer, NOTICE)
            assert message.text.startswith("5 people called this unclear, wrong or outdated")
            assert "(a/01-x.en.md, line 3): “Who leads the meeting?”" in message.text
        assert all(heard(person, NOTICE) == [] for person in people)
        [(item, version)] = paused(town.life.bot.store)
        sent = next(town.life.bot.store.each_delivery())
        assert sent.letter.item and (item, version) == (sent.letter.item.id, sent.version)


async def test_what_is_paused_is_not_sent_not_asked_for_and_not_planned() -> None:
    async with study({FILE: TEXT}) as town:
        await town.joined("Olga", organizer=True)
        people = await morning(town, 5)
        await said(town, people, "wrong")
        late = await town.joined("Late")
        late.say("/today")
        await town.settle()
        await town.at("16:00", days=2)
        assert not [message for message in late.heard if message.poll]
        await restarted(town)
        late.say("/today")
        await town.settle()
        assert not [message for message in late.heard if message.poll]


async def test_a_letter_planned_before_is_not_sent_either() -> None:
    later = "send: Mon 18:00\n\n" + TEXT
    async with study({FILE: later}) as town:
        people = [await town.joined(f"M{n}") for n in range(5)]
        for person in people:
            person.say("/today")
        await town.settle()
        asked = [person for person in people if any(m.poll for m in person.heard)]
        assert len(asked) == 5
        waits = await town.joined("Waits")
        await town.at("12:00")
        await said(town, people, "wrong")
        await town.at("20:00")
        assert not [message for message in waits.heard if message.poll]
        theirs = town.member(waits).id
        [letter] = [d for d in town.life.bot.store.each_delivery() if d.member == theirs]
        assert (letter.fate, letter.reason) == (Fate.FAILED, "paused by reports")


async def test_an_edit_lifts_it_and_back_to_the_old_words_it_is_paused_again() -> None:
    async with study({FILE: TEXT}) as town:
        await town.joined("Olga", organizer=True)
        people = await morning(town, 5)
        await said(town, people, "unclear")

        async def comes(name: str) -> bool:
            person = await town.joined(name)
            person.say("/today")
            await town.settle()
            return any(message.poll for message in person.heard)

        assert not await comes("One")
        await edited(town, TEXT.replace("leads", "chairs"))
        assert await comes("Two")
        await edited(town, TEXT)
        assert not await comes("Three")


async def test_an_organizer_lets_it_go_on_for_good() -> None:
    async with study({FILE: TEXT}) as town:
        olga = await town.joined("Olga", organizer=True)
        people = await morning(town, 8)
        await said(town, people[:5], "wrong")
        await tapped(town, olga, NOTICE, "Send it again")
        assert olga.last.text == "It is sent again. Reports about it pause it no more."
        await said(town, people[5:], "wrong")
        assert len(heard(olga, NOTICE)) == 1 and paused(town.life.bot.store) == frozenset()
        olga.say("/resume " + "0" * 16)
        await town.settle()
        assert olga.last.text == "Nothing is paused there any more."


async def test_the_notice_is_in_the_organizer_s_language() -> None:
    async with study({"a/01-x.zh.md": "# 单选题：谁主持？\n\nA. 甲\nB. 乙\n\n答案：A\n"}) as town:
        lan = await town.joined("小兰", language="zh", organizer=True)
        people = [await town.joined(f"M{n}", language="zh") for n in range(5)]
        await town.at("16:00")
        await said(town, people, "有错")
        [message] = heard(lan, "不再发送")
        assert message.text.startswith("有5人认为这一题不清楚、有错或过时")
