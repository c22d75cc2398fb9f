"""Formatted text as Telegram keeps it: plain words, and spans counted in UTF-16 units."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.sandbox.shapes import Json

_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>]+[^\s<>.,;:!?)\]'\"])"
    r"|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w/@])(?P<bot_command>/[A-Za-z0-9_]{1,32}(?:@\w{3,32})?)(?![\w/@])"
    r"|(?<![\w@])(?P<mention>@[A-Za-z]\w{3,31})"
    r"|(?<![\w#])(?P<hashtag>#\w*[^\W\d]\w*)"
)
MOST = 100
"""Entities kept in one message (python-telegram-bot's constants; the Bot API does not tell)."""
_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "blockquote": "blockquote",
}


@dataclass(frozen=True, slots=True)
class Entity:
    """A span with a meaning; `offset` and `length` in UTF-16 units."""

    kind: str
    offset: int
    length: int
    more: Json = field(default_factory=dict)

    def api(self) -> Json:
        return {"type": self.kind, "offset": self.offset, "length": self.length, **self.more}


@dataclass(frozen=True, slots=True)
class Text:
    """Words and their formatting."""

    words: str = ""
    entities: tuple[Entity, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words)

    @property
    def units(self) -> int:
        """Length as Telegram counts it for its limits."""
        return units(self.words)

    def entities_api(self) -> list[Json] | None:
        return [entity.api() for entity in self.entities] or None

    def html(self) -> str:
        """The text as safe HTML, for reading in tests."""
        return to_html(self.words, self.entities)


PLAIN = Text()


def units(words: str) -> int:
    """Number of UTF-16 units."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def tidy(text: Text) -> Text:
    """Trims as Telegram does: the end always, the start where no formatting would move."""
    words = text.words.rstrip()
    if not text.entities:
        return Text(words.lstrip())
    end = units(words)
    kept = (
        Entity(e.kind, e.offset, min(e.length, end - e.offset), e.more)
        for e in text.entities
        if e.offset < end
    )
    return Text(words, tuple(kept))


def with_found(text: Text) -> Text:
    """Adds what Telegram marks by itself: commands, links, addresses, names, hashtags; what is
    more than it keeps in one message is dropped without a word."""
    taken = list(text.entities)
    for hit in _FOUND.finditer(text.words):
        start = units(text.words[: hit.start()])
        found = Entity(str(hit.lastgroup), start, units(hit.group()))
        if not any(_overlap(found, other) for other in text.entities):
            taken.append(found)
    return Text(text.words, tuple(sorted(taken, key=lambda e: (e.offset, -e.length)))[:MOST])


def _overlap(one: Entity, other: Entity) -> bool:
    return one.offset < other.offset + other.length and other.offset < one.offset + one.length


def to_html(words: str, entities: Iterable[Entity]) -> str:
    """HTML of a formatted text; what was typed is escaped."""
    raw = words.encode("utf-16-le", "surrogatepass")
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    for entity in entities:
        before, after = _tags(entity)
        opens.setdefault(entity.offset, []).append(before)
        closes.setdefault(entity.offset + entity.length, []).insert(0, after)
    cuts = sorted({0, len(raw) // 2, *opens, *closes})
    parts: list[str] = []
    for start, end in zip(cuts, [*cuts[1:], cuts[-1]], strict=True):
        parts += [*closes.get(start, ()), *opens.get(start, ())]
        piece = raw[start * 2 : end * 2].decode("utf-16-le", "replace")
        parts.append(html.escape(piece, quote=False))
    return "".join(parts)


def _tags(entity: Entity) -> tuple[str, str]:
    if entity.kind == "text_link":
        return f'<a href="{html.escape(str(entity.more["url"]))}">', "</a>"
    if entity.kind == "pre":
        return "<pre>", "</pre>"
    if entity.kind == "expandable_blockquote":
        return "<blockquote expandable>", "</blockquote>"
    tag = _TAGS.get(entity.kind)
    return (f"<{tag}>", f"</{tag}>") if tag else ("", "")
