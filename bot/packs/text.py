"""The pack as plain text, for a chat or a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from bot.packs import PackFormat
from bot.packs._lines import foot, sections, span, title
from bot.words import Words, words
from records.participation.pack import Pack


def render(pack: Pack, language: str) -> str:
    """Lines without markup, sections parted by an empty one, no last line feed."""
    say = words(language)
    return "\n\n".join([f"{title(pack, say)}\n{span(pack, say)}", *_body(pack, say)])


def _body(pack: Pack, say: Words) -> Iterator[str]:
    for one in sections(pack, say):
        yield "\n".join([f"— {one.title} —", *one.lines])
    yield foot(pack, say)


FORMAT = PackFormat("text", "text/plain; charset=utf-8", ".txt", render)
