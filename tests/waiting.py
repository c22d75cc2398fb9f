"""Waiting for what comes in its own time: for a condition, never for so many seconds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


async def until(so: Callable[[], bool], within: float = 60.0) -> None:
    """Return as soon as it is so; raises TimeoutError after `within` seconds."""
    async with asyncio.timeout(within):
        while not so():  # noqa: ASYNC110 - a file or another process says it, no event does
            await asyncio.sleep(0.05)
