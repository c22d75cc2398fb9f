"""Changing and taking away what was sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.sandbox.drafting import caption_of, changed, own_message, text_of
from bot.sandbox.engine import Telegram
from bot.sandbox.keyboards import inline
from bot.sandbox.methods.registry import method
from bot.sandbox.params import Params
from bot.sandbox.refusal import bad

DELETABLE = timedelta(hours=48)


@method
def edit_message_text(telegram: Telegram, params: Params) -> object:
    text = text_of(params)
    message = own_message(telegram, params)
    if message.file or message.poll:
        raise bad("there is no text in the message to edit")
    new = replace(message.draft, body=text, buttons=inline(params))
    return changed(telegram, message, new).api(telegram.now())


@method
def edit_message_caption(telegram: Telegram, params: Params) -> object:
    caption = caption_of(params)
    message = own_message(telegram, params)
    if not message.file:
        raise bad("there is no caption in the message to edit")
    new = replace(message.draft, body=caption, buttons=inline(params))
    return changed(telegram, message, new).api(telegram.now())


@method
def edit_message_reply_markup(telegram: Telegram, params: Params) -> object:
    message = own_message(telegram, params)
    new = replace(message.draft, buttons=inline(params))
    return changed(telegram, message, new).api(telegram.now())


@method
def edit_message_media(telegram: Telegram, params: Params) -> object:
    """Another file in the place of one; text messages cannot become files."""
    message = own_message(telegram, params)
    media = Params(params.object("media"), params.files)
    if not message.file:
        raise bad("there is no media in the message to edit")
    file = telegram.files.taken(media, "media", media.text("type") or "document")
    new = replace(message.draft, body=caption_of(media), file=file, buttons=inline(params))
    return changed(telegram, message, new).api(telegram.now())


@method
def delete_message(telegram: Telegram, params: Params) -> object:
    """Anything in a private chat that is younger than 48 hours, and own messages in groups."""
    chat = telegram.chat(params)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad("message to delete not found")
    foreign = not chat.private and not message.from_bot
    admin = chat.members.get(telegram.bot.id) == "administrator"
    if telegram.now() - message.date > DELETABLE or (foreign and not admin):
        raise bad("message can't be deleted")
    telegram.remove(message)
    return True


@method
def delete_messages(telegram: Telegram, params: Params) -> object:
    """Up to 100; those that are not there are passed over."""
    chat = telegram.chat(params)
    for item in params.items("message_ids"):
        message = chat.messages.get(item) if isinstance(item, int) else None
        if message is not None and telegram.now() - message.date <= DELETABLE:
            telegram.remove(message)
    return True
