"""Text messages, and what shows that one is being written."""

from __future__ import annotations

from bot.sandbox.drafting import draft, text_of
from bot.sandbox.engine import Telegram
from bot.sandbox.methods.registry import method
from bot.sandbox.params import Params
from bot.sandbox.refusal import bad

ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)


@method
def send_message(telegram: Telegram, params: Params) -> object:
    text = text_of(params)
    chat = telegram.writable(params)
    return telegram.deliver(chat, draft(chat, params, text)).api(telegram.now())


@method
def send_chat_action(telegram: Telegram, params: Params) -> object:
    chat = telegram.writable(params)
    if params.text("action") not in ACTIONS:
        raise bad("wrong parameter action in request")
    chat.typing = params.text("action")
    telegram.touch(chat)
    return True
