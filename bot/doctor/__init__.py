"""Is everything in place? One file a check; this registry finds them, in their order.

A check looks at one thing, changes nothing, and says in a line each what it found; where
that is not well, also what to do. None of them ever says the token.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.config import Config, Misconfigured, Secret
from content.registry import modules


class Level(StrEnum):
    """How a check ended. Only errors keep the bot from its work."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. `fix` is what to do, empty where there is nothing to do."""

    level: Level
    what: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Patient:
    """What is looked at."""

    config: Config | None
    """None where it has mistakes (`mistaken`)."""
    mistaken: Misconfigured | None = None
    token: Secret | None = None
    untold: Misconfigured | None = None
    """What is wrong with the token, where it is that alone."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at; `look` returns nothing where there is nothing to look at."""

    name: str
    order: int
    look: Callable[[Patient], Sequence[Finding]]


def checks() -> tuple[Check, ...]:
    """Every check, in order."""
    found: list[Check] = [module.CHECK for module in modules(__name__)]
    return tuple(sorted(found, key=lambda check: check.order))


def ok(what: str) -> Finding:
    """All is well."""
    return Finding(Level.OK, what)


def warning(what: str, fix: str) -> Finding:
    """The bot works, but something is missing or will be."""
    return Finding(Level.WARNING, what, fix)


def error(what: str, fix: str) -> Finding:
    """The bot cannot do its work so."""
    return Finding(Level.ERROR, what, fix)
