"""Every command works by buttons: from `/menu` on, or under the message that is its occasion.

A command without a button anywhere fails: the screens are walked through, button by button, by
somebody who may do everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.commands import commands
from bot.sandbox import Message, Person
from bot.telegram.callback import unpack
from bot.words import words
from records.model import BranchKey, Invite, Role, State
from records.people.invites import hashed, new_claim
from records.people.office import Office
from tests.bot.members.people import QUIZ, TASK, heard, lessons, tapped
from tests.dialogue import SOUTH, Town, study

LANGUAGES = ("en", "zh")
OCCASIONS = {
    "join": "the consent question", "start": "what who left reads",
    "claim": "who answers for the bot, as long as nobody administers the organisation",
    "try": "a task that asks for something to be tried", "upload": "a file that was sent",
    "link": "the bot was added to a group", "missed": "Sunday's offer", "slower": "days ignored",
    "tried": "a trial some days ago", "undo": "words taken for an answer",
    "confirm": "lessons that vanished", "resume": "a paused item",
    "regrade": "a corrected key", "talk": "a summary's people to talk to",
    "more": "today's item is done", "here": "a meeting is on", "waiting": "who waits to be let in",
}  # fmt: skip
"""Commands that have nothing to do but at one occasion, whose message carries the button."""


def pressed(message: Message) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """The commands of a message's buttons: name, arguments, label."""
    for row in message.buttons:
        for button in row:
            press = unpack(button.data or "")
            if press is not None and hasattr(press, "name"):
                yield press.name, press.args, button.text


async def walked(town: Town, person: Person) -> set[str]:
    """Every command that a button is seen for, from /menu on; each pressed once, but what ends
    it all."""
    await heard(town, person, "/menu")
    seen, done, waiting = {"menu"}, set[tuple[str, ...]](), [person.last]
    while waiting:
        message = waiting.pop()
        for name, args, label in pressed(message):
            seen.add(name)
            if (name, *args) in done or (args and name != "menu") or name == "stop":
                continue
            done.add((name, *args))
            before = len(person.heard)
            person.tap(message, label)
            await town.settle()
            assert len(person.heard) > before, f"{name} says nothing"
            waiting += person.heard[before:]
    return seen


@pytest.mark.parametrize("language", LANGUAGES)
async def test_from_the_menu_on_every_command_is_a_tap_away(language: str) -> None:
    async with study(lessons(language)) as town:
        olga = await town.joined("Olga", language=language, organizer=True)
        store, member, now = town.life.bot.store, town.member(olga), town.life.clock.at
        store.grant(Office(member.id, Role.ORGANIZER, SOUTH.key, now))
        store.grant(Office(member.id, Role.ADMINISTRATOR, None, now))
        seen = await walked(town, olga)
        there = {one.name for one in commands().values() if one.there(town.life.bot.desk)}
        assert there - seen - OCCASIONS.keys() == set()
        assert store.parked() == 0


async def test_a_members_menu_is_theirs_alone_and_who_holds_an_office_finds_it_behind_one_tap() -> (
    None
):
    async with study(lessons("en")) as town:
        ann, olga = await town.joined("Ann"), await town.joined("Olga", organizer=True)
        for person, more in ((ann, False), (olga, True)):
            await heard(town, person, "/menu")
            names = {name for name, *_ in pressed(person.last)}
            assert "today" in names and "plan" not in names
            assert ("For organizers and administrators" in person.last.labels) == more
        await tapped(town, olga, "For organizers and administrators")
        assert {"plan", "summary", "invite"} <= {name for name, *_ in pressed(olga.last)}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_buttons_of_coming_and_going(language: str) -> None:
    told = words(language)
    async with study(lessons(language)) as town:
        ann = town.life.telegram.person("Ann", language)
        ann.start(town.life.invited("north"))
        await town.settle()
        assert {name for name, *_ in pressed(ann.last)} == {"join"}
        await tapped(town, ann, told.say("I agree"))
        await heard(town, ann, "/stop")
        await tapped(town, ann, told.say("Come back"))
        await tapped(town, ann, told.say("I agree"))
        assert town.member(ann).state is State.LINKED
        await heard(town, ann, "/stop")
        assert await heard(town, ann, "hello") != told.say("Come back")
        assert {name for name, *_ in pressed(ann.last)} == {"start", "mydata", "forget"}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_first_administrator_comes_by_a_button_and_a_code(language: str) -> None:
    told = words(language)
    async with study(lessons(language)) as town:
        ann, ben = [await town.joined(name, language=language) for name in ("Ann", "Ben")]
        await heard(town, ann, "/privacy")
        await tapped(town, ann, told.say("Who answers for this bot"))
        assert "studybot claim" in await tapped(
            town, ann, told.say("Become the first administrator")
        )
        code, now = new_claim(), town.life.clock.at
        invite = Invite(hashed(code), BranchKey("north"), Role.ADMINISTRATOR, now)
        town.life.bot.store.invite(invite)
        assert "/roles" in await heard(town, ann, code)
        await heard(town, ben, "/developer_info")
        assert "claim" not in {name for name, *_ in pressed(ben.last)}


async def test_whoever_asks_learns_who_answers_for_the_bot_by_a_button() -> None:
    async with study(lessons("en")) as town:
        stranger = town.life.telegram.person("S")
        await heard(town, stranger, "/privacy")
        assert [name for name, *_ in pressed(stranger.last)] == ["developer_info"]
        text = await tapped(town, stranger, "Who answers for this bot")
        assert "Studybot" in text and "Riverside" not in text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_words_that_mean_nothing_leave_two_taps_to_go_on(language: str) -> None:
    async with study({"a/01-x.en.md": QUIZ["en"], "a/01-x.zh.md": QUIZ["zh"]}) as town:
        ann = await town.joined("Ann", language=language)
        await heard(town, ann, "what?")
        assert [name for name, *_ in pressed(ann.last)] == ["today", "menu"]
        ann.tap(ann.last, ann.last.labels[0])
        await town.settle()
        assert ann.last.poll is not None


@pytest.mark.parametrize("name", sorted(OCCASIONS))
def test_every_occasion_has_its_button(name: str) -> None:
    """That it is made somewhere at all; the dialogues of the occasion tap it."""
    made = re.compile(rf"""(Press|Command|Again)\(\s*"{name}"[,)]""")
    rooms = Path(__file__).parents[3] / "bot"
    where = [
        path
        for path in rooms.rglob("*.py")
        if re.search(made, re.sub(r"COMMAND = Command\([^)]*\)", "", path.read_text("utf-8")))
    ]
    assert where, f"no button is made for /{name}"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_task_offers_to_be_tried(language: str) -> None:
    async with study({f"a/01-x.{language}.md": TASK[language].format(n=1)}) as town:
        ann = await town.joined("Ann", language=language)
        await heard(town, ann, "/today")
        assert "try" in {name for name, *_ in pressed(ann.last)}
