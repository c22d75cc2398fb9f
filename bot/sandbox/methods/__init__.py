"""What can a bot ask of Telegram? One file a small family of methods; each is found by itself."""

from __future__ import annotations

import importlib
import pkgutil

from bot.sandbox.methods.registry import METHODS, Method

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")

_BY_LOWER = {name.lower(): (name, handler) for name, handler in METHODS.items()}


def find(name: str) -> tuple[str, Method] | None:
    """A method by its name in any case, with the name as the Bot API writes it."""
    return _BY_LOWER.get(name.lower())


__all__ = ["METHODS", "Method", "find"]
