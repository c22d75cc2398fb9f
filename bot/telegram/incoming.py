"""What came in: one raw update, translated into one of a closed set of events.

Pure, and tolerant as Telegram is changeable: fields that we do not need may be missing, new
or of another shape; kinds we do not know become `Other`. Only an update whose needed parts are
broken is `Unreadable`. Whether a person may do what they ask for is not decided here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from bot.telegram.events import (
    Added,
    Blocked,
    Commanded,
    Edited,
    Event,
    Kind,
    Moved,
    Nature,
    Other,
    Removed,
    Said,
    Sender,
    Showed,
    Tapped,
    Unblocked,
    Voted,
)
from bot.telegram.fields import Fields, Unreadable, clean

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w{3,32}))?(?:\s+(.*))?", re.DOTALL)
_KIND = re.compile(r"[a-z_]{1,40}")
_NAME = 64
"""Characters of a name that are kept; the Bot API promises no bound."""
_ANONYMOUS, _CHANNEL, _SERVICE = 1087968824, 136817688, 777000
"""Accounts that stand in for an anonymous group admin, a channel, and Telegram itself."""
_HERE = ("creator", "administrator", "member")
_MEDIA = ("photo", "voice", "document")
_OTHER_MEDIA = (
    "animation", "audio", "contact", "dice", "game", "live_photo", "location", "paid_media",
    "poll", "sticker", "story", "venue", "video", "video_note", "checklist",
)  # fmt: skip


def translate(raw: object, bot: str) -> Event:
    """The event of one update as decoded from JSON; `bot` is our username without `@`.

    Raises `Unreadable`, and nothing else, whatever `raw` is.
    """
    update = Fields.of(raw, "update")
    number = update.number("update_id")
    if number < 0:
        raise Unreadable("update_id is negative")
    for kind, read in _READERS.items():
        if kind in update:
            return read(number, update.need(kind), bot)
    kind = next((key for key in update if key != "update_id"), "empty")
    return Other(number, kind if _KIND.fullmatch(kind) else "unknown")


def _sender(source: Fields, behind: Fields | None = None) -> Sender:
    number = source.number("id")
    name = " ".join(filter(None, (source.text("first_name"), source.text("last_name"))))
    return Sender(number, _name(name), source.text("language_code").lower(),
                  _nature(number, source, behind))  # fmt: skip


def _nature(number: int, source: Fields, behind: Fields | None) -> Nature:
    if behind is not None or number in (_ANONYMOUS, _CHANNEL, _SERVICE):
        return Nature.ANONYMOUS
    return Nature.BOT if source.flag("is_bot") else Nature.PERSON


def _name(name: str) -> str:
    """NFC, one line, without control characters, cut: what a name may do to a page is bounded."""
    shown = (c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c) != "Cc")
    return " ".join("".join(shown).split())[:_NAME]


def _file_name(name: str) -> str:
    """A long name is cut before its ending, by which the file's kind is told."""
    stem, dot, ending = name.rpartition(".")
    return f"{_name(stem)}.{_name(ending)[:16]}" if dot else _name(name)


def _message(number: int, message: Fields, bot: str) -> Event:
    chat = message.need("chat")
    place, private = chat.number("id"), chat.text("type") == "private"
    if moved := _moved(number, place, message):
        return moved
    source = message.inner("from")
    if source is None:
        return Other(number, "message of nobody")
    user, this = _sender(source, message.inner("sender_chat")), message.number("message_id")
    above = message.inner("reply_to_message")
    reply_to = above.maybe("message_id") if above else None
    if "text" in message:
        text = message.text("text")
        said = _words(number, place, private, user, this, text, reply_to, bot)
        thread = message.maybe("message_thread_id") if message.flag("is_topic_message") else None
        return replace(said, thread=thread) if isinstance(said, Commanded) and thread else said
    return _showed(number, place, private, user, this, message, reply_to)


def _moved(number: int, place: int, message: Fields) -> Moved | None:
    if (to := message.maybe("migrate_to_chat_id")) is not None:
        return Moved(number, place, to)
    if (came := message.maybe("migrate_from_chat_id")) is not None:
        return Moved(number, came, place)
    return None


def _words(
    number: int, chat: int, private: bool, user: Sender, this: int,
    text: str, reply_to: int | None, bot: str,
) -> Event:  # fmt: skip
    hit = _COMMAND.fullmatch(text)
    if hit is None:
        return Said(number, chat, private, user, this, text, reply_to)
    command, whose, args = hit.groups()
    if whose and whose.lower() != bot.lower():
        return Other(number, "command to another bot")
    args = (args or "").strip()
    return Commanded(number, chat, private, user, this, command.lower(), args, reply_to)


def _showed(
    number: int, chat: int, private: bool, user: Sender, this: int,
    message: Fields, reply_to: int | None,
) -> Event:  # fmt: skip
    kind = next((kind for kind in _MEDIA if kind in message), None)
    if kind is None:
        known = any(kind in message for kind in _OTHER_MEDIA)
        if not known:
            return Other(number, "message without words")
        return Showed(number, chat, private, user, this, Kind.OTHER, reply_to=reply_to)
    file = _largest(message) if kind == "photo" else message.need(kind)
    return Showed(
        number, chat, private, user, this, Kind(kind), file.text("file_id"),
        file.maybe("file_size"), message.text("caption"), _file_name(file.text("file_name")),
        reply_to,
    )  # fmt: skip


def _largest(message: Fields) -> Fields:
    sizes = [Fields.of(size, "photo") for size in message.items("photo")]
    if not sizes:
        raise Unreadable("photo without sizes")
    return max(sizes, key=lambda size: (size.maybe("width") or 0) * (size.maybe("height") or 0))


def _tapped(number: int, query: Fields, _: str) -> Event:
    user, name = _sender(query.need("from")), query.text("id")
    if not name:
        raise Unreadable("callback_query without id")
    message = query.inner("message")
    chat = message.inner("chat") if message else None
    if "data" not in query:
        return Other(number, "callback without data")
    return Tapped(
        number, chat.maybe("id") if chat else None,
        chat is not None and chat.text("type") == "private",
        user, name, query.text("data"), message.maybe("message_id") if message else None,
    )  # fmt: skip


def _voted(number: int, vote: Fields, _: str) -> Event:
    source, poll = vote.inner("user"), vote.text("poll_id")
    if not poll:
        raise Unreadable("poll_answer without poll_id")
    if source is None:
        return Other(number, "vote of a chat")
    options = vote.items("option_ids")
    places = {place for place in options if isinstance(place, int) and 0 <= place < 100}
    if len(places) != len(options) or any(isinstance(place, bool) for place in options):
        raise Unreadable("option_ids out of range")
    names = vote.items("option_persistent_ids") if vote.has_list("option_persistent_ids") else []
    persistent = tuple(clean(name) for name in names if isinstance(name, str))
    return Voted(number, poll, _sender(source), tuple(sorted(places)), persistent)


def _standing(number: int, change: Fields, _: str) -> Event:
    chat, user = change.need("chat"), _sender(change.need("from"))
    new, old = change.need("new_chat_member"), change.inner("old_chat_member")
    kind = chat.text("type")
    if kind == "private":
        blocked = new.text("status") in ("kicked", "left")
        return Blocked(number, user) if blocked else Unblocked(number, user)
    if kind not in ("group", "supergroup"):
        return Other(number, "my_chat_member elsewhere")
    return _group(number, chat, user, new, old)


def _group(number: int, chat: Fields, user: Sender, new: Fields, old: Fields | None) -> Event:
    place, status = chat.number("id"), new.text("status")
    restricted = status == "restricted" and new.flag("is_member")
    if restricted and not new.flag("can_send_messages"):
        return Removed(number, place, user, muted=True)
    if not restricted and status not in _HERE:
        return Removed(number, place, user)
    was = old is not None and (old.text("status") in _HERE or old.flag("is_member"))
    admin = status in ("administrator", "creator")
    return Added(number, place, user, _name(chat.text("title")), not was, admin)


def _edited(number: int, message: Fields, _: str) -> Event:
    source, chat = message.inner("from"), message.need("chat")
    if source is None:
        return Other(number, "edit of nobody")
    user = _sender(source, message.inner("sender_chat"))
    text = message.text("text") or message.text("caption")
    private = chat.text("type") == "private"
    return Edited(number, chat.number("id"), private, user, message.number("message_id"), text)


_READERS: dict[str, Callable[[int, Fields, str], Event]] = {
    "message": _message,
    "callback_query": _tapped,
    "poll_answer": _voted,
    "my_chat_member": _standing,
    "edited_message": _edited,
}
