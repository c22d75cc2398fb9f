"""Campaigns: the program killed, starved and lied to by the thousand, each from a seed.

A campaign is a file here with a `CAMPAIGN`; `make campaign` runs them in full and writes what
they found into `docs/reliability.md`, `make test` runs the short form of each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Found:
    """What a campaign did and what came of it."""

    done: str
    """How much of what: `1,000 kills in a stream of 8,231 updates`."""
    result: str
    """The figures that count: `0 lost, 0 twice`."""
    wrong: Sequence[str] = ()
    """Every violation, in words that lead to it. Empty is the goal."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """One campaign. Equal seed and size do the same, but for how processes share the machine."""

    name: str
    what: str
    """What is shown, in a sentence."""
    run: Callable[[int, int], Found]
    """By seed and size."""
    full: int
    """Its size in `make campaign`."""
    short: int
    """Its size in `make test`: some seconds."""


@cache
def campaigns() -> Mapping[str, Campaign]:
    """All, by name: every file of this folder that has one."""
    names = sorted(file.stem for file in Path(__file__).parent.glob("[a-z]*.py"))
    modules = [import_module(f"{__name__}.{name}") for name in names if _is_one(name)]
    found = [module.CAMPAIGN for module in modules if hasattr(module, "CAMPAIGN")]
    return {campaign.name: campaign for campaign in found}


def _is_one(name: str) -> bool:
    return not name.startswith("test_")
