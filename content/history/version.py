"""The version of an item: what a member saw, frozen, so that an answer is graded by it."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from types import NoneType, UnionType
from typing import get_args, get_origin, get_type_hints

from content.format.signs import settled
from content.item import Chosen, Done, Item, Recalled, Reply, Written

_REPLIES: dict[str, type[Reply]] = {
    "chosen": Chosen,
    "written": Written,
    "recalled": Recalled,
    "done": Done,
}


@lru_cache(maxsize=4096)
def version_of(item: Item) -> str:
    """The hash of what is asked and what is right: 64 hex digits of SHA-256.

    Explanation, feedback, tags, send time and alt text are not part of it. Whether options are
    shown mixed is, since a reply names them by their places as shown.
    """
    parts: list[object] = [
        item.form,
        settled(item.text),
        [[settled(option.text), option.right] for option in item.options],
        list(map(settled, item.answers)),
        None if item.tolerance is None else str(item.tolerance.normalize()),
        [list(map(settled, pair)) for pair in item.pairs],
        settled(item.back),
    ]
    if item.shuffle:
        parts.append("shuffle")
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode(errors="surrogatepass")).hexdigest()


def freeze(item: Item) -> str:
    """The whole item as one line of JSON; `thaw` gives an equal one back."""
    return json.dumps(_packed(item), separators=(",", ":"), sort_keys=True)


@lru_cache(maxsize=4096)
def thaw(text: str) -> Item:
    """The item that was frozen. A field added since then has its default. ValueError if none."""
    item = _unpacked(Item, json.loads(text))
    if not isinstance(item, Item):
        raise ValueError("not a frozen item")
    return item


def freeze_reply(reply: Reply) -> str:
    """The reply as one line of JSON; `thaw_reply` gives an equal one back."""
    packed = {"is": type(reply).__name__.lower(), "of": _packed(reply)}
    return json.dumps(packed, separators=(",", ":"), sort_keys=True)


def thaw_reply(text: str) -> Reply:
    """The reply that was frozen. ValueError or KeyError if it is none."""
    packed = json.loads(text)
    reply = _unpacked(_REPLIES[packed["is"]], packed["of"])
    if not isinstance(reply, Reply):
        raise ValueError("not a frozen reply")
    return reply


def _packed(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _packed(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [_packed(part) for part in value]
    if isinstance(value, timedelta):
        return [value.days, value.seconds, value.microseconds]
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _unpacked(kind: object, value: object) -> object:
    """`value` as the annotation `kind` says; the reverse of `_packed`."""
    if get_origin(kind) is tuple and isinstance(value, list):
        inner = get_args(kind)
        kinds = [inner[0]] * len(value) if inner[1:] == (...,) else list(inner)
        return tuple(map(_unpacked, kinds, value))
    if isinstance(kind, UnionType):
        return None if value is None else _unpacked(_some(kind), value)
    if isinstance(kind, type) and is_dataclass(kind) and isinstance(value, dict):
        hints = _hints(kind)
        return kind(
            **{name: _unpacked(hints[name], part) for name, part in value.items() if name in hints}
        )
    return _scalar(kind, value)


def _scalar(kind: object, value: object) -> object:
    if kind is timedelta and isinstance(value, list):
        return timedelta(*value)
    if kind is Decimal:
        return Decimal(str(value))
    if kind in (date, time):
        return (date if kind is date else time).fromisoformat(str(value))
    return value


def _some(kind: UnionType) -> object:
    return next(part for part in get_args(kind) if part is not NoneType)


@lru_cache(maxsize=32)
def _hints(kind: type) -> dict[str, object]:
    return dict(get_type_hints(kind))
