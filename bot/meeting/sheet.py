"""A page for the door: the code in large digits and as a QR code, in each language. One file
without anything outside it, for one sheet of paper or a screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

import segno

from bot.words import words

STYLE = (
    "@page{size:A4;margin:18mm}body{font:16pt/1.4 sans-serif;text-align:center;margin:0 auto;"
    "max-width:174mm}h1{font-size:24pt;margin:6mm 0 2mm}strong{display:block;"
    "font-size:min(72pt,18vw);letter-spacing:.05em;line-height:1.2;font-variant-numeric:tabular-nums}"
    "svg{width:min(90mm,90vw);height:auto;margin:4mm 0}p{margin:2mm 4mm}"
)


def sheet(
    organisation: str, branch: str, day: date, code: str, link: str, languages: Sequence[str]
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
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(organisation)} · {escape(branch)}</title><style>{STYLE}</style>"
        f"<h1>{escape(organisation)} · {escape(branch)}</h1><p>{day}</p>"
        f"<strong>{escape(code)}</strong>{drawn}{told}</html>\n"
    )
