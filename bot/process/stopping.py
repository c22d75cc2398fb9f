"""Ending in good order: SIGTERM or Ctrl-C cancels the work, a second one ends at once."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Coroutine
from contextlib import suppress

PATIENCE = 4.0
"""Seconds the work has to end; whoever stopped us waits five."""


async def until_stopped(work: Coroutine[object, object, None]) -> None:
    """Run until done or told to stop. What the work raises is raised here."""
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, _stop, task)
    with suppress(asyncio.CancelledError):
        await task


def _stop(task: asyncio.Future[None]) -> None:
    if task.cancelling() if isinstance(task, asyncio.Task) else False:
        os._exit(1)
    task.cancel()
    asyncio.get_running_loop().call_later(PATIENCE, os._exit, 0)
