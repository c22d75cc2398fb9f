"""Menus and descriptions: per language and kind of chat, told when they change, not before."""

from __future__ import annotations

import pytest

from bot.commands import commands
from bot.menus import AT_ONCE, Menus
from bot.request import SPEAKS
from bot.sandbox import Person
from bot.words import words
from records.model import BranchKey, Invite, Role
from tests.bot.members.people import heard, lessons, tapped
from tests.bot.members.test_waiting import guarded
from tests.dialogue import Town, study


def offered(town: Town, person: Person, language: str = "") -> list[str]:
    """The commands somebody's app shows in their chat with the bot."""
    seen = town.life.telegram.profile.seen_by(person.id, language)
    return [str(one["command"]) for one in seen]


async def test_who_becomes_an_organizer_has_the_commands_at_once_and_only_while_they_are() -> None:
    async with study(lessons("en")) as town:
        ann = await town.joined("Ann")
        assert "today" in offered(town, ann) and "plan" not in offered(town, ann)
        ann.start(town.life.invited("north", organizer=True))
        await town.settle()
        assert "plan" in offered(town, ann) and "plan" in offered(town, ann, "zh")
        member = town.member(ann)
        town.life.bot.store.revoke(member.id, Role.ORGANIZER, member.branch)
        await town.life.bot.menus.show()
        assert "today" in offered(town, ann) and "plan" not in offered(town, ann)


async def test_an_organizer_who_left_has_the_members_menu_again() -> None:
    async with study(lessons("en")) as town:
        olga = await town.joined("Olga", organizer=True)
        assert "plan" in offered(town, olga)
        await heard(town, olga, "/stop")
        assert "plan" not in offered(town, olga)


def described(town: Town, person: Person, language: str) -> str:
    """How somebody's app describes /today that is set to `language`."""
    seen = town.life.telegram.profile.seen_by(person.id, language)
    return next(str(one["description"]) for one in seen if one["command"] == "today")


@pytest.mark.parametrize(("app", "chosen"), [("en", "zh"), ("zh", "en"), ("fr", "zh")])
async def test_the_menu_speaks_the_language_that_was_chosen_and_follows_the_app_again(
    app: str, chosen: str
) -> None:
    told = commands()["today"].what
    async with study({**lessons("en"), **lessons("zh")}) as town:
        ann, ben = [await town.joined(name, language=app) for name in ("Ann", "Ben")]
        journal = town.life.telegram.journal
        before = len(journal.of("setMyCommands"))
        await heard(town, ann, f"/settings language {chosen}")
        for tongue in ("en", "zh", "fr"):
            assert described(town, ann, tongue) == words(chosen).say(told)
        assert described(town, ben, app) == words("en" if app == "fr" else app).say(told)
        assert len(journal.of("setMyCommands")) == before + 1
        await heard(town, ann, f"/settings language {'en' if app == 'fr' else app}")
        assert described(town, ann, chosen) == words(chosen).say(told)
        assert described(town, ann, app) == words("en" if app == "fr" else app).say(told)


async def test_the_menu_is_in_the_language_that_is_spoken_from_the_start() -> None:
    """The organisation speaks Chinese first; an app in French would show an English menu."""
    async with study(lessons("zh")) as town:
        town.life.bot.desk.languages = ("zh", "en")
        ann, ben = await town.joined("Ann", language="fr"), await town.joined("Ben", language="en")
        told = commands()["today"].what
        assert described(town, ann, "fr") == words("zh").say(told)
        assert described(town, ben, "en") == told


async def test_an_organizer_keeps_their_commands_in_the_language_they_chose() -> None:
    async with study({**lessons("en"), **lessons("zh")}) as town:
        olga = await town.joined("Olga", organizer=True)
        await heard(town, olga, "/settings language zh")
        assert "plan" in offered(town, olga, "en")
        assert described(town, olga, "en") == words("zh").say(commands()["today"].what)
        member = town.member(olga)
        town.life.bot.store.revoke(member.id, Role.ORGANIZER, member.branch)
        await town.life.bot.menus.show()
        assert "plan" not in offered(town, olga)
        assert described(town, olga, "en") == words("zh").say(commands()["today"].what)


@pytest.mark.parametrize("organizer", [True, False])
@pytest.mark.parametrize("way", ["/stop", "/forget"])
async def test_who_goes_leaves_no_menu_behind(way: str, organizer: bool) -> None:
    async with study({**lessons("en"), **lessons("zh")}) as town:
        await town.joined("Ben", organizer=True)
        ann = await town.joined("Ann", organizer=organizer)
        await heard(town, ann, "/settings language zh")
        profile = town.life.telegram.profile
        assert any(scope == ("chat", ann.id, None) for scope, _ in profile.commands)
        await heard(town, ann, way)
        if way == "/forget":
            ann.tap(ann.last, ann.last.labels[0])
            await town.settle()
        left = [menu for (scope, _), menu in profile.commands.items() if scope[1] == ann.id]
        assert not any(left) and described(town, ann, "en") == "Today's item, now"


async def test_a_menu_that_is_out_of_date_after_a_restart_is_put_right() -> None:
    """Who lost an office while the bot was off has no longer menu, by what was noted alone."""
    async with study(lessons("en")) as town:
        olga = await town.joined("Olga", organizer=True)
        member, bot = town.member(olga), town.life.bot
        bot.store.revoke(member.id, Role.ORGANIZER, member.branch)
        await Menus(bot.desk, bot.messenger).show()
        assert "plan" not in offered(town, olga)


async def test_many_menus_at_once_keep_nobodys_reply_waiting() -> None:
    """As many as one look tells, then the rest; later looks have nothing to tell."""
    async with study(lessons("en")) as town:
        store, now = town.life.bot.store, town.life.clock.at
        invite = Invite("a" * 64, BranchKey("north"), Role.MEMBER, now)
        store.invite(invite)
        for n in range(AT_ONCE + 20):
            member = store.link(invite, str(70_000 + n), "Ann", "zh", now)
            store.note(f"{SPEAKS}{member.id}", "zh")
        told = []
        for _ in range(3):
            before = len(town.life.telegram.journal.of("setMyCommands"))
            await town.life.bot.menus.show()
            told.append(len(town.life.telegram.journal.of("setMyCommands")) - before)
        assert told == [AT_ONCE, 20, 0]


async def test_menus_are_told_in_each_language_and_not_again_without_a_change() -> None:
    async with study(lessons("en")) as town:
        ann = await town.joined("Ann")
        seen = town.life.telegram.profile.seen_by(ann.id, "zh")
        [today] = [str(one["description"]) for one in seen if one["command"] == "today"]
        assert today[0] >= "\u4e00"
        journal = town.life.telegram.journal
        told = len(journal.of("setMyCommands")), len(journal.of("setMyDescription"))
        assert all(told)
        await town.at("12:00", days=1)
        assert (len(journal.of("setMyCommands")), len(journal.of("setMyDescription"))) == told


async def test_the_description_is_what_any_stranger_reads() -> None:
    async with study(lessons("en")) as town:
        texts = town.life.telegram.profile.descriptions
        assert "invited people" in texts[""] and "受邀" in texts["zh"]
        assert not any("Riverside" in text for text in texts.values())
        assert all(town.life.telegram.profile.shorts[one] for one in ("", "zh"))


async def test_a_group_is_offered_what_is_said_in_groups_alone() -> None:
    async with study(lessons("en")) as town:
        scopes = {scope for (scope, _), _ in town.life.telegram.profile.commands.items()}
        assert {kind for kind, _, _ in scopes} == {"all_private_chats", "all_chat_administrators"}


async def test_who_is_let_in_has_the_menu_in_the_language_the_bot_speaks_to_them() -> None:
    """Their app shows none of the bot's languages: the bot speaks the organisation's first."""
    told = commands()["today"].what
    async with guarded() as (town, olga):
        desk = town.life.bot.desk
        desk.languages = ("zh", "en")
        ann = town.life.telegram.person("Ann", "fr")
        ann.start(town.life.invited("north"))
        await town.settle()
        await tapped(town, ann, "我同意")
        assert described(town, ann, "fr") == words("en").say(told)
        await tapped(town, olga, "Who waits to be let in")
        await tapped(town, olga, "Let in")
        await town.life.bot.menus.show()
        assert described(town, ann, "fr") == words("zh").say(told)
