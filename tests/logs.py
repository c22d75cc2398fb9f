"""Logs as they were: what a command sets up in the tests' own process ends with it."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog


@contextmanager
def restored() -> Iterator[None]:
    """Afterwards nothing within has changed the logs, or where uncaught errors go."""
    root, hooks = logging.getLogger(), (sys.excepthook, sys.unraisablehook, threading.excepthook)
    level, handlers = root.level, list(root.handlers)
    try:
        yield
    finally:
        structlog.reset_defaults()
        logging.captureWarnings(False)
        root.setLevel(level)
        root.handlers[:] = handlers
        sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
