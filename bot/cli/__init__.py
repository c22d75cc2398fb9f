"""The command line: one file a command, each with a function `command`; where several belong
together (`studybot roster import`), with `commands` by their names and a line `about` them.

Modules import what is heavy inside their function, so that `studybot --help` stays quick.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType

from content.registry import modules

Run = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Group:
    """Commands under one name, and what they are about."""

    about: str
    commands: Mapping[str, Run]


def commands() -> Mapping[str, Run]:
    """Every command by its name: `name` of its module, or the module's own name."""
    return {_name(one): one.command for one in modules(__name__) if hasattr(one, "command")}


def groups() -> Mapping[str, Group]:
    """Every group of commands by its name."""
    return {_name(one): Group(one.about, one.commands)
            for one in modules(__name__) if hasattr(one, "commands")}  # fmt: skip


def _name(module: ModuleType) -> str:
    return str(getattr(module, "name", module.__name__.rpartition(".")[2]))
