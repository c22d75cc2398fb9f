"""The first administrator by a code, others by buttons; what an organizer cannot do; and what is
told when a branch has nobody left."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.commands.claim import COMMAND
from bot.joining.invitation import claim
from bot.roles.scope import handle
from bot.sandbox import Person
from records.model import BranchKey, Role
from records.people.office import Office
from records.people.rights import administers, organized
from tests.bot.members.people import heard, lessons
from tests.dialogue import NORTH, SOUTH, Town, study

LANGUAGES = ("en", "zh")


def code(town: Town, branch: str = "north") -> str:
    """What `studybot claim` prints."""
    made, invite = claim(branch, town.life.clock.at)
    town.life.bot.store.invite(invite)
    return made


async def administrator(town: Town, name: str = "Ada", language: str = "en") -> Person:
    """A member of the north who has claimed the organisation."""
    ada = await town.joined(name, language=language)
    await heard(town, ada, code(town))
    return ada


def is_administrator(town: Town, person: Person) -> bool:
    return administers(town.life.bot.store, town.life.bot.store.at(str(person.id)), None)


def organizes(town: Town, person: Person) -> frozenset[BranchKey]:
    return organized(town.life.bot.store, town.member(person))


async def tap(town: Town, person: Person, label: str) -> str:
    """Tap it under the newest message; what is answered."""
    person.tap(person.last, label)
    await town.settle()
    return person.last.text


@pytest.mark.parametrize(("language", "yes", "words"), [
    ("en", "I agree", "administrator of the whole organisation"),
    ("zh", "我同意", "整个组织的管理员"),
])  # fmt: skip
async def test_a_stranger_types_the_code_alone_and_joins_as_administrator(
    language: str, yes: str, words: str
) -> None:
    async with study(lessons(language)) as town:
        ada = town.life.telegram.person("Ada", language)
        ada.say(code(town, "south").upper().replace("-", " "))
        await town.settle()
        assert ada.last.labels[0] == yes, "consent is asked of an administrator too"
        assert words in await tap(town, ada, yes)
        assert town.member(ada).branch == "south" and is_administrator(town, ada)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_member_claims_and_stays_where_they_are(language: str) -> None:
    async with study(lessons(language)) as town:
        ada = await town.joined("Ada", language=language)
        told = await heard(town, ada, f"/claim {code(town, 'south')}")
        assert "/roles" in told and is_administrator(town, ada)
        assert town.member(ada).branch == "north"


async def test_the_code_works_once_for_half_an_hour_and_never_for_a_second_one() -> None:
    async with study(lessons("en")) as town:
        ann, bo = await town.joined("Ann"), await town.joined("Bo")
        late, first, second = code(town), code(town), code(town)
        town.life.clock.at += timedelta(minutes=29)
        assert "administrator of" in await heard(town, ann, first)
        for used in (first, second, "wrong", late.replace("a", "b")):
            assert "opens nothing" in await heard(town, bo, f"/claim {used}")
        town.life.bot.store.revoke(town.member(ann).id, Role.ADMINISTRATOR, None)
        town.life.clock.at += timedelta(minutes=1)
        assert "opens nothing" in await heard(town, bo, late)
        assert not is_administrator(town, bo)


async def test_a_stranger_with_a_wrong_code_reads_what_every_stranger_reads() -> None:
    async with study(lessons("en")) as town:
        eve = town.life.telegram.person("Eve")
        neutral = await heard(town, eve, "hello")
        await administrator(town)
        for words in ("/claim", "/claim abc", code(town), f"/claim {code(town)}"):
            assert await heard(town, eve, words) == neutral
        assert town.life.bot.store.at(str(eve.id)) is None


@pytest.mark.parametrize(("language", "make", "yes", "take", "now", "no_more"), [
    ("en", "Make organizer of North", "Yes", "Take back: organizer of North",
     "You are organizer of North now.", "You are no longer organizer of North."),
    ("zh", "任命为North的组织者", "是", "收回：North的组织者",
     "您现在是North的组织者。", "您不再是North的组织者。"),
])  # fmt: skip
async def test_an_organizer_is_made_and_unmade_by_buttons_and_told(
    language: str, make: str, yes: str, take: str, now: str, no_more: str
) -> None:
    async with study(lessons(language)) as town:
        ada = await administrator(town, language=language)
        ann = await town.joined("Ann", language=language)
        assert "Ann" in await heard(town, ada, "/roles ann")
        assert "Ann" in await tap(town, ada, make)
        await tap(town, ada, yes)
        assert organizes(town, ann) == {"north"} and take in ada.last.labels
        assert now in ann.last.text
        [office] = town.life.bot.store.offices(town.member(ann).id)
        assert office.by == town.member(ada).id
        await heard(town, ann, "/summary")
        await tap(town, ada, take)
        await tap(town, ada, yes)
        assert organizes(town, ann) == frozenset() and no_more in ann.last.text


async def test_the_first_page_names_all_who_hold_something_and_leads_to_each() -> None:
    async with study(lessons("en")) as town:
        ada = await administrator(town)
        for name, branch in (("Olga", "north"), ("Sven", "south")):
            await town.joined(name, branch, organizer=True)
        page = await heard(town, ada, "/roles")
        assert "Administrators of Riverside Co-op: Ada" in page
        assert "Organizers of North: Olga" in page and "Organizers of South: Sven" in page
        await tap(town, ada, "South")
        assert ada.last.labels == ["Sven"]
        await tap(town, ada, "Sven")
        assert ada.last.labels == [
            "Take back: organizer of South", "Make organizer of North",
            "Make administrator of South", "Make administrator of Riverside Co-op",
        ]  # fmt: skip


async def test_a_branch_of_many_is_gone_through_page_by_page_or_searched() -> None:
    async with study(lessons("en")) as town:
        ada = await administrator(town)
        for n in range(10):
            await town.joined(f"Member {n}")
        await heard(town, ada, "/roles")
        await tap(town, ada, "North")
        assert len(ada.last.labels) == 9 and ada.last.labels[-1] == "More"
        await tap(town, ada, "More")
        assert ada.last.labels == ["Member 7", "Member 8", "Member 9"]
        await heard(town, ada, "/roles member")
        assert len(ada.last.labels) == 8 and "2 more" in ada.last.text
        assert "Nobody of that name" in await heard(town, ada, "/roles Zoe")


async def test_somebody_organizes_two_branches_and_says_which_a_command_is_about() -> None:
    async with study(lessons("en")) as town:
        ada = await administrator(town)
        olga = await town.joined("Olga", organizer=True)
        await heard(town, ada, "/roles olga")
        await tap(town, ada, "Make organizer of South")
        await tap(town, ada, "Yes")
        assert organizes(town, olga) == {"north", "south"}
        await heard(town, olga, "/invite")
        assert olga.last.document and olga.last.document.name == "poster-north.html"
        await heard(town, olga, "/branch")
        assert "South" in await tap(town, olga, "South")
        await heard(town, olga, "/invite")
        assert olga.last.document and olga.last.document.name == "poster-south.html"
        town.life.bot.store.revoke(town.member(olga).id, Role.ORGANIZER, SOUTH.key)
        await heard(town, olga, "/invite")
        assert olga.last.document and olga.last.document.name == "poster-north.html"


async def test_an_organizer_makes_nobody_anything_also_not_by_made_up_buttons() -> None:
    """A09, and A07 for the administrator of another branch."""
    async with study(lessons("en")) as town:
        olga = await town.joined("Olga", organizer=True)
        sven = await town.joined("Sven", "south")
        ann, store = await town.joined("Ann"), town.life.bot.store
        store.grant(Office(town.member(sven).id, Role.ADMINISTRATOR, SOUTH.key, town.life.clock.at))
        await heard(town, olga, "hello")
        unknown = olga.last.text
        north, whole = handle(NORTH.key), handle(None)
        for one, says in ((olga, unknown), (sven, "")):
            for id in (town.member(olga).id, town.member(ann).id, town.member(sven).id, 999):
                for letter, short in (("o", north), ("a", north), ("a", whole), ("x", north)):
                    one.press(one.heard[0], f"1croles|++|{letter}|{short}|{id}")
                    await town.settle()
                    assert says in one.last.text
        held = {name: [(o.role, o.branch) for o in store.offices(town.member(one).id)]
                for name, one in (("olga", olga), ("sven", sven), ("ann", ann))}  # fmt: skip
        assert held == {
            "olga": [(Role.ORGANIZER, "north")], "sven": [(Role.ADMINISTRATOR, "south")],
            "ann": [],
        }  # fmt: skip


async def test_a_branchs_administrator_names_its_organizers_and_nobody_elses() -> None:
    async with study(lessons("en")) as town:
        sven, bo = await town.joined("Sven", "south"), await town.joined("Bo", "south")
        ann, store = await town.joined("Ann"), town.life.bot.store
        store.grant(Office(town.member(sven).id, Role.ADMINISTRATOR, SOUTH.key, town.life.clock.at))
        assert "North" not in await heard(town, sven, "/roles")
        assert "Nobody of that name" in await heard(town, sven, "/roles ann")
        await heard(town, sven, "/roles bo")
        assert sven.last.labels == ["Make organizer of South"]
        await tap(town, sven, "Make organizer of South")
        await tap(town, sven, "Yes")
        assert organizes(town, bo) == {"south"} and organizes(town, ann) == frozenset()


async def test_the_last_administrator_stays_one_and_the_second_tap_is_told() -> None:
    """A21 for roles: who comes second learns that it was done."""
    async with study(lessons("en")) as town:
        ada = await administrator(town)
        ann = await town.joined("Ann")
        await heard(town, ada, "/roles ada")
        await tap(town, ada, "Take back: administrator of Riverside Co-op")
        assert "only administrator" in await tap(town, ada, "Yes")
        assert is_administrator(town, ada)
        await heard(town, ada, "/roles ann")
        await tap(town, ada, "Make administrator of Riverside Co-op")
        question = ada.last
        await tap(town, ada, "Yes")
        assert is_administrator(town, ann)
        ada.press(question, f"1croles|++|a|*|{town.member(ann).id}")
        await town.settle()
        assert "so already" in ada.last.text


@pytest.mark.parametrize(("language", "words"), [
    ("en", "North</b> has no organizer"), ("zh", "North</b>已经没有能联系到的组织者"),
])  # fmt: skip
@pytest.mark.parametrize("way", ["/stop", "/forget", "blocks the bot"])
async def test_administrators_hear_when_a_branch_has_lost_its_last_organizer(
    language: str, words: str, way: str
) -> None:
    """A10: once each time, however the last one went."""
    async with study(lessons(language)) as town:
        ada = await administrator(town, language=language)
        olga = await town.joined("Olga", language=language, organizer=True)
        ola = await town.joined("Ola", language=language, organizer=True)
        plain = words.replace("</b>", "")
        await heard(town, ola, "/stop")
        assert plain not in ada.transcript
        if way == "blocks the bot":
            olga.block()
        else:
            await heard(town, olga, way)
            if way == "/forget":
                olga.tap(olga.last, olga.last.labels[0])
        await town.settle()
        await town.life.pass_time(town.life.clock.at + timedelta(hours=2))
        assert ada.transcript.count(plain) == 1


def test_claim_is_in_no_menu() -> None:
    assert not COMMAND.listed
