"""Messages that stand in the chat under no id that we know: answers to them are not lost."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.sandbox import Fault, until
from bot.telegram import doubts
from content.item import Chosen, Written
from records.model import Delivery, Fate
from tests.dialogue import Town, study

QUIZ = "# Question: Number {n}?\n\n- [ ] No\n- [x] Yes\n\nExplanation: Because {n}.\n"
OPEN = "# Open question: Number {n}?\n"
ORDER = "# Order: Number {n}?\n\n1. Move\n2. Second\n3. Vote\n"
LOST = Fault.hang_up(accepted=True)


def lessons(*texts: str) -> dict[str, str]:
    return {f"a/{n}.en.md": text.format(n=n) for n, text in enumerate(texts)}


def asked(town: Town, number: int) -> Delivery:
    """The delivery of the question with this number."""
    all_ = town.life.bot.store.each_delivery()
    [found] = [one for one in all_ if one.letter.item and f" {number}?" in one.letter.item.text]
    return found


async def test_while_a_poll_may_be_open_under_no_id_the_next_question_has_buttons() -> None:
    async with study(lessons(QUIZ, QUIZ, QUIZ)) as town:
        ann = await town.joined("Ann")
        town.life.telegram.faults.next("sendPoll", LOST)
        ann.say("/more")
        await town.life.heard()
        doubted = ann.last
        town.life.telegram.faults.next("sendMessage", LOST)
        ann.say("/more")
        await town.life.heard()
        lettered = ann.last
        assert doubted.poll and not lettered.poll and lettered.labels == ["A", "B"]
        ann.vote(doubted, 1)
        ann.tap(lettered, "A")
        await town.settle()
        first, second = asked(town, 0), asked(town, 1)
        store = town.life.bot.store
        replies = [store.answer(one.id) for one in (first, second)]
        assert [one and one.reply for one in replies] == [Chosen((1,)), Chosen((0,))]
        assert {first.fate, second.fate} == {Fate.SENT}


async def test_a_vote_is_never_taken_for_the_answer_to_something_with_steps() -> None:
    async with study(lessons(QUIZ, ORDER)) as town:
        ann = await town.joined("Ann")
        for method in ("sendPoll", "sendMessage"):
            town.life.telegram.faults.next(method, LOST)
            ann.say("/more")
            await town.life.heard()
        [poll] = [message for message in ann.heard if message.poll]
        ann.vote(poll, 0)
        await town.settle()
        store = town.life.bot.store
        kept = store.answer(asked(town, 0).id)
        assert kept is not None and kept.reply == Chosen((0,))
        assert store.answer(asked(town, 1).id) is None


async def test_words_under_a_message_of_unknown_id_are_the_answer_to_it() -> None:
    async with study(lessons(OPEN, OPEN)) as town:
        ann = await town.joined("Ann")
        doubted = []
        for _ in range(2):
            town.life.telegram.faults.next("sendMessage", LOST)
            ann.say("/more")
            await town.life.heard()
            doubted.append(ann.last)
            await town.life.pass_time(town.life.clock.at.replace(minute=30))  # it is sent again
        ann.say("to the second", reply_to=doubted[1])
        ann.say("to the first", reply_to=doubted[0])
        await town.settle()
        store = town.life.bot.store
        replies = [store.answer(asked(town, n).id) for n in (0, 1)]
        assert [one and one.reply for one in replies] == [
            Written("to the first"), Written("to the second"),
        ]  # fmt: skip


async def test_words_under_a_message_that_asks_nothing_answer_nothing() -> None:
    async with study(lessons(OPEN)) as town:
        ann = await town.joined("Ann")
        welcome = ann.last
        ann.say("/more")
        await town.settle()
        ann.say("hello", reply_to=welcome)
        await town.settle()
        assert list(town.life.bot.store.each_answer()) == []


async def test_a_vote_that_is_faster_than_the_answer_to_the_sending_counts() -> None:
    async with study(lessons(QUIZ)) as town:
        ann = await town.joined("Ann")
        town.life.telegram.faults.next("sendPoll", Fault.slow(after=0.4))
        town.life.clock.at += timedelta(hours=1)
        await town.life.bot.beat_all()
        sending = asyncio.create_task(town.life.bot.carry())
        await until(town.life.telegram, lambda: ann.last.poll is not None)
        ann.vote(ann.last, 1)
        await town.life.heard()
        await sending
        await town.settle()
        delivery = asked(town, 0)
        kept = town.life.bot.store.answer(delivery.id)
        assert kept is not None and kept.reply == Chosen((1,))
        assert delivery.fate is Fate.SENT and ann.transcript.count("Because 0.") == 1


async def test_a_late_vote_is_not_taken_for_the_answer_to_what_went_with_buttons() -> None:
    """The poll of the first has closed; the second had buttons since it was open, and is in doubt
    as well."""
    async with study(lessons(QUIZ, QUIZ)) as town:
        ann = await town.joined("Ann")
        for method in ("sendPoll", "sendMessage"):
            town.life.telegram.faults.next(method, LOST)
            ann.say("/more")
            await town.life.heard()
            town.life.clock.at += doubts.OPEN - timedelta(hours=1)
        [poll] = [message for message in ann.heard if message.poll]
        ann.vote(poll, 1)
        await town.life.heard()
        store = town.life.bot.store
        kept = store.answer(asked(town, 0).id)
        assert kept is not None and kept.reply == Chosen((1,))
        assert store.answer(asked(town, 1).id) is None


async def test_of_two_polls_of_unknown_id_the_newer_is_open_also_by_a_clock_put_back() -> None:
    async with study(lessons(QUIZ, QUIZ)) as town:
        ann = await town.joined("Ann")
        for ahead in (timedelta(0), 2 * doubts.OPEN):
            town.life.clock.at += ahead
            town.life.telegram.faults.next("sendPoll", LOST)
            ann.say("/more")
            await town.life.heard()
        town.life.clock.at -= 2 * doubts.OPEN
        _, newer = [message for message in ann.heard if message.poll]
        ann.vote(newer, 1)
        await town.life.heard()
        store = town.life.bot.store
        kept = store.answer(asked(town, 1).id)
        assert kept is not None and kept.reply == Chosen((1,))
        assert store.answer(asked(town, 0).id) is None
