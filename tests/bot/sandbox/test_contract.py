"""Every answer of the sandbox, and every request in these tests, conforms to the Bot API."""

from __future__ import annotations

import pytest

from bot.sandbox import complaints, methods, violations
from tests.bot.sandbox.pictures import png
from tests.bot.sandbox.test_files import upload
from tests.bot.sandbox.test_polls import QUIZ

KEYBOARD = {
    "inline_keyboard": [
        [{"text": "A", "callback_data": "a"}],
        [{"text": "B", "url": "https://example.org"}],
    ]
}


async def test_a_life_that_uses_every_method_conforms(wire, telegram, ann, bo) -> None:
    await _profile(wire, ann)
    await _messages(wire, ann, bo)
    await _files(wire, ann)
    await _group(wire, telegram, ann, bo)
    ann.block()
    ann.unblock()
    await wire.ok("getUpdates", limit=100)
    for method in ("setWebhook", "deleteWebhook", "getWebhookInfo", "logOut", "close"):
        await wire.ok(method, **({"url": "https://example.org"} if method == "setWebhook" else {}))
    used = {call.method for call in telegram.journal.calls}
    assert set(methods.METHODS) - used == set(), "a method without an example in this test"
    assert complaints(telegram.journal.calls) == []


async def _profile(wire, ann) -> None:
    for name in ("Name", "Description", "ShortDescription"):
        field = {"Name": "name", "Description": "description"}.get(name, "short_description")
        await wire.ok(f"setMy{name}", **{field: "words"}, language_code="en")
        await wire.ok(f"getMy{name}", language_code="en")
    commands = [{"command": "today", "description": "Today"}]
    for method in ("setMyCommands", "getMyCommands", "deleteMyCommands"):
        scope = {"type": "chat", "chat_id": ann.id}
        more = {"commands": commands} if method == "setMyCommands" else {}
        await wire.ok(method, scope=scope, language_code="en", **more)
    await wire.ok("setChatMenuButton", chat_id=ann.id, menu_button={"type": "commands"})
    await wire.ok("getChatMenuButton", chat_id=ann.id)
    await wire.ok("getMe")


async def _messages(wire, ann, bo) -> None:
    text = "<b>b</b> <a href='https://example.org'>a</a> /today <tg-spoiler>s</tg-spoiler>"
    sent = await wire.ok(
        "sendMessage", chat_id=ann.id, text=text, parse_mode="HTML", reply_markup=KEYBOARD
    )
    where = {"chat_id": ann.id, "message_id": sent["message_id"]}
    await wire.ok(
        "sendMessage",
        chat_id=ann.id,
        text="re",
        reply_parameters={"message_id": sent["message_id"]},
    )
    ann.say("reply", reply_to=sent["message_id"])
    ann.edit(ann.say("typo"), "no typo")
    ann.say("from Bo", forwarded_from=bo)
    await wire.ok(
        "answerCallbackQuery", callback_query_id=ann.tap(sent["message_id"], "A"), text="ok"
    )
    await wire.ok("editMessageText", text="new", **where)
    await wire.ok("editMessageReplyMarkup", reply_markup=KEYBOARD, **where)
    await wire.ok("sendChatAction", chat_id=ann.id, action="typing")
    await wire.ok(
        "forwardMessage", chat_id=bo.id, from_chat_id=ann.id, message_id=sent["message_id"]
    )
    await wire.ok("copyMessage", chat_id=bo.id, from_chat_id=ann.id, message_id=sent["message_id"])
    poll = await wire.ok("sendPoll", chat_id=ann.id, open_period=600, **QUIZ)
    ann.vote(poll["message_id"], 1)
    await wire.ok("stopPoll", chat_id=ann.id, message_id=poll["message_id"])
    await wire.ok("deleteMessage", **where)
    await wire.ok("deleteMessages", chat_id=ann.id, message_ids=[poll["message_id"]])


async def _files(wire, ann) -> None:
    for kind in ("photo", "document", "voice", "audio", "video", "animation"):
        data = png() if kind == "photo" else b"bytes"
        sent = await upload(wire, f"send{kind.title()}", kind, data, f"a.{kind}", chat_id=ann.id)
        assert sent["ok"], sent
    photo, document = ann.send_photo(png()), ann.send_document("a.txt", b"x", "words")
    ann.send_voice(b"sound")
    await wire.ok("getFile", file_id=document.document.file_id)
    media = [{"type": "photo", "media": photo.photo.file_id}] * 2
    album = await wire.ok("sendMediaGroup", chat_id=ann.id, media=media)
    where = {"chat_id": ann.id, "message_id": album[0]["message_id"]}
    await wire.ok("editMessageCaption", caption="c", **where)
    await wire.ok(
        "editMessageMedia", media={"type": "photo", "media": photo.photo.file_id}, **where
    )


async def _group(wire, telegram, ann, bo) -> None:
    group = telegram.group("Choir", [ann, bo])
    group.add_bot(ann, "administrator")
    group.say(bo, "hello")
    await wire.ok("getChat", chat_id=ann.id)
    await wire.ok("getChat", chat_id=group.id)
    await wire.ok("getChatMember", chat_id=group.id, user_id=telegram.bot.id)
    await wire.ok("getChatAdministrators", chat_id=group.id)
    await wire.ok("getChatMemberCount", chat_id=group.id)
    await wire.ok("exportChatInviteLink", chat_id=group.id)
    bigger = group.migrate()
    group = telegram.group("Short", [bo])
    group.add_bot(bo)
    await wire.ok("leaveChat", chat_id=group.id)
    await wire.ok("sendMessage", chat_id=bigger.id, text="x")


@pytest.mark.parametrize(
    ("method", "params", "result", "complaint"),
    [
        ("sendSmoke", {}, None, "sendSmoke: no such method"),
        ("sendMessage", {"chat_id": 1}, None, "sendMessage.text: missing"),
        ("sendMessage", {"chat_id": 1, "text": "x", "loud": 1}, None, "sendMessage.loud: unknown"),
        (
            "getMe",
            {},
            {"id": "1", "is_bot": True, "first_name": "B"},
            "getMe result.id: Integer expected, not '1'",
        ),
        ("getMe", {}, {"id": 1, "is_bot": True}, "getMe result.first_name: missing"),
        (
            "sendMessage",
            {"chat_id": "1", "text": "x", "reply_markup": '{"inline_keyboard": [[{"txt": "a"}]]}'},
            None,
            "sendMessage.reply_markup.inline_keyboard[0][0].text: missing",
        ),
    ],
)
def test_what_does_not_conform_is_named(method, params, result, complaint) -> None:
    assert complaint in violations(method, params, result)
