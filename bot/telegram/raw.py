"""Raw updates: what can be learned of one without knowing what it is about. Pure."""

from __future__ import annotations

import re

import orjson

from bot.telegram.api import Json

LARGEST = 2**31
"""An update's id is a positive 32-bit number (td, TQueue.h). One beyond that among good ones
would raise the offset above all that is to come, and nothing would be confirmed any more."""


def unreadable(raw: bytes) -> bool:
    """Whether this is a whole answer with an update in it which no reader takes."""
    try:
        orjson.loads(raw)
    except ValueError:
        return b'"update_id"' in raw and raw.rstrip().endswith(b"]}")
    return False


def unreadable_id(raw: bytes) -> int | None:
    """The id of the first update in an answer, found without reading it as JSON; None where it
    can be read after all, or holds none."""
    found = re.search(rb'"update_id"\s*:\s*(\d{1,10})\s*[,}]', raw) if unreadable(raw) else None
    return int(found[1]) if found and int(found[1]) < LARGEST else None


def row(update: Json) -> tuple[int, bytes] | None:
    """Id and bytes of an update; None for something that has no usable id."""
    number = update.get("update_id") if isinstance(update, dict) else None
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < LARGEST:
        return None
    return number, orjson.dumps(update)


def read(body: bytes) -> Json:
    """A kept update; None where it is no JSON."""
    try:
        update: Json = orjson.loads(body)
    except ValueError:
        return None
    return update


def line(update: Json) -> int:
    """Whose line an update waits in: the person's who did something, else one of its own."""
    if not isinstance(update, dict):
        return 0
    inner = next((value for key, value in update.items() if key != "update_id"), None)
    return next(filter(None, (_id(inner, key) for key in ("from", "user", "chat"))), 0)


def _id(inner: Json, key: str) -> int:
    person = inner.get(key) if isinstance(inner, dict) else None
    number = person.get("id") if isinstance(person, dict) else None
    return number if isinstance(number, int) else 0
