"""In by three taps: the link, a clear yes, the hour; then the first item at once."""

from __future__ import annotations

from hashlib import sha256

import pytest

from bot.joining.consent import Terms, consent_text
from bot.living import living
from bot.sandbox import Person
from bot.words import words as sentences
from records.model import State
from records.people.own import CONSENT
from tests.bot.members.people import heard, lessons, tapped
from tests.dialogue import Town, study

YES = {"en": "I agree", "zh": "我同意"}
NO = {"en": "Not now", "zh": "先不"}
MORE = {"en": "More", "zh": "了解更多"}
NEUTRAL = "This is a study bot for invited people."
LANGUAGES = ("en", "zh")
AGREED = ("2026-11", "4b5e3bcef8fc")
"""The version in force and the mark of its English words."""


async def asked(town: Town, language: str = "en", name: str = "Ann") -> Person:
    """Somebody who has opened the link."""
    person = town.life.telegram.person(name, language)
    person.start(town.life.invited("north"))
    await town.settle()
    return person


@pytest.mark.parametrize("language", LANGUAGES)
async def test_link_yes_hour_and_the_first_item_is_there(language: str) -> None:
    async with study(lessons(language)) as town:
        ann = await asked(town, language)
        assert "Riverside Co-op" in ann.last.text and ann.last.labels[0] == YES[language]
        assert town.life.bot.store.at(str(ann.id)) is None
        text = await tapped(town, ann, YES[language])
        assert "Ann" in text and ann.last.labels[0] == "09:00"
        await tapped(town, ann, "18:30")
        assert ann.last.poll is not None
        member = town.member(ann)
        assert f"{member.push:%H:%M}" == "18:30"
        consent = town.life.bot.store.consent(member.id)
        shown = consent_text(sentences(language), Terms("Riverside Co-op", "North"))
        assert consent is not None and consent.version == CONSENT
        assert consent.digest == sha256(shown.encode()).hexdigest()
        before = len(ann.heard)
        await town.at("20:00")  # it was the day's item
        assert len(ann.heard) == before


async def test_who_taps_the_first_button_of_whatever_comes_ends_with_an_item() -> None:
    async with study(lessons("en")) as town:
        ann = await asked(town)
        for _ in range(4):
            if ann.last.labels:
                ann.tap(ann.last, ann.last.labels[0])
                await town.settle()
        assert town.member(ann).state is State.LINKED
        assert any(message.poll for message in ann.heard)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_not_now_keeps_nothing_and_the_link_works_again(language: str) -> None:
    async with study(lessons(language)) as town:
        code = town.life.invited("north")
        ann = town.life.telegram.person("Ann", language)
        ann.start(code)
        await town.settle()
        await tapped(town, ann, MORE[language])
        assert YES[language] in ann.last.labels
        await tapped(town, ann, NO[language])
        store = town.life.bot.store
        assert store.knocked(str(ann.id)) is None and store.at(str(ann.id)) is None
        before = len(ann.heard)
        await town.at("10:00", days=3)
        assert len(ann.heard) == before
        ann.start(code)
        await town.settle()
        await tapped(town, ann, YES[language])
        assert town.member(ann).state is State.LINKED


async def test_without_a_yes_nothing_comes_and_after_a_week_nothing_is_left() -> None:
    async with study(lessons("en")) as town:
        ann = await asked(town)
        store = town.life.bot.store
        await town.at("12:00", days=6)
        assert store.knocked(str(ann.id)) is not None and len(ann.heard) == 1
        await town.at("12:00", days=2)
        assert store.knocked(str(ann.id)) is None and len(ann.heard) == 1
        assert NEUTRAL in await tapped(town, ann, "I agree")


async def test_a_restart_between_any_two_taps_loses_nobody() -> None:
    async with study(lessons("en")) as town:
        ann = await asked(town)
        config, store, clock, world = (
            town.life.bot.config, town.life.bot.store, town.life.clock, town.life.telegram,
        )  # fmt: skip
        for label in ("I agree", "08:00"):
            async with living(config, store, clock, world) as life:
                town.life = life
                await tapped(town, ann, label)
        assert ann.last.poll is not None


async def test_one_code_for_one_person_opens_for_who_agrees_first() -> None:
    async with study(lessons("en")) as town:
        code = town.life.invited("north", organizer=True)
        people = [town.life.telegram.person(name) for name in ("Ann", "Bo")]
        for person in people:
            person.start(code)
        await town.settle()
        for person in people:
            person.tap(person.last, "I agree")
        await town.settle()
        assert sorted(NEUTRAL in person.last.text for person in people) == [False, True]


async def test_guessing_is_limited_and_reads_like_any_other_wrong_code() -> None:
    async with study(lessons("en")) as town:
        code = town.life.invited("north")
        guesser, guest = town.life.telegram.person("G"), town.life.telegram.person("H")
        for n in range(12):
            guesser.start(f"guess-{n}")
        await town.settle()
        guesser.start(code)  # even the right one, now
        guest.start(code)
        await town.settle()
        assert {message.text for message in guesser.heard} == {guesser.last.text}
        assert NEUTRAL in guesser.last.text and "Riverside" in guest.last.text
        await town.at("11:00")
        guesser.start(code)
        await town.settle()
        assert "Riverside" in guesser.last.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_stop_withdraws_the_consent_and_a_new_start_asks_again(language: str) -> None:
    told = sentences(language)
    async with study(lessons(language)) as town:
        ann = await town.joined("Ann", language=language)
        member = town.member(ann)
        await heard(town, ann, "/stop")
        consent = town.life.bot.store.consent(member.id)
        assert consent is not None and consent.withdrawn is not None
        before = len(ann.heard)
        await town.at("12:00", days=2)
        assert len(ann.heard) == before
        assert told.say("Do you agree?") in await heard(town, ann, "/start")
        await tapped(town, ann, told.say("I agree"))
        await town.at("09:00", days=1)
        assert ann.last.poll is not None and town.member(ann).id == member.id


async def test_a_member_without_consent_is_asked_once_and_gets_nothing_until_the_yes() -> None:
    async with study(lessons("en")) as town:
        ann = await town.joined("Ann")
        store, member = town.life.bot.store, town.member(ann)
        store.withdraw(member.id, town.life.clock.at)
        await town.at("12:00", days=2)
        assert [one.text for one in ann.heard[2:]] == [ann.last.text]
        assert "Do you agree?" in ann.last.text
        await tapped(town, ann, "I agree")
        await town.at("09:00", days=1)
        assert ann.last.poll is not None


@pytest.mark.parametrize(
    ("language", "other"), [("en", "It is not 08:00 here"), ("zh", "我这里不是 08:00")]
)
async def test_another_clock_is_found_by_what_it_shows(language: str, other: str) -> None:
    async with study(lessons(language)) as town:
        ann = await asked(town, language)
        await tapped(town, ann, YES[language])
        await tapped(town, ann, other)
        assert "08:00" in ann.last.labels and "07:00" in ann.last.labels
        await heard(town, ann, "15：02")  # it is 07:00 UTC: eight hours ahead
        if town.member(ann).zone is None:
            await tapped(town, ann, {"en": "Shanghai", "zh": "上海"}[language])
        assert town.member(ann).zone == "Asia/Shanghai"
        await tapped(town, ann, "20:00")
        assert ann.last.poll is not None
        before = len(ann.heard)
        await town.at("20:01", days=1, zone="Asia/Shanghai")
        assert len(ann.heard) == before + 1


def test_the_words_of_the_consent_do_not_change_without_its_version() -> None:
    """Where the meaning changes, raise records.people.own.CONSENT; then put the new mark here."""
    text = consent_text(sentences("en"), Terms("O", "B"))
    mark = sha256(text.encode()).hexdigest()[:12]
    assert (CONSENT, mark) == AGREED


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", ("40 days after", "after 9 days", "ask@coop.example", "organizers of North")),
     ("zh", ("40 天", "9 天", "ask@coop.example", "North的组织者"))],
)  # fmt: skip
async def test_the_consent_names_whom_to_ask_who_sees_and_how_long(
    language: str, told: tuple[str, ...]
) -> None:
    async with study(lessons(language)) as town:
        desk = town.life.bot.desk
        desk.contact, desk.retention = "ask@coop.example", {"study": 40, "former": 9}
        await town.joined("Olga", organizer=True)
        ann = await asked(town, language)
        assert all(one in ann.last.text for one in told), ann.last.text
        assert "Olga" not in ann.last.text
        more = await tapped(town, ann, MORE[language])
        assert "Riverside Co-op" in more and "ask@coop.example" in more and "40" in more


@pytest.mark.parametrize(
    ("language", "way_back"), [("en", "/start brings you back"), ("zh", "想回来的话发 /start")]
)
async def test_who_left_is_told_how_to_come_back_and_does_by_start(
    language: str, way_back: str
) -> None:
    async with study(lessons(language)) as town:
        ann = await town.joined("Ann", language=language)
        await heard(town, ann, "/stop")
        for text in ("/today", "hello", "/help", "/settings"):
            assert way_back in await heard(town, ann, text), text
        assert "Riverside Co-op" in await heard(town, ann, "/start")
        await tapped(town, ann, YES[language])
        assert town.member(ann).state is State.LINKED


@pytest.mark.parametrize("language", LANGUAGES)
async def test_developer_info_names_the_organisation_to_its_members_alone(language: str) -> None:
    async with study(lessons(language)) as town:
        town.life.bot.desk.contact = "ask@coop.example"
        ann = await town.joined("Ann", language=language)
        stranger = town.life.telegram.person("S", language)
        told = await heard(town, ann, "/developer_info")
        assert "Riverside Co-op" in told and "ask@coop.example" in told and "/privacy" in told
        told = await heard(town, stranger, "/developer_info")
        assert "Riverside" not in told and "ask@coop.example" in told


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_code_that_opens_nothing_reads_the_same(language: str) -> None:
    """A02: expired, called back, used up, malformed, noise: one text, and nothing kept."""
    async with study(lessons(language)) as town:
        used, late = town.life.invited("north", organizer=True), town.life.invited("north")
        olga = await town.joined("Olga", language=language, organizer=True)
        otto = town.life.telegram.person("Otto", language)
        otto.start(used)
        await town.settle()
        await tapped(town, otto, YES[language])
        await heard(town, olga, "/invite")
        link = next(one for one in olga.heard if "?start=" in one.text).text
        called_back = link.partition("?start=")[2].split()[0]
        await tapped(town, olga, {"en": "Let this be the only one", "zh": "只留这一个"}[language])
        fresh = olga.heard[-2].text.partition("?start=")[2].split()[0]
        assert called_back != fresh
        said = set()
        for code in (used, called_back, late, "x", "A" * 64, "%00", "../../etc"):
            guest = town.life.telegram.person(f"G{len(code)}", language)
            said.add(await heard(town, guest, f"/start {code}"))
            assert town.life.bot.store.knocked(str(guest.id)) is None
        assert len(said) == 1 and "Riverside" not in said.pop()
        guest = town.life.telegram.person("H", language)
        assert "Riverside" in await heard(town, guest, f"/start {fresh}")
