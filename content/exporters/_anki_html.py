"""Markdown to the HTML of an Anki field: what our reader of Anki makes Markdown of again."""

from __future__ import annotations

from functools import cache
from html import escape

from markdown_it import MarkdownIt


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("strikethrough")


def html_of(text: str) -> str:
    """A field; a single paragraph stands without its `<p>`, as Anki's own editor writes it."""
    made = str(_parser().render(text)).strip()
    inner = made.removeprefix("<p>").removesuffix("</p>")
    one = made.startswith("<p>") and made.endswith("</p>") and "<p>" not in inner
    return (inner if one else made).replace("<br />\n", "<br>").replace("<hr />", "<hr>")


def words_of(text: str) -> str:
    """Plain words as a field."""
    return escape(text, quote=False)
