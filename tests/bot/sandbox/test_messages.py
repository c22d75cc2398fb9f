"""Sending, editing and deleting, as far as a bot can tell it from Telegram."""

from __future__ import annotations

import pytest

from bot.sandbox import NotPossible


def keyboard(*data: str) -> dict:
    return {
        "inline_keyboard": [[{"text": item.title() or "x", "callback_data": item}] for item in data]
    }


async def test_a_person_starts_by_a_link_and_reads_the_answer(wire, telegram) -> None:
    newcomer = telegram.person("Cy", "zh")
    newcomer.start("north-1")
    [update] = await wire.updates()
    message = update["message"]
    assert message["text"] == "/start north-1"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"]["language_code"] == "zh"
    await wire.ok("sendMessage", chat_id=newcomer.id, text="Hi <b>Cy</b>", parse_mode="HTML")
    assert newcomer.last.html == "Hi <b>Cy</b>"
    assert newcomer.transcript == "> /start north-1\nHi Cy"


async def test_ids_are_one_sequence_over_all_private_chats(wire, ann, bo) -> None:
    first = await wire.ok("sendMessage", chat_id=ann.id, text="one")
    said = bo.say("between")
    second = await wire.ok("sendMessage", chat_id=ann.id, text="two")
    assert [first["message_id"] + 1, first["message_id"] + 2] == [said.id, second["message_id"]]


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"text": ""}, "Bad Request: message text is empty"),
        ({"text": "   \n "}, "Bad Request: message text is empty"),
        ({"text": "a" * 4097}, "Bad Request: message is too long"),
        ({"text": "😀" * 2049}, "Bad Request: message is too long"),
        ({"text": "x", "parse_mode": "Rtf"}, "Bad Request: unsupported parse_mode"),
        (
            {"text": "x", "reply_parameters": {"message_id": 999}},
            "Bad Request: message to be replied not found",
        ),
        ({"text": "x", "reply_markup": keyboard("d" * 65)}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keyboard("")}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keyboard("一" * 22)}, "Bad Request: BUTTON_DATA_INVALID"),
    ],
)
async def test_what_telegram_would_not_send(wire, ann, params, sentence) -> None:
    assert await wire.refused("sendMessage", chat_id=ann.id, **params) == f"400 {sentence}"
    assert ann.heard == []


async def test_length_counts_after_parsing(wire, ann) -> None:
    await wire.ok("sendMessage", chat_id=ann.id, text=f"<b>{'a' * 4096}</b>", parse_mode="HTML")
    assert len(ann.last.text) == 4096


async def test_chats_that_cannot_be_written_to(wire, telegram, ann) -> None:
    stranger = telegram.person("Never")
    text = {"text": "x"}
    assert (
        await wire.refused("sendMessage", chat_id=stranger.id, **text)
        == "400 Bad Request: chat not found"
    )
    assert await wire.refused("sendMessage", chat_id=5, **text) == "400 Bad Request: chat not found"
    assert await wire.refused("sendMessage", **text) == "400 Bad Request: chat_id is empty"
    ann.block()
    [update] = await wire.updates()
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    blocked = "403 Forbidden: bot was blocked by the user"
    assert await wire.refused("sendMessage", chat_id=ann.id, **text) == blocked
    with pytest.raises(NotPossible):
        ann.say("hello?")
    ann.unblock()
    await wire.ok("sendMessage", chat_id=ann.id, **text)
    ann.delete_account()
    gone = "403 Forbidden: user is deactivated"
    assert await wire.refused("sendMessage", chat_id=ann.id, **text) == gone


async def test_edits_change_what_is_seen_and_nothing_twice(wire, ann) -> None:
    sent = await wire.ok("sendMessage", chat_id=ann.id, text="one", reply_markup=keyboard("a", "b"))
    where = {"chat_id": ann.id, "message_id": sent["message_id"]}
    same = await wire.refused(
        "editMessageText", text="one", reply_markup=keyboard("a", "b"), **where
    )
    assert same.startswith("400 Bad Request: message is not modified")
    await wire.ok("editMessageText", text="two", **where)
    assert (ann.last.text, ann.last.labels) == ("two", [])
    assert ann.last.edited is not None


async def test_a_probe_tells_a_message_from_a_hole(wire, ann, bo) -> None:
    """What a bot may learn after a crash: whether message n exists in this chat."""
    sent = await wire.ok("sendMessage", chat_id=ann.id, text="x", reply_markup=keyboard("a"))
    probe = {"message_id": sent["message_id"], "reply_markup": keyboard("a")}
    there = await wire.refused("editMessageReplyMarkup", chat_id=ann.id, **probe)
    other = await wire.refused("editMessageReplyMarkup", chat_id=bo.id, **probe)
    assert there.startswith("400 Bad Request: message is not modified")
    assert other == "400 Bad Request: message to edit not found"


async def test_deleting_ends_after_two_days(wire, ann, clock) -> None:
    young = await wire.ok("sendMessage", chat_id=ann.id, text="young")
    await wire.ok("deleteMessage", chat_id=ann.id, message_id=young["message_id"])
    assert ann.heard == []
    old = await wire.ok("sendMessage", chat_id=ann.id, text="old")
    clock.forward(hours=49)
    refusal = await wire.refused("deleteMessage", chat_id=ann.id, message_id=old["message_id"])
    assert refusal == "400 Bad Request: message can't be deleted"


async def test_a_press_is_answered_once_and_soon(wire, ann, clock) -> None:
    await wire.ok("sendMessage", chat_id=ann.id, text="Sure?", reply_markup=keyboard("yes", "no"))
    ann.tap(ann.last, "Yes")
    [update] = await wire.updates()
    query = update["callback_query"]
    assert (query["data"], query["message"]["text"]) == ("yes", "Sure?")
    answer = {"callback_query_id": query["id"], "text": "Saved", "show_alert": True}
    await wire.ok("answerCallbackQuery", **answer)
    assert (ann.alerts, ann.alerts[0].popup) == (["Saved"], True)
    late = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await wire.refused("answerCallbackQuery", **answer) == late
    second = ann.tap(ann.last, "no")
    clock.forward(seconds=16)
    assert await wire.refused("answerCallbackQuery", callback_query_id=second) == late


async def test_a_changed_app_can_send_any_data_but_an_honest_one_only_what_is_offered(
    wire, ann
) -> None:
    await wire.ok("sendMessage", chat_id=ann.id, text="x", reply_markup=keyboard("a"))
    with pytest.raises(NotPossible, match="no button"):
        ann.tap(ann.last, "b")
    ann.press(ann.last, "'; drop table")
    [update] = await wire.updates()
    assert update["callback_query"]["data"] == "'; drop table"


async def test_an_own_message_can_be_edited_and_forwarded_words_say_so(wire, ann, bo) -> None:
    said = ann.say("hi")
    ann.edit(said, "/forget")
    ann.say("/export", forwarded_from=bo)
    _, edited, forwarded = await wire.updates()
    assert edited["edited_message"]["text"] == "/forget"
    assert forwarded["message"]["forward_origin"]["sender_user"]["id"] == bo.id


async def test_tokens_and_methods_that_are_none(wire) -> None:
    assert await wire.refused("sendSmoke") == "404 Not Found: method not found"
    for token, code in (("4200:other", 401), ("nonsense", 404)):
        async with wire.session.get(f"{wire.root}/bot{token}/getMe") as answer:
            assert answer.status == code


async def test_names_of_methods_do_not_mind_their_case(wire) -> None:
    assert (await wire.ok("getme"))["username"] == "studybot_sandbox_bot"


async def test_commands_are_kept_by_scope_and_language(wire, ann, telegram) -> None:
    def commands(*names: str) -> list[dict]:
        return [{"command": name, "description": name.title()} for name in names]

    await wire.ok("setMyCommands", commands=commands("today"))
    await wire.ok("setMyCommands", commands=commands("heute"), language_code="de")
    scope = {"type": "chat", "chat_id": ann.id}
    await wire.ok("setMyCommands", commands=commands("today", "report"), scope=scope)
    assert telegram.profile.seen_by(ann.id, "en") == commands("today", "report")
    assert telegram.profile.seen_by(9, "de") == commands("heute")
    assert await wire.ok("getMyCommands", scope=scope) == commands("today", "report")
    await wire.ok("deleteMyCommands", scope=scope)
    assert telegram.profile.seen_by(ann.id, "en") == commands("today")
    wrong = await wire.refused("setMyCommands", commands=commands("Today!"))
    assert wrong == "400 Bad Request: BOT_COMMAND_INVALID"
