"""A preview as one HTML page: no script, nothing fetched, the pictures within."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from mimetypes import guess_type
from pathlib import Path

from bot.words import Words, direction
from bot.workshop.look import Look, look
from bot.workshop.paper import Sheet

TEMPLATE = Path(__file__).with_name("page.html.j2")


def page(sheets: Sequence[Sheet], title: str, words: Words) -> str:
    """The page. What the renderer made is its own HTML; all else is escaped."""
    from jinja2 import Environment
    from markupsafe import Markup

    template = Environment(autoescape=True).from_string(TEMPLATE.read_text("utf-8"))
    told = [
        {
            "name": f"{words.say(sheet.item.form)} · {sheet.item.head.title}",
            "looks": [_shown(look(call), Markup) for call in sheet.calls],
            "answer": Markup(sheet.answer),
        }
        for sheet in sheets
    ]
    after = words.say("After answering")
    return template.render(
        language=words.language,
        direction=direction(words.language),
        title=title,
        sheets=told,
        after=after,
    )


def _shown(one: Look, as_html: type[str]) -> dict[str, object]:
    return {
        "text": as_html(one.text),
        "picture": _data(one.picture) if one.picture else "",
        "options": one.options,
        "buttons": one.buttons,
        "hint": one.hint,
    }


def _data(picture: Path) -> str:
    kind = guess_type(picture.name)[0] or "image/png"
    return f"data:{kind};base64,{b64encode(picture.read_bytes()).decode()}"
