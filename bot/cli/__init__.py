"""The command line: one file a command, each with a function `command`.

Modules import what is heavy inside their function, so that `studybot --help` stays quick.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pkgutil import iter_modules


def commands() -> Mapping[str, Callable[..., object]]:
    """Every command by its name: `name` of its module, or the module's own name."""
    modules = [
        import_module(f"{__name__}.{found.name}")
        for found in iter_modules(__path__)
        if not found.name.startswith("_")
    ]
    return {
        getattr(module, "name", module.__name__.rpartition(".")[2]): module.command
        for module in modules
    }
