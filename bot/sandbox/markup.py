"""Telegram's HTML: parsed strictly, with the sentences of the real server where it is wrong.

The order of the checks follows TDLib's `parse_html` (td/telegram/MessageEntity.cpp), so that a
bot meets the same refusal here as there. Offsets in the sentences count bytes of UTF-8.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from bot.sandbox.refusal import Refused, bad
from bot.sandbox.shapes import Json
from bot.sandbox.text import Entity, Text, units

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));?")
_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
_LINK = re.compile(r"(?:(https?|ftp|tg|ton|tonsite)://|(mailto|tel):)", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    tag: str
    values: dict[str, str]
    start: int


def parse(source: str) -> Text:
    """Text and entities of an HTML source; raises `Refused` (400) as Telegram would."""
    return _Parser(source).run()


class _Parser:
    """One reading of one source, from left to right."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.words: list[str] = []
        self.written = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def run(self) -> Text:
        while self.at < len(self.source):
            if self.source[self.at] == "<":
                self._tag()
            elif self.source[self.at] == "&":
                self._write(self._reference())
            else:
                self._write(self._until("<&"))
        if self.open:
            tag = self.open[-1].tag
            raise _wrong(f'Can\'t find end tag corresponding to start tag "{tag}"')
        return Text("".join(self.words), _settled(self.entities))

    def _write(self, words: str) -> None:
        self.words.append(words)
        self.written += units(words)

    def _until(self, stops: str) -> str:
        start = self.at
        while self.at < len(self.source) and self.source[self.at] not in stops:
            self.at += 1
        return self.source[start : self.at]

    def _reference(self) -> str:
        hit = _REFERENCE.match(self.source, self.at)
        self.at += len(hit.group()) if hit else 1
        if not hit:
            return "&"
        if hit.group(3):
            return _NAMED[hit.group(3)]
        code = int(hit.group(1), 16) if hit.group(1) else int(hit.group(2))
        usable = 0 < code < 0x110000 and not 0xD800 <= code < 0xE000
        return chr(code) if usable else hit.group()

    def _tag(self) -> None:
        begin = self.at
        self.at += 1
        if self._here() == "/":
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _here(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else ""

    def _spaces(self) -> None:
        while self._here().isspace():
            self.at += 1

    def _bytes(self, place: int) -> int:
        return len(self.source[:place].encode("utf-8", "surrogatepass"))

    def _start_tag(self, begin: int) -> None:
        tag = self._until(" \t\r\n>").lower()
        if not self._here():
            raise _wrong(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        if tag not in KINDS:
            where = self._bytes(begin)
            raise _wrong(f'Unsupported start tag "{tag}" at byte offset {where}')
        values = self._attributes(tag, begin)
        if tag == "span" and values.get("class") != "tg-spoiler":
            where = self._bytes(begin)
            raise _wrong(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
        self.open.append(_Open(tag, values, self.written))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        values: dict[str, str] = {}
        while True:
            self._spaces()
            if self._here() == ">":
                self.at += 1
                return values
            name = self._until(" \t\r\n=>").lower()
            self._spaces()
            where = self._bytes(begin)
            if not self._here():
                raise _wrong(f'Unclosed start tag "{tag}" at byte offset {where}')
            if not name:
                raise _wrong(f'Empty attribute name in the tag "{tag}" at byte offset {where}')
            values[name] = self._value(tag, begin) if self._here() == "=" else ""

    def _value(self, tag: str, begin: int) -> str:
        self.at += 1
        self._spaces()
        if not self._here():
            raise _wrong(f'Unclosed start tag "{tag}" at byte offset {self._bytes(begin)}')
        return self._quoted(begin) if self._here() in "\"'" else self._token()

    def _quoted(self, begin: int) -> str:
        quote = self._here()
        self.at += 1
        value = self._until(quote)
        if not self._here():
            raise _wrong(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        self.at += 1
        return html.unescape(value)

    def _token(self) -> str:
        start = self.at
        hit = _TOKEN.match(self.source, start)
        self.at += len(hit.group()) if hit else 0
        if not self._here().isspace() and self._here() != ">":
            raise _wrong(f"Unexpected end of name token at byte offset {self._bytes(start)}")
        return self.source[start : self.at].lower()

    def _end_tag(self, begin: int) -> None:
        where = self._bytes(begin)
        if not self.open:
            raise _wrong(f"Unexpected end tag at byte offset {where}")
        self.at += 1
        found = self._until(" \t\r\n>").lower()
        self._spaces()
        if self._here() != ">":
            raise _wrong(f"Unclosed end tag at byte offset {where}")
        self.at += 1
        opened = self.open.pop()
        if found and found != opened.tag:
            expected = f'expected "</{opened.tag}>", found "</{found}>"'
            raise _wrong(f"Unmatched end tag at byte offset {where}, {expected}")
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        length = self.written - opened.start
        shape = _shape(opened, "".join(self.words)[-length:] if length else "")
        if length and shape:
            kind, more = shape
            self.entities.append(Entity(kind, opened.start, length, more))


def _wrong(sentence: str) -> Refused:
    return bad(f"can't parse entities: {sentence}")


def _shape(opened: _Open, inside: str) -> tuple[str, Json] | None:
    """Kind and further fields of the entity of a tag; None where Telegram drops it."""
    kind, values = KINDS[opened.tag], opened.values
    if opened.tag == "a":
        return _link(values.get("href") or inside)
    if opened.tag == "code" and values.get("class", "").startswith("language-"):
        return kind, {"language": values["class"].removeprefix("language-")}
    if opened.tag == "blockquote" and "expandable" in values:
        return "expandable_blockquote", {}
    if opened.tag == "tg-emoji":
        return kind, {"custom_emoji_id": values.get("emoji-id", "")}
    if opened.tag == "tg-time":
        return _moment(values)
    return kind, {}


def _moment(values: dict[str, str]) -> tuple[str, Json] | None:
    stamp = values.get("unix", "")
    if not stamp.isdigit():
        return None
    more: Json = {"unix_time": int(stamp)}
    if values.get("format"):
        more["date_time_format"] = values["format"]
    return "date_time", more


def _link(target: str) -> tuple[str, Json] | None:
    scheme = _LINK.match(target)
    if not scheme and (":" in target.split("/")[0] or "." not in target):
        return None
    full = target if scheme else f"http://{target}"
    if full.count("/") == 2 and scheme and scheme.group(1):
        full += "/"
    return "text_link", {"url": full}


def _settled(entities: list[Entity]) -> tuple[Entity, ...]:
    """In reading order; `pre` takes the language of a `code` in it; nothing else lives in code."""
    ordered = sorted(entities, key=lambda e: (e.offset, -e.length, e.kind != "pre"))
    kept: list[Entity] = []
    for entity in ordered:
        home = next((k for k in kept if k.kind in ("pre", "code") and _inside(entity, k)), None)
        if home is None:
            kept.append(_without_language(entity))
        elif home.kind == "pre" and "language" in entity.more and not home.more:
            kept[kept.index(home)] = Entity("pre", home.offset, home.length, entity.more)
    return tuple(kept)


def _without_language(entity: Entity) -> Entity:
    if entity.kind == "code" and entity.more:
        return Entity("code", entity.offset, entity.length)
    return entity


def _inside(inner: Entity, outer: Entity) -> bool:
    start, end = outer.offset, outer.offset + outer.length
    return start <= inner.offset and inner.offset + inner.length <= end
