"""Menus and descriptions: per language and kind of chat, told when they change, not before."""

from __future__ import annotations

from bot.sandbox import Person
from records.model import Role
from tests.bot.members.people import heard, lessons
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
