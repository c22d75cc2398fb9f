"""What people try who are not meant to: nothing is recorded, and they learn nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.sandbox import Message, Person
from bot.sandbox.shapes import Json
from records.model import Role, State
from tests.dialogue import Town, study

QUIZ = """
# Question: Who can change our bylaws?

- [ ] The board
- [x] The general meeting

Explanation: Article 12.
"""
LESSONS = {"a/01-x.en.md": QUIZ}


def sent(town: Town) -> int:
    return sum("send" in call.method for call in town.life.telegram.journal.calls)


async def pulled(town: Town, person: Person) -> Message:
    person.say("/today")
    await town.settle()
    return person.last


def made_up(town: Town) -> None:
    """What Telegram handed over here was none of its own: it is not held against the Bot API."""
    calls = town.life.telegram.journal.calls
    calls[:] = [call for call in calls if call.method != "getUpdates"]


def answers(town: Town) -> int:
    return sum(1 for _ in town.life.bot.store.each_answer())


@pytest.mark.parametrize(
    ("number", "is_bot"), [(555, True), (777000, False), (1087968824, True), (136817688, True)]
)
async def test_bots_and_accounts_of_telegrams_own_cannot_join(number: int, is_bot: bool) -> None:
    async with study(LESSONS) as town:
        code, before = town.life.invited("north"), sent(town)
        source = {"id": number, "is_bot": is_bot, "first_name": "x"}
        town.life.telegram.push("message", {
            "message_id": 9, "date": 1, "from": source, "text": f"/start {code}",
            "chat": {"id": number, "type": "private", "first_name": "x"},
        })  # fmt: skip
        await town.settle()
        assert town.life.bot.store.at(str(number)) is None
        assert sent(town) == before


@pytest.mark.parametrize("options", [[7], [0, 1], [99], [-1], ["x"], [2**40], [True], []])
async def test_a_vote_that_cannot_be_is_no_answer_and_holds_nobody_up(options: object) -> None:
    async with study(LESSONS) as town:
        ann = await town.joined("Ann")
        message = await pulled(town, ann)
        assert message.poll is not None
        vote = {"user": ann.user.api(), "option_ids": options}
        town.life.telegram.push("poll_answer", {"poll_id": message.poll.id, **vote})
        await town.settle()
        assert answers(town) == 0
        ann.vote(message, 1)
        await town.settle()
        assert answers(town) == 1
        assert town.life.bot.store.parked() == 0
        made_up(town)


async def test_a_vote_without_persistent_ids_as_older_servers_send_it_counts() -> None:
    async with study(LESSONS) as town:
        ann = await town.joined("Ann")
        message = await pulled(town, ann)
        assert message.poll is not None
        vote: Json = {"poll_id": message.poll.id, "user": ann.user.api(), "option_ids": [1]}
        town.life.telegram.push("poll_answer", vote)
        await town.settle()
        assert answers(town) == 1
        made_up(town)


@pytest.mark.parametrize(
    "press",
    ["1csummary", "1cconfirm", "1cplan", "1ccontent", "1cupload|add|x", "1cpreview|=x", "1ccheck",
     "1ctemplate", "1xweek:north:2026-W48|xlsx"],
)  # fmt: skip
async def test_a_button_made_up_by_a_member_opens_nothing_of_an_organizers(press: str) -> None:
    async with study(LESSONS) as town:
        ann, stranger = await town.joined("Ann"), town.life.telegram.person("Stranger")
        stranger.say("hello")
        await town.settle()
        neutral = stranger.last.text
        ann.say("what?")
        await town.settle()
        known = {ann.last.text, "There is no such report for you."}
        for person, expected in ((ann, known), (stranger, {neutral, *known})):
            before = len(person.heard)
            person.press(person.heard[0], press)
            await town.settle()
            assert {message.text for message in person.heard[before:]} <= expected


async def test_the_report_of_a_branch_is_for_its_organizers_and_only_while_they_are() -> None:
    async with study(LESSONS) as town:
        await town.at("12:00", days=6)
        olga = await town.joined("Olga", organizer=True)
        sven = await town.joined("Sven", "south", organizer=True)
        for name in ("Ann", "Bo", "Cem", "Dan", "Eva"):
            await town.joined(name)
        await town.at("09:00", days=8)
        told = next(message for message in reversed(olga.heard) if message.photo)
        [button] = [button for row in told.buttons for button in row]
        assert button.data is not None
        sven.press(sven.heard[0], button.data)
        await town.settle()
        assert sven.last.document is None
        store = town.life.bot.store
        store.move(town.member(olga).id, State.LEFT, town.life.clock.at)
        olga.tap(told, "As a spreadsheet")
        await town.settle()
        assert not any(message.document for message in olga.heard)


async def test_a_group_hears_nothing_of_what_is_anybodys_own() -> None:
    async with study(LESSONS) as town:
        ann = await town.joined("Ann")
        await pulled(town, ann)
        group = town.life.telegram.group("All of us", [ann])
        group.add_bot(ann)
        group.promote_bot(ann)
        await town.settle()
        before = sent(town)
        for text in ("hello", "The general meeting", "B", "/stop@another_bot"):
            group.say(ann, text)
        await town.settle()
        assert sent(town) == before
        group.say(ann, "/today")
        await town.settle()
        assert not any(message.from_bot for message in group.messages)
        assert answers(town) == 0
        assert town.member(ann).state is State.LINKED
        assert town.life.bot.store.at(str(group.id)) is None


async def test_a_command_for_another_bot_and_a_forwarded_one() -> None:
    async with study(LESSONS) as town:
        ann, bo = await town.joined("Ann"), await town.joined("Bo")
        ann.say("/stop@another_bot")
        await town.settle()
        assert town.member(ann).state is State.LINKED
        ann.say("/stop", forwarded_from=bo)
        await town.settle()
        assert town.member(ann).state is State.LEFT
        assert town.member(bo).state is State.LINKED


async def test_an_organizers_code_for_another_branch_moves_nobody() -> None:
    async with study(LESSONS) as town:
        ann = await town.joined("Ann")
        ann.start(town.life.invited("south", organizer=True))
        await town.settle()
        assert (town.member(ann).branch, town.member(ann).role) == ("north", Role.MEMBER)


async def test_two_at_once_with_one_code_for_one() -> None:
    async with study(LESSONS) as town:
        code = town.life.invited("north", organizer=True)
        people = [town.life.telegram.person(name) for name in ("Ann", "Bo")]
        for person in people:
            person.start(code)
        await town.settle()
        for person in people:
            person.tap(person.last, "I agree")
        await town.settle()
        found = [town.life.bot.store.at(str(person.id)) for person in people]
        assert sum(member is not None for member in found) == 1


async def test_a_branch_that_is_configured_no_more_sends_nothing_and_breaks_nothing() -> None:
    async with study(LESSONS) as town:
        ann, sue = await town.joined("Ann"), await town.joined("Sue", "south")
        branches = town.life.bot.desk.branches
        town.life.bot.desk.branches = {
            key: replace(branch) for key, branch in branches.items() if key != "south"
        }
        before = len(sue.heard)
        await town.at("23:00")
        assert len(sue.heard) == before
        assert ann.last.poll is not None
        for text in ("/today", "/settings", "/more", "/plan", "hello", "/help"):
            sue.say(text)
        await town.settle()
        assert town.life.bot.store.parked() == 0
