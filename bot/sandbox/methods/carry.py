"""Messages carried from one chat to another."""

from __future__ import annotations

from dataclasses import replace

from bot.sandbox.drafting import caption_of, draft
from bot.sandbox.engine import Telegram
from bot.sandbox.messages import Draft, Message, Origin
from bot.sandbox.methods.registry import method
from bot.sandbox.params import Params
from bot.sandbox.refusal import bad


def _source(telegram: Telegram, params: Params, verb: str) -> Message:
    home = telegram.chat(params, "from_chat_id")
    message = home.messages.get(params.integer("message_id"))
    if message is None:
        raise bad(f"message to {verb} not found")
    if message.draft.service:
        raise bad(f"message can't be {'forwarded' if verb == 'forward' else 'copied'}")
    return message


@method
def forward_message(telegram: Telegram, params: Params) -> object:
    """With its origin shown. A forwarded poll is the same poll: it keeps id and votes."""
    message = _source(telegram, params, "forward")
    chat = telegram.writable(params)
    if message.draft.protected:
        raise bad("the message can't be forwarded")
    origin = message.draft.origin or Origin(message.sender, message.date)
    body = Draft(message.body, message.file, message.poll, origin=origin)
    return telegram.deliver(chat, body).api(telegram.now())


@method
def copy_message(telegram: Telegram, params: Params) -> object:
    """Without a trace of its origin. A copied poll is a new one, without votes."""
    message = _source(telegram, params, "copy")
    chat = telegram.writable(params)
    poll = message.poll
    if poll:
        poll = replace(poll, id=str(telegram.next_id("poll")), votes={}, stopped=False)
    caption = caption_of(params) if params.has("caption") else message.body
    sent = telegram.deliver(chat, draft(chat, params, caption, message.file, poll))
    return {"message_id": sent.id}
