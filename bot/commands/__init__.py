"""What people can ask for in the chat: one file a command, with a value `COMMAND`.

The registry feeds `/help`, the menu that Telegram shows, and the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import assert_never

from bot.request import Request
from bot.say import Act
from content.registry import modules
from scheduler.desk import Desk


def always(desk: Desk) -> bool:
    """Most commands have what they need everywhere."""
    return True


class Who(StrEnum):
    """Who may use a command. Rights are read at every call."""

    ANYBODY = "anybody"
    MEMBER = "member"
    ORGANIZER = "organizer"
    KEEPER = "keeper of a roster"
    """An organizer or an administrator."""
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, its line in the menu (an English msgid), and what it does."""

    name: str
    what: str
    who: Who
    run: Callable[[Request], Sequence[Act]]
    listed: bool = True
    """Whether menus and `/help` show it; the others are reached by buttons."""
    order: int = 50
    there: Callable[[Desk], bool] = always
    """Whether menus and `/help` show it here, as far as the configuration goes."""


@cache
def commands() -> Mapping[str, Command]:
    """Every command by name, in the order of the menu."""
    found: list[Command] = [module.COMMAND for module in modules(__name__)]
    return {command.name: command for command in sorted(found, key=lambda c: (c.order, c.name))}


def allowed(command: Command, request: Request) -> bool:
    """Whether this person may use this command now."""
    match command.who:
        case Who.ANYBODY:
            return True
        case Who.MEMBER:
            return request.member is not None
        case Who.ORGANIZER:
            return request.organizes
        case Who.KEEPER:
            return bool(request.keeps)
        case Who.ADMINISTRATOR:
            return request.administers
        case unknown:
            assert_never(unknown)
