"""What a failed request means: try later, never, nobody there, cannot know, or stop.

A pure table. The order matters: python-telegram-bot's `BadRequest` is a `NetworkError`, and
whoever took it for one would repeat it for ever. Telegram tells most refusals apart only by
the words of their description (telegram-bot-api, `Client.cpp`, version 10.0).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
)

from bot.telegram.wire import Unsent


@dataclass(frozen=True, slots=True)
class Later:
    """Not received, or not now: send again, after `retry_after` where Telegram named it."""

    retry_after: timedelta | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Never:
    """This message will not be taken, whenever it is sent: our mistake, not the member's."""

    reason: str


@dataclass(frozen=True, slots=True)
class Gone:
    """Nobody is reached there any more; nothing is wrong with the message."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """The request may have been carried out; nothing shows whether it was."""

    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has become a supergroup with another id: send there."""

    chat: int


@dataclass(frozen=True, slots=True)
class Already:
    """Refused because there is nothing left to do: as good as done."""

    reason: str


@dataclass(frozen=True, slots=True)
class Fatal:
    """The token is not accepted: stop. The reason never holds Telegram's words (or a token)."""

    reason: str


Refusal = Later | Never | Gone | Unsure | Moved | Already | Fatal

_NOBODY = (
    "chat not found",
    "user not found",
    "user is deactivated",
    "input_user_deactivated",
    "peer_id_invalid",
    "user_is_blocked",
    "user_id_invalid",
    "bot was blocked",
    "bot was kicked",
    "bot is not a member",
    "bot can't initiate conversation",
    "bots can't send messages to bots",
    "group chat was deactivated",
    "group chat was deleted",
    "chat_write_forbidden",
    "chat_restricted",
    "have no rights to send",
    "not enough rights to send",
    "need administrator rights",
)
_DONE = (
    "message is not modified",
    "query is too old",
    "query id is invalid",
    "message to delete not found",
    "message can't be deleted",
    "poll has already been closed",
)
_TOPIC = ("message thread not found", "topic_closed", "topic_deleted", "topic closed")
_TOKEN = "the token is not accepted"


def refusal(error: BaseException) -> Refusal:
    """What an exception from a request means. One that is none of Telegram's is Unsure."""
    match error:
        case BadRequest():
            return told(400, error.message)
        case Forbidden():
            return told(403, error.message)
        case RetryAfter():
            return Later(_span(error.retry_after), "too many requests")
        case ChatMigrated():
            return Moved(error.new_chat_id)
        case InvalidToken() | EndPointNotFound():
            return Fatal(_TOKEN)
        case Conflict():
            return told(409, error.message)
        case NetworkError():
            return _network(error)
    return Unsure(type(error).__name__)


def told(
    code: int, description: str, *, retry_after: int | None = None, moved_to: int | None = None
) -> Refusal:
    """What an answer of the Bot API with `"ok": false` means."""
    words = description.lower()
    if moved_to is not None:
        return Moved(moved_to)
    if code == 429 or retry_after is not None:
        return Later(_span(retry_after), "too many requests")
    if code in (401, 404):
        return Fatal(_TOKEN)
    if code == 403:
        return Gone(description)
    if code == 409:
        return Later(None, description)
    if code >= 500:
        return Unsure(f"HTTP {code}")
    return _bad(description, words)


def no_topic(description: str) -> bool:
    """Whether a group's topic is gone or closed, so that nothing can be posted in it."""
    words = description.lower()
    return any(known in words for known in _TOPIC)


def _bad(description: str, words: str) -> Refusal:
    if any(known in words for known in _DONE):
        return Already(description)
    if any(known in words for known in _NOBODY):
        return Gone(description)
    return Never(description)


def _network(error: NetworkError) -> Refusal:
    cause = error.__cause__
    reason = str(cause) if cause is not None else error.message
    return Later(None, reason) if isinstance(cause, Unsent) else Unsure(reason)


def _span(told: int | timedelta | None) -> timedelta | None:
    return timedelta(seconds=told) if isinstance(told, int) else told
