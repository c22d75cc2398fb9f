"""Logs: a JSON line an event on the error stream, with every secret taken out at the end.

python-telegram-bot writes requests with their parameters at DEBUG; they hold what members
said, so its loggers start at WARNING, whatever else is set.
"""

from __future__ import annotations

import logging
import re
import sys
from types import TracebackType

import structlog
from structlog.typing import EventDict, WrappedLogger

from bot.config import Secret

TOKEN = re.compile(r"\b[0-9]{5,20}:[A-Za-z0-9_-]{20,}")
QUIET = ("telegram", "aiohttp", "apscheduler", "asyncio", "httpx", "httpcore")


def set_up(secret: Secret | None, level: int = logging.INFO) -> None:
    """Send structlog's and the libraries' lines through the same last step."""
    redact = Redaction(secret)
    steps: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*steps, redact.values, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter(redact))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    sys.excepthook = redact.excepthook


class Redaction:
    """Takes the token, and whatever looks like one, out of a text."""

    def __init__(self, secret: Secret | None) -> None:
        self._secret = secret.reveal() if secret else ""

    def text(self, text: str) -> str:
        if self._secret:
            text = text.replace(self._secret, "[token]")
        return TOKEN.sub("[token]", text)

    def values(self, _: WrappedLogger, __: str, event: EventDict) -> EventDict:
        """Every value becomes text before it is rendered, so that nothing hides in a repr."""
        return {
            key: value if isinstance(value, int | float | bool) else self.text(str(value))
            for key, value in event.items()
        }

    def excepthook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        import traceback

        sys.stderr.write(self.text("".join(traceback.format_exception(kind, error, trace))))


class _Formatter(logging.Formatter):
    def __init__(self, redaction: Redaction) -> None:
        super().__init__('{"logger": "%(name)s", "level": "%(levelname)s", "event": "%(message)s"}')
        self._redaction = redaction

    def format(self, record: logging.LogRecord) -> str:
        return self._redaction.text(super().format(record))
