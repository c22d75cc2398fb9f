"""A04, A21: a link that was passed on. Where a branch asks for it an organizer lets people in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.sandbox import Person
from records.people.own import CONSENT
from tests.bot.members.people import heard, lessons, tapped
from tests.bot.roster.test_roles import administrator
from tests.dialogue import Town, study

LANGUAGES = ("en", "zh")
YES = {"en": "I agree", "zh": "我同意"}
WAITS = {"en": "Your wish to join is with the organizers of North", "zh": "已经交给North的组织者"}
WHO = {"en": "Who waits to be let in", "zh": "谁在等待加入"}
IN = {"en": "Let in", "zh": "同意加入"}
NOT_IN = {"en": "Do not let in", "zh": "不同意"}
DECIDED = {"en": "This has been decided already.", "zh": "这件事已经有人决定了。"}
REFUSED = {"en": "You were not let in.", "zh": "没有被同意"}
BEGIN = {"en": "Begin", "zh": "开始"}


@asynccontextmanager
async def guarded(language: str = "en") -> AsyncIterator[tuple[Town, Person]]:
    """A town whose branches let nobody in without a yes, with an organizer of the north."""
    async with study(lessons(language)) as town:
        desk = town.life.bot.desk
        desk.branches = {key: replace(one, approve=True) for key, one in desk.branches.items()}
        olga = await town.joined("Olga", language=language, organizer=True)
        yield town, olga


async def asks(town: Town, name: str = "Ann", language: str = "en") -> Person:
    """Somebody with a link that anybody could have passed on, who agrees."""
    person = town.life.telegram.person(name, language)
    person.start(town.life.invited("north"))
    await town.settle()
    await tapped(town, person, YES[language])
    return person


@pytest.mark.parametrize("language", LANGUAGES)
async def test_who_comes_by_the_link_waits_and_is_in_with_an_organizers_yes(language: str) -> None:
    async with guarded(language) as (town, olga):
        ann = await asks(town, language=language)
        store = town.life.bot.store
        assert WAITS[language] in ann.last.text and store.at(str(ann.id)) is None
        assert "Olga" not in ann.last.text
        told = await tapped(town, olga, WHO[language])
        assert "Ann" in told and str(ann.id) in told
        await tapped(town, olga, IN[language])
        assert "Ann" in olga.heard[-1].text and olga.heard[-1].labels == []
        await tapped(town, ann, BEGIN[language])
        await tapped(town, ann, "18:30")
        assert ann.last.poll is not None
        member = town.member(ann)
        consent = store.consent(member.id)
        assert consent is not None and consent.version == CONSENT
        assert store.waiting_at(str(ann.id)) is None
        seen = await heard(town, ann, "/whosaw")
        assert {"en": "your wish to join", "zh": "您的加入请求"}[language] in seen


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_consent_says_who_will_see_name_and_number(language: str) -> None:
    async with guarded(language) as (town, _):
        person = town.life.telegram.person("Ann", language)
        person.start(town.life.invited("north"))
        await town.settle()
        expected = {"en": "An organizer lets you in", "zh": "加入要由组织者同意"}[language]
        assert expected in person.last.text
        person.start(town.life.invited("north", organizer=True))  # a link for one
        await town.settle()
        assert expected not in person.last.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_two_organizers_decide_at_once_and_the_first_word_counts(language: str) -> None:
    async with guarded(language) as (town, olga):
        otto = await town.joined("Otto", language=language, organizer=True)
        ann = await asks(town, language=language)
        for one in (olga, otto):
            await tapped(town, one, WHO[language])
        olga.tap(olga.last, NOT_IN[language])
        otto.tap(otto.last, IN[language])
        await town.settle()
        assert otto.last.text == DECIDED[language]
        assert REFUSED[language] in ann.last.text and town.life.bot.store.at(str(ann.id)) is None
        olga.tap(next(one for one in olga.heard if WHO[language] in one.labels), WHO[language])
        await town.settle()
        assert "Ann" not in olga.last.text


async def test_who_was_refused_asks_nobody_again_and_is_forgotten_after_a_week() -> None:
    async with guarded() as (town, olga):
        ann = await asks(town)
        await tapped(town, olga, WHO["en"])
        await tapped(town, olga, NOT_IN["en"])
        before = len(olga.heard)
        ann.start(town.life.invited("north"))
        await town.settle()
        assert WAITS["en"] in ann.last.text and len(olga.heard) == before
        store = town.life.bot.store
        assert store.waiting_at(str(ann.id)) is not None
        await town.at("12:00", days=8)
        assert store.waiting_at(str(ann.id)) is None
        again = await asks(town, "Bo")
        assert WAITS["en"] in again.last.text


async def test_who_waits_sees_what_is_kept_and_takes_it_back() -> None:
    async with guarded() as (town, olga):
        ann = await asks(town)
        assert "All that is kept about you" in await heard(town, ann, "/mydata")
        await heard(town, ann, "/forget")
        await tapped(town, ann, "Erase everything about me")
        assert town.life.bot.store.waiting_at(str(ann.id)) is None
        assert "Nobody waits" in await tapped(town, olga, WHO["en"])
        assert "invited people" in await heard(town, ann, "/start")


async def test_an_organizer_of_another_branch_lets_nobody_in_by_a_made_up_button() -> None:
    async with guarded() as (town, _):
        sven = await town.joined("Sven", "south", organizer=True)
        ann = await asks(town)
        bo = await town.joined("Bo", organizer=True)
        for press in (f"1cwaiting|yes|{ann.id}", f"1cwaiting|no|{ann.id}"):
            sven.press(sven.heard[0], press)
            await town.settle()
            assert sven.last.text == DECIDED["en"]
        assert "Nobody waits" in await heard(town, sven, "/waiting")
        assert "Ann" in await heard(town, bo, "/waiting")


async def test_ten_strangers_in_an_hour_are_one_notice() -> None:
    async with guarded() as (town, olga):
        before = len(olga.heard)
        for n in range(12):
            await asks(town, f"Stranger {n}")
        assert len(olga.heard) == before + 1
        await tapped(town, olga, WHO["en"])
        assert len(olga.heard) == before + 1 + 11
        assert olga.last.text == "… and 2 more"


async def test_without_the_option_the_first_item_comes_at_once() -> None:
    async with study(lessons("en")) as town:
        olga = await town.joined("Olga", organizer=True)
        before = len(olga.heard)
        ann = await town.joined("Ann")
        assert town.member(ann) and len(olga.heard) == before


VAIN = {"en": "has no organizer who could let them in", "zh": "没有可以同意的组织者"}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_where_nobody_can_say_yes_an_administrator_hears_and_then_who_is_named(
    language: str,
) -> None:
    """A wish to join a branch without organizer was told to nobody, and forgotten in a week."""
    async with study(lessons(language)) as town:
        ada = await administrator(town, language=language)
        desk = town.life.bot.desk
        desk.branches = {key: replace(one, approve=True) for key, one in desk.branches.items()}
        ann = await asks(town, language=language)
        assert VAIN[language] in ada.last.text and "Ann" not in ada.last.text
        assert WAITS[language] in ann.last.text
        olga = await town.joined("Olga", language=language, organizer=True)
        await town.at("09:05")
        assert "Ann" in await tapped(town, olga, WHO[language])
