"""What of an update is for the bot at all: what people say to each other in a group is not.

With privacy mode on Telegram hands over little of it; made an administrator, the bot is handed
everything. It is dropped here, before it is stored.
"""

from __future__ import annotations

import re

from bot.telegram.api import Json

_TO = re.compile(r"/[A-Za-z0-9_]{1,32}(?:@(\w{3,32}))?(?:\s|$)")
_MOVED = ("migrate_to_chat_id", "migrate_from_chat_id")


def addressed(update: Json, bot: str) -> bool:
    """Whether an update is to be kept: in a group, a command for `bot` (our username) or the
    news that the group has a new id; everywhere else, everything."""
    if not isinstance(update, dict):
        return True
    for kind in ("message", "edited_message"):
        message = update.get(kind)
        if isinstance(message, dict) and not _private(message):
            return kind == "message" and _to_us(message, bot)
    return True


def _private(message: dict[str, Json]) -> bool:
    chat = message.get("chat")
    return not isinstance(chat, dict) or chat.get("type") not in ("group", "supergroup", "channel")


def _to_us(message: dict[str, Json], bot: str) -> bool:
    if any(news in message for news in _MOVED):
        return True
    text = message.get("text")
    hit = _TO.match(text) if isinstance(text, str) else None
    return hit is not None and (hit[1] is None or hit[1].lower() == bot.lower())
