"""Long work in pieces: a generator that stops after each, so that a loop can give way there."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

T = TypeVar("T")

Pieces = Generator[None, None, T]
"""Stops after each piece; returns what came of all of them."""


def at_once(pieces: Pieces[T]) -> T:
    """All pieces without a pause."""
    while True:
        try:
            next(pieces)
        except StopIteration as end:
            result: T = end.value
            return result
