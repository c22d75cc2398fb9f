"""Telegram fails in all its ways: nobody is lost, nothing comes more than once too often."""

from __future__ import annotations

import asyncio
import socket
from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox import Fault, Limits, Message, Person, Telegram, until
from bot.sandbox.faults import ALL
from bot.telegram import messenger
from bot.telegram.api import Api
from bot.telegram.messenger import Messenger
from bot.telegram.pace import Pace
from bot.telegram.wire import Wire
from records.memory import MemoryStore
from records.model import BranchKey, Delivery, Fate, Invite, Kind, Letter, Role, State
from records.people.own import CONSENT, Consent
from scheduler.post import Post
from tests.dialogue import Town, study

QUIZ = """
# Question: Who can change our bylaws?

- [ ] The board
- [x] The general meeting

Explanation: Article 12.
"""
LESSONS = {"a/01-x.en.md": QUIZ}
IDS = [f"{fault.answer.name}-{fault.accepted}" for fault in ALL]


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messenger, "PAUSES", (0.01,) * 9)


def polls(person: Person) -> list[Message]:
    return [message for message in person.heard if message.poll]


def todays(town: Town, person: Person, occasion: str = "day:2026-11-23") -> Delivery:
    found = town.life.bot.store.by_occasion(town.member(person).id, occasion)
    assert found is not None
    return found


@pytest.mark.parametrize("fault", ALL, ids=IDS)
async def test_the_days_item_comes_at_least_once_and_at_most_twice(fault: Fault) -> None:
    async with study(LESSONS) as town:
        ann, bo = await town.joined("Ann"), await town.joined("Bo")
        chat = ann.id
        town.life.telegram.faults.when(
            lambda call: call.method == "sendPoll" and call.params.integer("chat_id") == chat, fault
        )
        await town.at("10:00")
        assert todays(town, ann).fate is Fate.SENT
        assert len(polls(ann)) == (2 if fault.accepted else 1)
        assert len(polls(bo)) == 1
        assert town.member(ann).state is State.LINKED


@pytest.mark.parametrize("fault", ALL, ids=IDS)
async def test_the_explanation_comes_and_the_answer_counts_once(fault: Fault) -> None:
    async with study(LESSONS) as town:
        ann = await town.joined("Ann")
        await town.at("09:00")
        town.life.telegram.faults.next("sendMessage", fault)
        ann.vote(ann.last, 1)
        await town.settle()
        told = [message for message in ann.heard if "Article 12." in message.text]
        assert len(told) == (2 if fault.accepted else 1)
        kept = town.life.bot.store.answer(todays(town, ann).id)
        assert kept is not None and kept.mark == 1.0


async def test_a_letter_that_telegram_cannot_parse_is_no_lost_member() -> None:
    async with study(LESSONS) as town:
        ann = await town.joined("Ann")
        letter = Letter(town.member(ann).id, Kind.NOTICE, "bad", town.life.clock.at, body="<b>open")
        town.life.bot.store.post([letter])
        await town.at("10:00")
        bad = todays(town, ann, "bad")
        assert bad.fate is Fate.FAILED
        assert "parse" in bad.reason
        assert town.member(ann).state is State.LINKED
        assert len(polls(ann)) == 1


async def test_a_letter_that_cannot_be_drawn_holds_up_nobody() -> None:
    async with study(LESSONS) as town:
        ann, bo = await town.joined("Ann"), await town.joined("Bo")
        letter = Letter(town.member(ann).id, Kind.SUMMARY, "bad", town.life.clock.at, body="none")
        town.life.bot.store.post([letter])
        await town.at("10:00")
        assert todays(town, ann, "bad").fate is Fate.FAILED
        assert (len(polls(ann)), len(polls(bo))) == (1, 1)


async def test_today_while_it_is_being_sent() -> None:
    async with study(LESSONS) as town:
        ann = await town.joined("Ann")
        town.life.telegram.faults.next("sendPoll", Fault.slow(after=0.3))
        town.life.clock.at += timedelta(hours=1)
        await town.life.bot.beat_all()
        sending = asyncio.create_task(town.life.bot.carry())
        await until(town.life.telegram, lambda: bool(polls(ann)))
        ann.say("/today")
        await town.life.heard()
        assert ann.last.text == "It is on its way."
        await sending
        await town.settle()
        assert len(polls(ann)) == 1


async def test_who_writes_after_having_been_away_is_back() -> None:
    async with study(LESSONS) as town:
        ann = await town.joined("Ann")
        store = town.life.bot.store
        store.move(town.member(ann).id, State.BLOCKED, town.life.clock.at, reason="blocked")
        ann.say("/today")
        await town.settle()
        assert town.member(ann).state is State.LINKED
        assert len(polls(ann)) == 1


async def test_a_menu_that_was_not_taken_is_shown_at_the_next_look() -> None:
    async with study(LESSONS) as town:
        bot, journal = town.life.bot, town.life.telegram.journal
        refusing = Fault.error()
        town.life.telegram.faults.next("setMyCommands", refusing, refusing)
        before = len(journal.of("setMyCommands"))
        olga = await town.joined("Olga", organizer=True)
        await bot.menus.show()
        shown = [call for call in journal.of("setMyCommands")[before:] if call.ok]
        assert all(str(olga.id) in str(call.params.thing("scope")) for call in shown)
        languages = {call.params.text("language_code") for call in shown}
        assert languages == {"", "zh"}
        await bot.menus.show()
        assert len([call for call in journal.of("setMyCommands")[before:] if call.ok]) == len(shown)


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


async def test_sent_once_when_a_server_that_was_away_is_there_again() -> None:
    port, now = free_port(), datetime(2026, 11, 24, 8, tzinfo=UTC)
    clock = [now]
    world = Telegram("4242:secret", lambda: clock[0], Limits.off())
    ann = world.person("Ann")
    ann.start()
    store = MemoryStore()
    invite = Invite("a" * 64, BranchKey("north"), Role.MEMBER, now)
    store.invite(invite)
    member = store.link(invite, str(ann.id), "Ann", "en", now)
    store.agree(Consent(member.id, CONSENT, "", now))
    [letter] = store.post([Letter(member.id, Kind.NOTICE, "x", now, body="Hello")])
    api = Api("4242:secret", f"http://127.0.0.1:{port}", Wire(), Wire())
    post = Post(store, Messenger(api, Pace(), store), lambda: clock[0])
    for _ in range(3):
        await post.deliver()
        clock[0] += timedelta(minutes=1)
    waits = store.delivery(letter)
    assert waits is not None and (waits.fate, waits.doubts) == (Fate.PENDING, 0)
    async with world.serve(port=port):
        clock[0] += timedelta(minutes=10)
        await post.deliver()
        await post.deliver()
        await api.close()
    assert [message.text for message in ann.heard] == ["Hello"]
