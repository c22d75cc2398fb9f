"""How a group is linked, lost, moved and left."""

from __future__ import annotations

import pytest

from bot.sandbox import Message, Person
from bot.sandbox.faults import Fault
from bot.words import words
from records.group import Silent
from records.model import BranchKey
from records.sqlite.store import SqliteStore
from tests.bot.group.together import IN_BOTH, LESSONS, Branch, tap, together
from tests.dialogue import Town, study

NORTH = BranchKey("north")
BYE = "This bot works in groups that an organizer has linked. Goodbye."


def gone(town: Town, north: Branch) -> bool:
    """Whether the bot has left."""
    return north.group.chat.members[town.life.telegram.bot.id] == "left"


def asked(north: Branch) -> list[Message]:
    return [message for message in north.said if message.buttons]


def kept(town: Town) -> int:
    """Updates that were ever put in the inbox."""
    store = town.life.bot.store
    assert isinstance(store, SqliteStore)
    [[count]] = store._rows("SELECT count(*) FROM arrived")
    return int(count)


def heard(person: Person, words_: str) -> int:
    return sum(words_ in message.text for message in person.heard)


@IN_BOTH
async def test_an_organizer_adds_the_bot_and_links_it_in_the_group(language: str) -> None:
    told = words(language)
    async with study(LESSONS) as town:
        north = await together(town, language=language)
        assert len(north.said) == 1 and "North" in north.said[0].text
        assert told.say("The question of the day stands in your branch's group.") in (
            message.text for message in north.olga.heard
        )
        group = town.life.bot.store.group_of(NORTH)
        assert group is not None and group.chat == str(north.group.id) and group.by == ""


@IN_BOTH
async def test_or_by_the_button_that_comes_in_private(language: str) -> None:
    async with study(LESSONS) as town:
        north = await together(town, language=language, link=False)
        assert not north.said
        label = words(language).say("Link it to %(branch)s", branch="North")
        north.olga.tap(north.olga.last, label)
        await town.settle()
        assert town.life.bot.store.group_of(NORTH) is not None
        assert len(north.said) == 1


@IN_BOTH
async def test_a_group_that_nobody_links_within_a_day_is_left(language: str) -> None:
    async with study(LESSONS) as town:
        north = await together(town, language=language, link=False)
        await town.at("07:30", days=1)
        assert not north.said and not gone(town, north)
        await town.at("08:30")
        assert [message.text for message in north.said] == [words(language).say(BYE)]
        assert gone(town, north)
        assert not town.life.bot.store.groups()


@IN_BOTH
@pytest.mark.parametrize("who", ["stranger", "member"])
async def test_added_by_anybody_else_it_says_a_neutral_line_and_leaves(
    who: str, language: str
) -> None:
    async with study(LESSONS) as town:
        ann = (
            await town.joined("Ann", language=language) if who == "member"
            else town.life.telegram.person("X", language)
        )  # fmt: skip
        group = town.life.telegram.group("Elsewhere", [ann])
        group.add_bot(ann)
        await town.settle()
        await town.at("09:00")
        assert [m.text for m in group.messages if m.from_bot] == [words(language).say(BYE)]
        assert group.chat.members[town.life.telegram.bot.id] == "left"
        assert not town.life.bot.store.groups()


async def test_a_line_lost_on_the_way_out_is_not_said_twice_and_the_bot_goes() -> None:
    async with study(LESSONS) as town:
        stranger = town.life.telegram.person("X")
        group = town.life.telegram.group("Elsewhere", [stranger])
        town.life.telegram.faults.next("leaveChat", Fault.flood(), Fault.flood())
        group.add_bot(stranger)
        await town.settle()
        await town.at("10:00")
        assert [m.text for m in group.messages if m.from_bot] == [BYE]
        assert group.chat.members[town.life.telegram.bot.id] == "left"


@IN_BOTH
async def test_only_who_added_it_may_press_the_button_and_only_organizers_may_link(
    language: str,
) -> None:
    async with study(LESSONS) as town:
        north = await together(town, language=language, link=False)
        omar = await town.joined("Omar", "south", language, organizer=True)
        data = f"1clink|{north.group.id}"
        for person in (omar, north.members[0]):
            person.press(person.heard[0], data)
        north.group.say(north.members[0], "/link")
        await town.settle()
        assert town.life.bot.store.group_of(NORTH) is None
        assert town.life.bot.store.group_of(BranchKey("south")) is None
        north.group.say(north.olga, "/link")
        await town.settle()
        north.group.add(omar)
        north.group.say(omar, "/link")
        await town.settle()
        assert omar.last.text == words(language).say(
            "This group is another branch's. Nothing was changed."
        )
        assert town.life.bot.store.group_of(NORTH) is not None


async def test_a_branch_has_one_group_the_earlier_is_left() -> None:
    async with study(LESSONS) as town:
        north = await together(town)
        other = town.life.telegram.group("New", [north.olga])
        other.add_bot(north.olga)
        await town.settle()
        other.say(north.olga, "/link")
        await town.settle()
        await town.at("09:00")
        assert gone(town, north) and not asked(north)
        assert sum(bool(message.buttons) for message in other.messages) == 1


async def test_the_question_stands_in_the_topic_in_which_it_was_linked() -> None:
    async with study(LESSONS) as town:
        north = await together(town, link=False)
        supergroup = north.group.migrate()
        thread, other = supergroup.topic(), supergroup.topic()
        await town.settle()
        supergroup.say(north.olga, "/link", thread=thread)
        await town.settle()
        await town.at("09:00", days=1)
        said = [message for message in supergroup.messages if message.from_bot]
        assert len(said) == 4  # hello, question, totals, question
        assert {message.draft.thread for message in said} == {thread} != {other}


@IN_BOTH
async def test_a_closed_topic_is_told_once_in_private_and_no_more_is_posted(language: str) -> None:
    told = words(language)
    async with study(LESSONS) as town:
        north = await together(town, language=language, link=False)
        forum = north.group.migrate()
        thread = forum.topic()
        await town.settle()
        forum.say(north.olga, "/link", thread=thread)
        await town.settle()
        forum.close_topic(thread)
        await town.at("12:00", days=2)
        assert sum(message.from_bot for message in forum.messages) == 1
        sentence = told.say(
            "The topic of your branch's group in which the question stood is closed or gone. "
            "Nothing is posted until somebody opens it and sends /group on, or writes /link "
            "in another topic.")  # fmt: skip
        assert heard(north.olga, sentence) == 1
        group = town.life.bot.store.group_of(NORTH)
        assert group is not None and group.silent is Silent.TOPIC
        forum.chat.topics[thread] = True
        north.olga.say("/group on")
        await town.settle()
        await town.at("12:00", days=1)
        assert sum(bool(message.buttons) for message in forum.messages) == 1


async def test_a_group_that_becomes_a_supergroup_goes_on_there() -> None:
    async with study(LESSONS) as town:
        north = await together(town)
        whole = north.group.migrate()
        await town.at("09:00")
        assert sum(bool(message.buttons) for message in whole.messages) == 1
        assert len(asked(north)) == 0
        [group] = town.life.bot.store.groups()
        assert group.chat == str(whole.id)


async def test_where_only_the_refusal_tells_of_it_the_message_is_sent_once() -> None:
    async with study(LESSONS) as town:
        north = await together(town)
        whole = north.group.migrate()
        town.life.telegram.updates.clear()  # the news of it was lost
        await town.at("09:00")
        assert sum(bool(message.buttons) for message in whole.messages) == 1
        [group] = town.life.bot.store.groups()
        assert group.chat == str(whole.id)


@IN_BOTH
async def test_moved_while_a_question_stands_its_taps_count_and_its_totals_come(
    language: str,
) -> None:
    async with study(LESSONS) as town:
        north = await together(town, 5, language)
        await town.at("09:00")
        question = north.question
        for person in north.members[:4]:
            await tap(town, person, question, "A")
        whole = north.group.migrate()
        await town.settle()
        await tap(town, north.members[4], question, "A")
        await town.at("09:00", days=1)
        answers = words(language).many("%(n)s answer.", "%(n)s answers.", 5)
        totals = [m for m in whole.messages if m.from_bot and answers in m.text]
        assert len(totals) == 1


async def test_moved_unheard_between_the_totals_and_the_next_question_both_come() -> None:
    """The question was looked for under the old number, and given up as for no group."""
    async with study(LESSONS) as town:
        north = await together(town)
        await town.at("09:00")
        whole = north.group.migrate()
        town.life.telegram.updates.clear()  # the news of it was lost
        await town.at("09:00", days=1)
        totals, question = [m for m in whole.messages if m.from_bot]
        assert "The question is over" in totals.text and question.buttons


@IN_BOTH
@pytest.mark.parametrize("how", ["removed", "muted"])
async def test_thrown_out_or_muted_it_stops_and_tells_the_organizer_once(
    how: str, language: str
) -> None:
    async with study(LESSONS) as town:
        north = await together(town, language=language)
        owner = north.olga
        north.group.remove_bot(owner) if how == "removed" else north.group.mute_bot(owner)
        await town.settle()
        calls = len(town.life.telegram.journal.calls)
        await town.at("12:00", days=3)
        told = "any more. Nothing is posted there" if language == "en" else "那里不会发布任何内容"
        assert heard(owner, told) == 1
        to_group = [c for c in town.life.telegram.journal.calls[calls:]
                    if c.params.integer("chat_id") == north.group.id]  # fmt: skip
        assert not to_group and not asked(north)


async def test_allowed_to_write_again_it_goes_on() -> None:
    async with study(LESSONS) as town:
        north = await together(town)
        north.group.mute_bot(north.olga)
        await town.at("12:00")
        assert not asked(north)
        north.group.free_bot(north.olga)
        await town.at("12:30")
        assert len(asked(north)) == 1
        await town.at("12:00", days=1)
        assert len(asked(north)) == 2


@IN_BOTH
async def test_a_refusal_is_enough_where_the_news_was_lost(language: str) -> None:
    async with study(LESSONS) as town:
        north = await together(town, language=language)
        north.group.remove_bot(north.olga)
        town.life.telegram.updates.clear()
        await town.at("12:00", days=3)
        assert heard(north.olga, words(language).say(
            "I am not in your branch's group any more. Nothing is posted there. To have me back, "
            "add me and write /link.")) == 1  # fmt: skip


@IN_BOTH
async def test_gone_public_nothing_is_posted_and_the_organizer_is_warned(language: str) -> None:
    told = words(language)
    async with study(LESSONS) as town:
        north = await together(town, language=language)
        north.group.go_public("riverside_north")
        await town.at("12:00", days=2)
        assert not asked(north)
        sentence = told.say(
            "Your branch's group is public: anybody can read along. Nothing is posted there any "
            "more. Make it private, then send /group on.")  # fmt: skip
        assert heard(north.olga, sentence) == 1


@IN_BOTH
async def test_made_an_administrator_it_drops_what_is_not_for_it_before_it_is_stored(
    language: str,
) -> None:
    async with study(LESSONS) as town:
        north = await together(town, language=language)
        ann, bo = north.members
        north.group.promote_bot(north.olga)
        await town.settle()
        before = kept(town)
        said = north.group.say(ann, "my salary is secret")
        north.group.say(bo, "mine too", reply_to=said)
        north.group.say(bo, "/vote@another_bot secret")
        north.group.say(ann, "/today")
        await town.settle()
        assert kept(town) == before + 1  # the command, and nothing else
        await town.at("12:00")
        assert heard(north.olga, words(language).say(
            "In your branch's group I was made an administrator. That is not needed. What is said "
            "there and not to me is dropped unread; better take the right away.")) == 1  # fmt: skip
        assert len(asked(north)) == 1


async def test_a_question_whose_sending_is_in_doubt_is_not_posted_twice() -> None:
    async with study(LESSONS) as town:
        north = await together(town)
        town.life.telegram.faults.when(
            lambda call: (
                call.method == "sendMessage" and call.params.integer("chat_id") == north.group.id
            ),
            Fault.hang_up(accepted=True),
        )
        await town.at("09:00")
        assert len(asked(north)) == 1
        await town.at("12:00")
        assert len(asked(north)) == 1
        assert (await tap(town, north.members[0], north.question, "A")) != ""
        await town.at("09:00", days=1)
        assert any("The question is over." in message.text for message in north.said)


async def test_certainly_not_received_it_is_posted_a_little_later() -> None:
    async with study(LESSONS) as town:
        north = await together(town)
        town.life.telegram.faults.when(
            lambda call: (
                call.method == "sendMessage" and call.params.integer("chat_id") == north.group.id
            ),
            Fault.flood(),
        )
        await town.at("09:30")
        assert len(asked(north)) == 1
