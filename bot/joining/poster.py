"""A page to hang up: what this is in each language the organisation speaks, and the link as a
QR code. One file without anything outside it, made to be printed on one sheet."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import segno

from bot.words import direction, words

STYLE = (
    "@page{size:A4;margin:18mm}body{font:16pt/1.4 sans-serif;text-align:center;margin:0 auto;"
    "max-width:174mm}h1{font-size:30pt;margin:8mm 0 2mm}h2{font-size:18pt;margin:8mm 0 2mm}"
    "svg{width:90mm;height:90mm;margin:6mm 0}p{margin:2mm 0}code{font-size:11pt;word-break:"
    "break-all}section{break-inside:avoid}"
)


def poster(organisation: str, branch: str, link: str, languages: Sequence[str]) -> str:
    """The page as HTML."""
    code = segno.make(link, error="m", micro=False)
    drawn = code.svg_inline(border=2, omitsize=True)
    told = "".join(_section(language) for language in languages)
    first, name, place = escape(languages[0]), escape(organisation), escape(branch)
    return (
        f'<!doctype html><html lang="{first}" dir="{direction(languages[0])}">'
        f'<meta charset="utf-8"><title>{name} · {place}</title><style>{STYLE}</style>'
        f'<h1 dir="auto">{name}</h1><p dir="auto">{place}</p>{drawn}'
        f'<p dir="ltr"><code>{escape(link)}</code></p>{told}</html>\n'
    )


def _section(language: str) -> str:
    told = words(language)
    lines = (
        told.say("Hold your phone's camera to this; it opens in Telegram."),
        told.say("One lesson or question on a study day, about two minutes, at your hour."),
        told.say("Your answers are seen by you alone. You can stop at any time."),
    )
    text = "".join(f"<p>{escape(line)}</p>" for line in lines)
    head = escape(told.say("Learn something short every day"))
    spoken = f'lang="{escape(language)}" dir="{direction(language)}"'
    return f"<section {spoken}><h2>{head}</h2>{text}</section>"
