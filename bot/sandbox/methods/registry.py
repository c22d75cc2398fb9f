"""Where the methods of the Bot API announce themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from bot.sandbox.engine import Telegram
from bot.sandbox.params import Params

Method: TypeAlias = Callable[[Telegram, Params], object]
METHODS: dict[str, Method] = {}


def method(handler: Method) -> Method:
    """Registers `send_message` as sendMessage; the Bot API does not mind the case of names."""
    METHODS[_camel(handler.__name__)] = handler
    return handler


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)
