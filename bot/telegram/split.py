"""A text too long for one message, cut where a reader would pause, each piece whole in itself."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

from bot.telegram.markup import units

_TAG = re.compile(r"<(/?)([a-z-]+)([^>]*)>")
_BORDERS = (
    re.compile(r"\n\s*\n"),
    re.compile(r"\n"),
    re.compile(r"[.!?…][\"'”’)\]]*\s|[。！？；][”’」』）]*"),
    re.compile(r"\s"),
)
"""Where to cut, best first: paragraph, line, sentence, word."""
_JOINERS = "\u200d\ufe0e\ufe0f"

MARKS = 100
"""Stretches of formatted words that Telegram keeps in one message; it drops the others without a
word. The Bot API does not tell; python-telegram-bot's `MessageLimit.MESSAGE_ENTITIES` does."""


@dataclass(frozen=True, slots=True)
class _Span:
    """A tag as the stretch of words it covers."""

    start: int
    end: int
    opening: str
    closing: str


def split(markup: str, limit: int, first: int | None = None, *, marks: int = MARKS) -> list[str]:
    """Pieces of well-formed Telegram HTML, each at most `limit` UTF-16 units once parsed and with
    at most `marks` tags.

    `first` is the limit of the first piece where it differs (a caption). Tags open at a cut are
    closed and opened again. Only white space at the cuts is left out. An empty text is one
    empty piece.
    """
    text, spans = _read(markup)
    if units(text) <= min(limit, limit if first is None else first) and len(spans) <= marks:
        return [markup]
    cuts = _cuts(text, spans, limit, first, marks)
    return [_written(text, spans, start, end) for start, end in cuts] or [""]


def _read(markup: str) -> tuple[str, list[_Span]]:
    """The words, and its tags as stretches in the order they were opened."""
    words: list[str] = []
    opened: list[tuple[int, int, str, str]] = []
    spans: list[tuple[int, _Span]] = []
    at = written = number = 0
    for tag in _TAG.finditer(markup):
        piece = html.unescape(markup[at : tag.start()])
        words.append(piece)
        written += len(piece)
        at = tag.end()
        if not tag.group(1):
            opened.append((number, written, tag.group(), f"</{tag.group(2)}>"))
            number += 1
        elif opened:
            order, start, opening, closing = opened.pop()
            spans.append((order, _Span(start, written, opening, closing)))
    words.append(html.unescape(markup[at:]))
    return "".join(words), [span for _, span in sorted(spans, key=lambda each: each[0])]


def _cuts(
    text: str, spans: list[_Span], limit: int, first: int | None, marks: int
) -> list[tuple[int, int]]:
    """Stretches of the text, without the white space around them."""
    cuts: list[tuple[int, int]] = []
    start, room = 0, limit if first is None else first
    while start < len(text):
        end = _end(text, start, _marked(text, spans, start, marks), room)
        low, high = start, end
        while low < high and text[low].isspace() and (cuts or text[low] == "\n"):
            low += 1
        while high > low and text[high - 1].isspace():
            high -= 1
        if high > low:
            cuts.append((low, high))
            room = limit
        start = end
    return cuts


def _marked(text: str, spans: list[_Span], start: int, marks: int) -> int:
    """The furthest end of a piece that begins at `start` with at most so many tags: where the
    first one too many would begin; at least one character."""
    begun = [max(span.start, start) for span in spans if span.end > start]
    return max(start + 1, begun[marks]) if len(begun) > marks else len(text)


def _end(text: str, start: int, most: int, limit: int) -> int:
    """Where a piece that begins at `start`, and ends at `most` at the latest, ends: at the best
    border that leaves it fairly full."""
    far = min(most, _reach(text, start, limit))
    if far == len(text):
        return far
    least = start + (far - start) // 3
    for border in _BORDERS:
        ends = [hit.end() for hit in border.finditer(text, start, far) if hit.end() > least]
        if ends:
            return ends[-1]
    return _between(text, start, far)


def _reach(text: str, start: int, limit: int) -> int:
    """The furthest end that still fits; at least one character."""
    end = min(len(text), start + limit)
    while end > start + 1 and units(text[start:end]) > limit:
        end -= max(1, (units(text[start:end]) - limit + 1) // 2)
    return end


def _between(text: str, start: int, end: int) -> int:
    """Not between a character and the marks that belong to it."""
    cut = end
    while cut > start + 1 and end - cut < 32 and _joined(text, cut):
        cut -= 1
    return end if _joined(text, cut) else cut


def _joined(text: str, cut: int) -> bool:
    after, before = text[cut], text[cut - 1]
    return bool(unicodedata.combining(after)) or after in _JOINERS or before == "\u200d"


def _written(text: str, spans: list[_Span], start: int, end: int) -> str:
    """The stretch as HTML, with its share of each tag around it."""
    inside = [span for span in spans if max(span.start, start) < min(span.end, end)]
    borders = {start, end}
    for span in inside:
        borders |= {max(span.start, start), min(span.end, end)}
    parts: list[str] = []
    opened: list[_Span] = []
    places = sorted(borders)
    for place, following in zip(places, [*places[1:], end], strict=True):
        while opened and min(opened[-1].end, end) <= place:
            parts.append(opened.pop().closing)
        starting = [span for span in inside if max(span.start, start) == place]
        parts += [span.opening for span in starting]
        opened += starting
        parts.append(html.escape(text[place:following], quote=True))
    return "".join(parts)
