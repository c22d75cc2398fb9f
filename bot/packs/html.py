"""The pack as one page to print on A4: one file without anything outside it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale

from bot.packs import PackFormat
from bot.packs._lines import foot, sections, span, title
from bot.reports._figures import locale
from bot.words import words
from records.participation.pack import Pack

if TYPE_CHECKING:
    from jinja2 import Template

PAGE = Path(__file__).parent / "page.html.j2"


def render(pack: Pack, language: str) -> str:
    """The whole page; printed, it is one sheet."""
    say, speech = words(language), locale(language)
    return _page().render(
        language=language,
        direction=_direction(speech),
        title=title(pack, say),
        span=span(pack, say),
        sections=sections(pack, say),
        foot=foot(pack, say),
    )


def _direction(speech: Locale) -> str:
    return str(speech.text_direction)


@cache
def _page() -> Template:
    from jinja2 import Environment

    return Environment(autoescape=True).from_string(PAGE.read_text("utf-8"))


FORMAT = PackFormat("html", "text/html; charset=utf-8", ".html", render)
