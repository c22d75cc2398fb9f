"""From the parameters of a send or an edit to a draft, with Telegram's checks and sentences."""

from __future__ import annotations

from bot.sandbox import markup
from bot.sandbox.chats import Chat
from bot.sandbox.engine import Telegram
from bot.sandbox.files import File
from bot.sandbox.keyboards import inline, reply
from bot.sandbox.messages import Draft, Message
from bot.sandbox.params import Params
from bot.sandbox.polls import Poll
from bot.sandbox.refusal import bad
from bot.sandbox.shapes import Json
from bot.sandbox.text import PLAIN, Entity, Text, tidy, with_found

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


def formatted(source: str, mode: str, entities: list[object]) -> Text:
    """Words with formatting, from HTML or from given entities. Only HTML is spoken here."""
    if mode and mode.lower() != "html":
        raise bad("unsupported parse_mode")
    parsed = markup.parse(source) if mode else Text(source, tuple(map(_entity, entities)))
    return with_found(tidy(parsed))


def _entity(item: object) -> Entity:
    if not isinstance(item, dict) or not {"type", "offset", "length"} <= item.keys():
        raise bad("can't parse MessageEntity")
    fixed = ("type", "offset", "length")
    more: Json = {name: value for name, value in item.items() if name not in fixed}
    return Entity(str(item["type"]), int(item["offset"]), int(item["length"]), more)


def text_of(params: Params) -> Text:
    """The text of a message: not empty, at most 4096 UTF-16 units after parsing."""
    text = formatted(params.text("text"), params.text("parse_mode"), params.items("entities"))
    if not text:
        raise bad("message text is empty")
    if text.units > TEXT_LIMIT:
        raise bad("message is too long")
    return text


def caption_of(params: Params) -> Text:
    """The caption of a file: perhaps empty, at most 1024 UTF-16 units after parsing."""
    mode, spans = params.text("parse_mode"), params.items("caption_entities")
    caption = formatted(params.text("caption"), mode, spans)
    if caption.units > CAPTION_LIMIT:
        raise bad("message caption is too long")
    return caption


def draft(
    chat: Chat,
    params: Params,
    body: Text = PLAIN,
    file: File | None = None,
    poll: Poll | None = None,
) -> Draft:
    """A draft with what every send may carry: keyboard, reply, protection."""
    return Draft(
        body=body,
        file=file,
        poll=poll,
        buttons=inline(params),
        keyboard=reply(params),
        reply_to=replied(chat, params),
        protected=params.flag("protect_content"),
        thread=topic(chat, params),
    )


def topic(chat: Chat, params: Params) -> int | None:
    """The topic of a forum that a send goes to."""
    wanted = params.integer("message_thread_id")
    if not wanted:
        return None
    if wanted not in chat.topics:
        raise bad("message thread not found")
    if not chat.topics[wanted]:
        raise bad("TOPIC_CLOSED")
    return wanted


def replied(chat: Chat, params: Params) -> Message | None:
    """The message a send replies to."""
    asked = params.object("reply_parameters")
    wanted = asked.get("message_id") or params.integer("reply_to_message_id")
    if not wanted:
        return None
    found = chat.messages.get(int(str(wanted)))
    forgiving = asked.get("allow_sending_without_reply")
    if found is None and not (forgiving or params.flag("allow_sending_without_reply")):
        raise bad("message to be replied not found")
    return found


def own_message(telegram: Telegram, params: Params) -> Message:
    """The message of the bot that an edit names."""
    chat = telegram.chat(params)
    if not params.has("message_id"):
        raise bad("message identifier is not specified")
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad("message to edit not found")
    if not message.from_bot:
        raise bad("message can't be edited")
    return message


def changed(telegram: Telegram, message: Message, new: Draft) -> Message:
    """Applies an edit, or refuses one that changes nothing."""
    if new == message.draft:
        raise bad(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )
    return telegram.replace(message, new)
