"""An organizer excuses a member for a while; the member reads it, and may come back any time."""

from __future__ import annotations

import pytest

from records.model import State
from tests.bot.meeting.people import local, texts, until
from tests.bot.members.people import heard, lessons, tapped
from tests.dialogue import Town, study

WORDS = {
    "en": {
        "days": "14 days", "done": "is excused until Monday, December 7, 2026",
        "told": "nothing comes until Monday, December 7, 2026", "why": "What they noted: <away>",
        "back": "I am back", "leave": "Leave it",
    },
    "zh": {
        "days": "14 天", "done": "请假到2026年12月7日星期一", "told": "到2026年12月7日星期一为止",
        "why": "备注：<away>", "back": "我回来了", "leave": "不改了",
    },
}  # fmt: skip


def reason(town: Town, address: int) -> object:
    """What the member's record says of the spell that runs."""
    rows = town.life.bot.store.about(str(address))["spell"]
    return rows[-1]["reason"]


@pytest.mark.parametrize("language", WORDS)
async def test_a_member_is_excused_with_a_word_and_goes_on_by_themselves(language: str) -> None:
    say = WORDS[language]
    async with study(lessons(language)) as town:
        olga = await town.joined("Olga", language=language, organizer=True)
        ann = await town.joined("Ann Zoë", language=language)
        await heard(town, olga, "/excuse")
        await heard(town, olga, "  ann  ZOË ")
        await tapped(town, olga, say["days"])
        assert say["done"] in await heard(town, olga, "<away>")
        assert town.member(ann).state is State.EXCUSED
        assert say["told"] in ann.last.text and say["why"] in ann.last.text
        assert reason(town, ann.id) == "<away>"
        before = len(ann.heard)
        await until(town, local("2026-12-06 20:00"))
        assert len(ann.heard) == before
        await until(town, local("2026-12-07 09:30"))
        assert town.member(ann).state is State.LINKED and len(ann.heard) > before


@pytest.mark.parametrize("language", WORDS)
async def test_who_was_excused_may_come_back_at_once(language: str) -> None:
    say = WORDS[language]
    async with study(lessons(language)) as town:
        olga = await town.joined("Olga", language=language, organizer=True)
        ann = await town.joined("Ann", language=language)
        await heard(town, olga, "/excuse Ann")
        await heard(town, olga, "2026-12-07")
        await heard(town, olga, "<away>")
        await tapped(town, ann, say["back"])
        assert town.member(ann).state is State.LINKED


async def test_who_has_not_opened_the_bot_is_not_said_to_be_told() -> None:
    async with study(lessons("en")) as town:
        olga = await town.joined("Olga", organizer=True)
        town.life.bot.store.enrol(town.member(olga).branch, "Kim", "en", town.life.clock.at)
        await heard(town, olga, "/excuse Kim")
        await heard(town, olga, "2026-12-07")
        said = await heard(town, olga, "away")
        assert "They have not opened the bot" in said and "is told so" not in said


async def test_each_mistake_is_told_and_nothing_is_done() -> None:
    async with study(lessons("en")) as town:
        olga = await town.joined("Olga", organizer=True)
        ann = await town.joined("Ann")
        await town.joined("Bo")
        await town.joined("Bo")
        await town.joined("Sue", "south")
        gone = await town.joined("Gwen")
        await heard(town, gone, "/stop")
        if "Leave" in " ".join(gone.last.labels):
            gone.tap(gone.last, gone.last.labels[0])
            await town.settle()
        assert town.member(gone).state is State.LEFT
        for name in ("Nobody", "Sue", "Gwen"):
            assert "Nobody in your branch" in await heard(town, olga, f"/excuse {name}")
        assert "More than one" in await heard(town, olga, "/excuse Bo")
        for day in ("2026-11-23", "2028-01-01", "soon", "2026-02-30"):
            await heard(town, olga, "/excuse Ann")
            assert "no day from tomorrow" in await heard(town, olga, day), day
        await tapped(town, olga, "Leave it")
        assert town.member(ann).state is State.LINKED


async def test_an_organizer_ends_it_and_a_members_own_pause_is_not_theirs_to_end() -> None:
    async with study(lessons("en")) as town:
        olga = await town.joined("Olga", organizer=True)
        ann = await town.joined("Ann")
        await heard(town, olga, "/excuse Ann")
        await tapped(town, olga, "7 days")
        await tapped(town, olga, "Without a word")
        assert "What they noted" not in ann.last.text
        page = olga.last
        end = next(b.data for row in page.buttons for b in row if b.text == "End it now")
        await tapped(town, olga, "End it now")
        assert town.member(ann).state is State.LINKED
        await heard(town, ann, "/pause 7")
        assert end is not None
        olga.press(page, end)
        await town.settle()
        assert "Nobody of that name is excused" in olga.last.text
        assert town.member(ann).state is State.PAUSED


async def test_nobody_else_excuses_anybody() -> None:
    async with study(lessons("en")) as town:
        olga = await town.joined("Olga", organizer=True)
        sven = await town.joined("Sven", "south", organizer=True)
        ann = await town.joined("Ann")
        await heard(town, olga, "/excuse Ann")
        await tapped(town, olga, "7 days")
        sure = next(b.data for row in olga.last.buttons for b in row if b.text == "Without a word")
        for one in (ann, sven):
            assert sure
            one.press(one.last, sure)
            await town.settle()
            assert town.member(ann).state is State.LINKED
        for junk in ("until|99999999999999999999999|7", "do|0|x", "end|a", "until|1|99999999"):
            olga.press(olga.last, f"1cexcuse|{junk}")
            await town.settle()
        assert town.life.bot.store.parked() == 0
        assert not any("is excused until" in one for one in texts(sven))


async def test_who_never_opened_the_link_stays_invited_when_it_is_over() -> None:
    async with study(lessons("en")) as town:
        olga = await town.joined("Olga", organizer=True)
        store = town.life.bot.store
        ida = store.enrol(town.member(olga).branch, "Ida", "en", town.life.clock.at)
        await heard(town, olga, "/excuse Ida")
        await tapped(town, olga, "7 days")
        await heard(town, olga, "parental leave")
        found = store.member(ida.id)
        assert found is not None and found.state is State.EXCUSED
        await until(town, local("2026-12-01 09:00"))
        found = store.member(ida.id)
        assert found is not None and found.state is State.INVITED
