"""Logs: a JSON line an event on the error stream, with every secret taken out at the end.

The end is the rendered line, so nothing hides in a value, a key or a traceback; what nobody
caught (main thread, other threads, the loop, a destructor) and warnings go the same way.

python-telegram-bot writes requests with their parameters at DEBUG; they hold what members
said, so its loggers start at WARNING, whatever else is set. So does what reads Markdown, for the
many lines it has to say of each block.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import traceback
from asyncio import AbstractEventLoop
from contextlib import suppress
from io import StringIO
from types import TracebackType
from typing import Any, TextIO
from urllib.parse import quote

import structlog
from structlog.typing import EventDict, WrappedLogger

from bot.config import Secret

TOKEN = re.compile(r"(?<![0-9])[0-9]{5,20}(?::|%3[Aa])[A-Za-z0-9_-]{20,}")
"""Also behind `bot` in an address, and with its colon written as `%3A`."""
QUIET = ("telegram", "aiohttp", "apscheduler", "asyncio", "httpx", "httpcore", "markdown_it")
BEATS = "apscheduler.scheduler"
"""Warns of each beat left out while the one before still runs, which is how it is meant."""
RUNS = "apscheduler.executors.default"
"""Tells of a beat that was cancelled before it began, with a trace. Tasks tell their own failures
(`scheduler.clock`)."""


class _ErrorStream(StringIO):
    """The error stream; where the one that was there at the set-up has been closed since, the one
    of the moment. A line of the log is no reason to fail: where there is no stream (`2>&-`), or it
    takes nothing (its disk is full), the line is lost and the bot goes on."""

    def __init__(self) -> None:
        super().__init__()
        self._first: TextIO | None = sys.stderr

    def write(self, text: str) -> int:
        stream = self._now()
        with suppress(OSError):
            if stream is not None:
                stream.write(text)
        return len(text)

    def flush(self) -> None:
        stream = self._now()
        with suppress(OSError):
            if stream is not None:
                stream.flush()

    def _now(self) -> TextIO | None:
        return sys.stderr if self._first is None or self._first.closed else self._first


def set_up(secret: Secret | None, level: int = logging.INFO) -> None:
    """Send structlog's and the libraries' lines through the same last step."""
    redact = Redaction(secret)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(default=str),
            redact.rendered,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(_ErrorStream()),
    )
    handler = logging.StreamHandler(_ErrorStream())
    handler.setFormatter(_Formatter(redact))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.captureWarnings(True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger(BEATS).setLevel(logging.ERROR)
    logging.getLogger(RUNS).setLevel(logging.CRITICAL)
    sys.excepthook = redact.excepthook
    sys.unraisablehook = redact.unraisable
    threading.excepthook = redact.in_thread


def loop_errors(loop: AbstractEventLoop, context: dict[str, Any]) -> None:
    """What a task of the loop raised and nobody waited for. Its kind and place: its words may
    be a member's."""
    error = context.get("exception")
    kind = type(error).__name__ if error else "none"
    at = traceback.extract_tb(error.__traceback__)[-1:] if error else []
    where = [f"{frame.filename}:{frame.lineno}" for frame in at]
    structlog.get_logger("loop").error(str(context.get("message", "")), kind=kind, at=where)


class Redaction:
    """Takes the token, and whatever looks like one, out of a text."""

    def __init__(self, secret: Secret | None) -> None:
        whole = secret.reveal() if secret else ""
        parts = {whole, quote(whole, safe=""), whole.partition(":")[2]}
        self._secrets = sorted(filter(None, parts), key=len, reverse=True)

    def text(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "[token]")
        return TOKEN.sub("[token]", text)

    def rendered(self, _: WrappedLogger, __: str, line: EventDict | str) -> str:
        """The last of structlog's steps: the line as it will be written."""
        return self.text(str(line))

    def excepthook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        _ErrorStream().write(self.text("".join(traceback.format_exception(kind, error, trace))))

    def unraisable(self, what: sys.UnraisableHookArgs) -> None:
        if what.exc_value is not None:
            self.excepthook(what.exc_type, what.exc_value, what.exc_traceback)

    def in_thread(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None:
            self.excepthook(what.exc_type, what.exc_value, what.exc_traceback)


class _Formatter(logging.Formatter):
    """A line of JSON for what the libraries log; line breaks and quotes cannot forge another."""

    def __init__(self, redaction: Redaction) -> None:
        super().__init__()
        self._redaction = redaction

    def format(self, record: logging.LogRecord) -> str:
        event = {
            "logger": record.name,
            "level": record.levelname.lower(),
            "event": super().format(record),
        }
        return self._redaction.text(json.dumps(event))
