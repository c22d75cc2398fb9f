"""Keyboards of a request, checked as Telegram checks them."""

from __future__ import annotations

from bot.sandbox.messages import Button, Rows
from bot.sandbox.params import Params
from bot.sandbox.refusal import bad
from bot.sandbox.shapes import Json

_KNOWN = ("text", "callback_data", "url")
_DOES = [
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
]


def inline(params: Params) -> Rows:
    """The inline keyboard of a request; empty where there is none or it is of another kind."""
    markup = params.object("reply_markup")
    rows = markup.get("inline_keyboard") or []
    if not isinstance(rows, list) or any(not isinstance(row, list) for row in rows):
        raise bad('object expected as reply markup: field "inline_keyboard" must be of type Array')
    checked = tuple(tuple(_button(item) for item in row) for row in rows if row)
    if sum(len(row) for row in checked) > 100 or any(len(row) > 8 for row in checked):
        raise bad("reply markup is too long")
    return checked


def reply(params: Params) -> tuple[tuple[str, ...], ...] | None:
    """Words of a reply keyboard; an empty tuple where it is taken away; None where not named."""
    markup = params.object("reply_markup")
    if markup.get("remove_keyboard"):
        return ()
    rows = markup.get("keyboard")
    if not isinstance(rows, list):
        return None
    return tuple(tuple(_words(item) for item in row) for row in rows if isinstance(row, list))


def _words(item: object) -> str:
    return str(item.get("text", "")) if isinstance(item, dict) else str(item)


def _button(item: object) -> Button:
    if not isinstance(item, dict):
        raise bad("can't parse inline keyboard button: expected an Object")
    text = item.get("text")
    if not isinstance(text, str):
        raise bad('can\'t parse inline keyboard button: field "text" must be of type String')
    if not text.strip():
        raise bad("can't parse inline keyboard button: text is empty")
    if not any(name in item for name in _DOES):
        words = "text buttons are unallowed in the inline keyboard"
        raise bad(f"can't parse inline keyboard button: {words}")
    more: Json = {name: value for name, value in item.items() if name not in _KNOWN}
    return Button(text, _data(item.get("callback_data")), _address(item.get("url")), more)


def _data(data: object) -> str | None:
    """1-64 bytes (core.telegram.org/bots/api#inlinekeyboardbutton)."""
    if data is None:
        return None
    if not isinstance(data, str) or not 1 <= len(data.encode("utf-8", "surrogatepass")) <= 64:
        raise bad("BUTTON_DATA_INVALID")
    return data


def _address(url: object) -> str | None:
    if url is None:
        return None
    if not isinstance(url, str) or ("." not in url and not url.startswith("tg://")):
        raise bad("inline keyboard button URL is invalid")
    return url
