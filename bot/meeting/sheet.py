"""A page for the door: the code in large digits and as a QR code, in each language. One file
without anything outside it, for one sheet of paper or a screen."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import segno

from bot.words import words

STYLE = (
    "@page{size:A4;margin:18mm}body{font:16pt/1.4 sans-serif;text-align:center;margin:0 auto;"
    "max-width:174mm}h1{font-size:24pt;margin:6mm 0 2mm}strong{display:block;font-size:72pt;"
    "letter-spacing:.05em;line-height:1.2;font-variant-numeric:tabular-nums}"
    "svg{width:90mm;height:90mm;margin:4mm 0}p{margin:2mm 0}"
)


def sheet(
    organisation: str, branch: str, code: str, link: str, languages: Sequence[str]
) -> str:
    """The page as HTML."""
    drawn = segno.make(link, error="m", micro=False).svg_inline(border=2, omitsize=True)
    told = "".join(
        f'<p lang="{escape(one)}">'
        f"{escape(words(one).say('You are here? Scan this, or write the code to the bot.'))}</p>"
        for one in languages
    )
    return (
        f'<!doctype html><html lang="{escape(languages[0])}"><meta charset="utf-8">'
        f"<title>{escape(organisation)} · {escape(branch)}</title><style>{STYLE}</style>"
        f"<h1>{escape(organisation)} · {escape(branch)}</h1>"
        f"<strong>{escape(code)}</strong>{drawn}{told}</html>\n"
    )
