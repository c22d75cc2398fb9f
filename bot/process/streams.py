"""Saying something is no reason to fail: a reader that went away, a disk that is full, a stream
that was closed before we came cost a line and not the bot, which members hear all the same."""

from __future__ import annotations

import os
import sys
from contextlib import suppress


def tell(line: str) -> None:
    """A line for whoever reads our output, if somebody does."""
    with suppress(OSError, ValueError):
        print(line, flush=True)


def drop_untold() -> None:
    """Before the end: forget what could not be said. Python tries once more as it leaves, and
    where that fails too it makes 120 of a good end's exit code."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
