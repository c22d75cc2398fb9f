"""What can a bot ask of Telegram? One file a small family of methods; each is found by itself."""

from __future__ import annotations

from bot.sandbox.methods.registry import METHODS, Method
from content.registry import modules

for _module in modules(__name__):
    """Loading it writes its methods down."""

_BY_LOWER = {name.lower(): (name, handler) for name, handler in METHODS.items()}


def find(name: str) -> tuple[str, Method] | None:
    """A method by its name in any case, with the name as the Bot API writes it."""
    return _BY_LOWER.get(name.lower())


__all__ = ["METHODS", "Method", "find"]
