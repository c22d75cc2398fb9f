"""A loop in which seconds pass faster, so that the waits of a bad day take no day."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import TypeVar

SPEED = 100.0
"""Seconds of the loop in a real one."""
T = TypeVar("T")


class _Selector(selectors.DefaultSelector):
    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        return super().select(timeout / SPEED if timeout else timeout)


class Hasty(asyncio.SelectorEventLoop):
    """Sleeps and timeouts are SPEED times shorter than they say."""

    def __init__(self) -> None:
        super().__init__(_Selector())

    def time(self) -> float:
        return super().time() * SPEED


def hastily(work: Coroutine[object, object, T]) -> T:
    """Run it in such a loop."""
    with asyncio.Runner(loop_factory=Hasty) as runner:
        return runner.run(work)
