"""What is shown at the meeting: the way into a vote as a QR code and as a code to type."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from io import BytesIO

import segno

from bot.words import words

STYLE = (
    "@page{size:A4 landscape;margin:12mm}html{height:100%}body{font:5vmin/1.3 sans-serif;"
    "text-align:center;margin:0 auto;padding:2vmin;background:#fff;color:#000}"
    "svg{width:min(62vmin,90vw);height:min(62vmin,90vw)}p{margin:1vmin 0}"
    "strong{font:700 13vmin/1.1 monospace;letter-spacing:.12em}code{font-size:3vmin;"
    "overflow-wrap:anywhere}"
)


def page(link: str, code: str, languages: Sequence[str]) -> str:
    """A page for the projector, or to print and hold up; nothing in it comes from outside."""
    drawn = segno.make(link, error="m", micro=False).svg_inline(border=4, omitsize=True)
    told = "".join(_line(language, code) for language in languages)
    return (
        f'<!doctype html><html lang="{escape(languages[0])}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(code)}</title><style>{STYLE}</style>"
        f"<main>{drawn}<p><strong>{escape(code)}</strong></p>{told}"
        f"<p><code>{escape(link)}</code></p></main></html>\n"
    )


def picture(link: str) -> bytes:
    """The QR code alone, as PNG, large enough to be held up on a phone."""
    made = BytesIO()
    segno.make(link, error="m", micro=False).save(made, kind="png", scale=16, border=4)
    return made.getvalue()


def _line(language: str, code: str) -> str:
    line = words(language).say("Scan this, or send the bot: /argue %(code)s", code=code)
    return f'<p lang="{escape(language)}">{escape(line)}</p>'
