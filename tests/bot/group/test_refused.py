"""What is tried in a group by those who may not: refused, neutral, nothing recorded."""

from __future__ import annotations

import pytest

from bot.press import Pick, Submit
from bot.sandbox.shapes import Json
from bot.telegram.callback import pack
from records.model import Kind, State
from tests.bot.group.together import QUIZ, Branch, tap, together
from tests.dialogue import Town, study

LESSONS = {"a/01-x.en.md": QUIZ, "a/02-y.en.md": QUIZ.replace("bylaws", "budget")}
ANONYMOUS, CHANNEL = 1087968824, 136817688


def answers(town: Town) -> int:
    return sum(1 for _ in town.life.bot.store.each_answer())


def said(north: Branch) -> int:
    return len(north.said)


@pytest.mark.parametrize(
    ("language", "told"), [("en", "This is not your question."), ("zh", "这不是您的题目。")]
)
async def test_somebody_elses_private_buttons_pressed_in_the_group(
    language: str, told: str
) -> None:
    async with study(LESSONS) as town:
        north = await together(town, language=language)
        ann, bo = north.members
        await town.at("09:00")
        theirs = next(d for d in town.life.bot.store.each_delivery()
                      if d.member == town.member(ann).id)  # fmt: skip
        for person in (ann, bo, north.olga, town.life.telegram.person("X", language)):
            person.press(north.question, pack(Submit(theirs.id, (1,))))
            await town.settle()
            assert person.alerts[-1] == told
        assert answers(town) == 0


@pytest.mark.parametrize("data", [
    "", "1", "x", "1g", "1g1", "1g1.", "1g1.9", "1g1.zzzzzzzzzzzzzzz", "1g99.0", "1g-1.0",
    "1gzzzzzzzzzzzzz.1", "1g1.0.0", "2g1.0", "1g1.٣", "1csummary", "1cforget", "1cgroup|off",
    "'; DROP TABLE answer;--", "<b>", "1g1.1" + "0" * 59,
])  # fmt: skip
async def test_made_up_data_does_nothing(data: str) -> None:
    async with study(LESSONS) as town:
        north = await together(town)
        await town.at("09:00")
        before = said(north)
        for person in (north.members[0], north.olga):
            person.press(north.question, data)
        await town.settle()
        assert answers(town) == 0 and said(north) == before
        assert town.life.bot.store.parked() == 0
        group = town.life.bot.store.groups()[0]
        assert group.daily


async def test_a_tap_counts_only_under_the_very_message_it_belongs_to() -> None:
    async with study(LESSONS) as town:
        north = await together(town)
        ann, bo = north.members
        await town.at("09:00")
        first = north.question
        number = town.life.bot.store.asked_in(town.member(ann).branch)[0].id
        elsewhere = town.life.telegram.group("Elsewhere", [ann])
        elsewhere.add_bot(north.olga)
        copied = elsewhere.say(ann, "look")
        for message in (copied, ann.heard[0], north.said[0]):
            ann.press(message, pack(Pick(number, 1)))
            await town.settle()
        assert answers(town) == 0
        assert (await tap(town, bo, first, "B")).startswith("Right.")


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "This is not your question."), ("zh", "这不是您的题目。")],
)
async def test_a_forged_press_reads_like_somebody_elses(language: str, told: str) -> None:
    async with study(LESSONS) as town:
        north = await together(town, language=language)
        await town.at("09:00")
        for data in ("x", "1g1", "2g1.0"):
            north.members[0].press(north.question, data)
            await town.settle()
            assert north.members[0].alerts[-1] == told
        assert answers(town) == 0


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "This group is another branch's."), ("zh", "这个群组属于另一个支部")],
)
async def test_an_organizer_of_another_branch_links_nothing(language: str, told: str) -> None:
    async with study(LESSONS) as town:
        north = await together(town, language=language)
        sven = await town.joined("Sven", "south", language, organizer=True)
        north.group.add(sven)
        before = said(north)
        north.group.say(sven, "/link")
        await town.settle()
        assert told in sven.last.text and said(north) == before
        assert town.life.bot.store.groups()[0].branch == "north"


async def test_a_number_beyond_the_options_is_none() -> None:
    async with study(LESSONS) as town:
        north = await together(town)
        ann, _ = north.members
        await town.at("09:00")
        number = town.life.bot.store.asked_in(town.member(ann).branch)[0].id
        for place in (3, 35, 36**5):
            ann.press(north.question, pack(Pick(number, place)))
        await town.settle()
        assert answers(town) == 0


@pytest.mark.parametrize("number", [None, ANONYMOUS, CHANNEL])
async def test_a_press_of_a_bot_or_of_nobody_counts_for_nothing(number: int | None) -> None:
    async with study(LESSONS) as town:
        north = await together(town)
        await town.at("09:00")
        source: Json = {
            "id": number or north.members[0].id, "is_bot": True, "first_name": "x",
        }  # fmt: skip
        town.life.telegram.push("callback_query", {
            "id": "77", "from": source, "message": north.question.api(town.life.clock.at),
            "chat_instance": "1", "data": north.question.buttons[0][0].data,
        })  # fmt: skip
        await town.settle()
        assert answers(town) == 0
        assert town.life.bot.store.parked() == 0


async def test_a_poll_forwarded_into_the_group_takes_no_votes_of_others() -> None:
    async with study(LESSONS) as town:
        north = await together(town)
        ann, bo = north.members
        ann.say("/today")
        await town.settle()
        poll = ann.last
        assert poll.poll is not None and poll.draft.protected
        bo.vote(poll, 1)
        town.life.telegram.person("X").vote(poll, 1)
        await town.settle()
        assert answers(town) == 0


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "Please write to me in private: here I cannot see who asks."),
     ("zh", "请私下给我发消息：在这里我看不出是谁在问。")],
)  # fmt: skip
@pytest.mark.parametrize("text", ["/link", "/group off", "/summary", "/stop"])
async def test_an_admin_who_hides_is_asked_to_write_in_private(
    text: str, language: str, told: str
) -> None:
    async with study(LESSONS) as town:
        north = await together(town, language=language)
        before = said(north)
        town.life.telegram.push("message", _hidden(town, north, text, ANONYMOUS))
        await town.settle()
        assert said(north) == before + 1
        assert north.said[-1].text == told
        assert town.life.bot.store.groups()[0].daily
        _made_up(town)


async def test_channels_and_strangers_get_nothing_at_all() -> None:
    async with study(LESSONS) as town:
        north = await together(town)
        before = said(north)
        town.life.telegram.push("message", _hidden(town, north, "hello", CHANNEL))
        stranger = town.life.telegram.person("Stranger")
        north.group.add(stranger)
        for text in ("/start", "/today", "/link", "/help", "/nosuchthing"):
            north.group.say(stranger, text)
        await town.settle()
        assert said(north) == before and not stranger.heard
        _made_up(town)


@pytest.mark.parametrize(
    ("language", "told"), [("en", "This is what I can do:"), ("zh", "我能做这些：")]
)
async def test_a_command_typed_in_the_group_is_answered_in_private_alone(
    language: str, told: str
) -> None:
    async with study(LESSONS) as town:
        north = await together(town, language=language)
        ann, _ = north.members
        await town.at("09:00")
        before = said(north)
        north.group.say(north.olga, "/summary")
        north.group.say(ann, "/help")
        await town.settle()
        assert said(north) == before
        assert told in ann.last.text
        assert "North" in north.olga.last.text
        heard = len(ann.heard)
        for text in ("/summary", "/plan", "/link", "/group off", "/nosuchthing", "/help@other_bot"):
            north.group.say(ann, text)
        await town.settle()
        assert len(ann.heard) == heard and said(north) == before
        assert town.member(ann).state is State.LINKED


async def test_an_edit_never_runs_a_command() -> None:
    async with study(LESSONS) as town:
        north = await together(town)
        message = north.group.say(north.olga, "hello")
        town.life.telegram.push("edited_message", {
            **message.api(town.life.clock.at), "edit_date": 1, "text": "/group off"})  # fmt: skip
        await town.settle()
        assert town.life.bot.store.groups()[0].daily


async def test_an_organizer_no_more_switches_nothing() -> None:
    async with study(LESSONS) as town:
        north = await together(town)
        store = town.life.bot.store
        store.move(town.member(north.olga).id, State.LEFT, town.life.clock.at)
        north.olga.press(north.olga.last, "1cgroup|off")
        north.group.say(north.olga, "/group off")
        await town.settle()
        assert store.groups()[0].daily


async def test_a_press_that_is_handled_twice_counts_once() -> None:
    async with study(LESSONS) as town:
        north = await together(town)
        ann, _ = north.members
        await town.at("09:00")
        for _ in range(5):
            ann.tap(north.question, "B")
        await town.settle()
        kept = [d for d in town.life.bot.store.each_delivery() if d.letter.kind is Kind.GROUP]
        assert len(kept) == 1 and answers(town) == 1


def _hidden(town: Town, north: Branch, text: str, number: int) -> Json:
    chat = north.group.chat.api()
    return {
        "message_id": 9000, "date": 1, "chat": chat, "sender_chat": chat, "text": text,
        "from": {"id": number, "is_bot": True, "first_name": "Group"},
    }  # fmt: skip


def _made_up(town: Town) -> None:
    """What Telegram handed over here was none of its own: it is not held against the Bot API."""
    calls = town.life.telegram.journal.calls
    calls[:] = [call for call in calls if call.method != "getUpdates"]
