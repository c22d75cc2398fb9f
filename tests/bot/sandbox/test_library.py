"""The library the bot is built on works over the sandbox, unchanged."""

from __future__ import annotations

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, RetryAfter, TelegramError

from bot.sandbox import Fault, complaints
from tests.bot.sandbox.conftest import TOKEN
from tests.bot.sandbox.pictures import png


@pytest.fixture
async def client(wire):
    async with Bot(TOKEN, f"{wire.root}/bot", f"{wire.root}/file/bot") as bot:
        yield bot


async def test_it_sends_hears_and_answers(client, telegram, ann) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])
    sent = await client.send_message(ann.id, "<b>Hi</b>", parse_mode="HTML", reply_markup=keyboard)
    assert sent.text_html == "<b>Hi</b>"
    ann.tap(ann.last, "Yes")
    [press] = await client.get_updates(timeout=1)
    await press.callback_query.answer("Thanks")
    assert ann.alerts == ["Thanks"]
    assert client.username == "studybot_sandbox_bot"
    assert complaints(telegram.journal.calls) == []


async def test_it_asks_and_gets_the_vote(client, ann) -> None:
    poll = {"type": "quiz", "correct_option_ids": [0, 2], "allows_multiple_answers": True}
    sent = await client.send_poll(ann.id, "Which?", ["a", "b", "c"], is_anonymous=False, **poll)
    ann.vote(ann.last, 0, 2)
    [update] = await client.get_updates(allowed_updates=["poll_answer"], offset=-1)
    assert update.poll_answer.poll_id == sent.poll.id
    assert update.poll_answer.option_ids == (0, 2)
    stopped = await client.stop_poll(ann.id, sent.message_id)
    assert [option.voter_count for option in stopped.options] == [1, 0, 1]


async def test_it_sends_and_fetches_files(client, ann) -> None:
    await client.send_photo(ann.id, png(), caption="A picture")
    assert ann.last.photo.data == png()
    await client.send_document(ann.id, b"rows", filename="week.csv")
    ann.send_document("list.csv", b"a;b")
    update = (await client.get_updates())[-1]
    file = await client.get_file(update.message.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"a;b"


async def test_refusals_are_the_errors_it_knows(client, telegram, ann, bo, monkeypatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    group = telegram.group("Choir", [ann])
    group.add_bot(ann)
    bigger = group.migrate()
    ann.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await client.send_message(ann.id, "x")
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await client.send_message(99, "x")
    with pytest.raises(ChatMigrated) as moved:
        await client.send_message(group.id, "x")
    assert moved.value.new_chat_id == bigger.id
    telegram.faults.next("sendMessage", Fault.flood(3), Fault.cut())
    with pytest.raises(RetryAfter):
        await client.send_message(bo.id, "x")
    with pytest.raises(TelegramError):
        await client.send_message(bo.id, "x")
    await client.set_webhook("https://example.org")
    with pytest.raises(Conflict):
        await client.get_updates()
