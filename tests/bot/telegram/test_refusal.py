"""Each refusal of Telegram asks for one thing; a mistake of ours never costs a member."""

from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram.refusal import (
    Already,
    Fatal,
    Gone,
    Later,
    Moved,
    Never,
    Refusal,
    Unsure,
    refusal,
    told,
)
from bot.telegram.wire import Doubtful, Unsent

WORDS = [
    (400, "Bad Request: can't parse entities: Unsupported start tag \"x\" at byte offset 0", Never),
    (400, "Bad Request: message is too long", Never),
    (400, "Bad Request: wrong file identifier/HTTP URL specified", Never),
    (400, "Bad Request: message thread not found", Never),
    (400, "Bad Request: BUTTON_DATA_INVALID", Never),
    (400, "Bad Request: poll options must be non-empty", Never),
    (400, "Bad Request: message to be replied not found", Never),
    (400, "Bad Request: chat not found", Gone),
    (400, "Bad Request: private chat not found", Gone),
    (400, "Bad Request: PEER_ID_INVALID", Gone),
    (400, "Bad Request: group chat was deactivated", Gone),
    (400, "Bad Request: not enough rights to send text messages to the chat", Gone),
    (400, "Bad Request: message is not modified: specified new message content and reply markup "
          "are exactly the same", Already),
    (400, "Bad Request: query is too old and response timeout expired or query ID is invalid",
     Already),
    (400, "Bad Request: message can't be deleted for everyone", Already),
    (403, "Forbidden: bot was blocked by the user", Gone),
    (403, "Forbidden: user is deactivated", Gone),
    (403, "Forbidden: bot can't initiate conversation with a user", Gone),
    (403, "Forbidden: bot was kicked from the supergroup chat", Gone),
    (401, "Unauthorized", Fatal),
    (404, "Not Found", Fatal),
    (409, "Conflict: terminated by other getUpdates request", Later),
    (429, "Too Many Requests: retry after 7", Later),
    (500, "Internal Server Error", Unsure),
    (502, "Bad Gateway", Unsure),
]  # fmt: skip


@pytest.mark.parametrize(("code", "description", "kind"), WORDS)
def test_by_code_and_description(code: int, description: str, kind: type[Refusal]) -> None:
    assert isinstance(told(code, description), kind)


@pytest.mark.parametrize(("code", "description", "kind"), WORDS)
def test_the_library_s_exception_says_the_same(
    code: int, description: str, kind: type[Refusal]
) -> None:
    raised: dict[int, TelegramError] = {
        400: BadRequest(description),
        401: InvalidToken(description),
        403: Forbidden(description),
        404: InvalidToken(description),
        409: Conflict(description),
        429: RetryAfter(7),
    }

    assert isinstance(refusal(raised.get(code, NetworkError(description))), kind)


def caused(error: NetworkError, cause: Exception) -> NetworkError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "meant"),
    [
        (caused(NetworkError("x"), Unsent("refused")), Later(None, "refused")),
        (caused(TimedOut(), Unsent("connect")), Later(None, "connect")),
        (caused(TimedOut(), Doubtful("read")), Unsure("read")),
        (caused(NetworkError("x"), Doubtful("HTTP 502")), Unsure("HTTP 502")),
        (TimedOut(), Unsure("Timed out")),
        (RetryAfter(3), Later(timedelta(seconds=3), "too many requests")),
        (RetryAfter(timedelta(hours=1)), Later(timedelta(hours=1), "too many requests")),
        (ChatMigrated(-100123), Moved(-100123)),
        (EndPointNotFound("x"), Fatal("the token is not accepted")),
        (InvalidToken("The token `1:AA` was rejected"), Fatal("the token is not accepted")),
        (KeyError("result"), Unsure("KeyError")),
    ],
)
def test_by_exception(error: Exception, meant: Refusal) -> None:
    assert refusal(error) == meant


def test_parameters_speak_before_the_code() -> None:
    assert told(400, "Bad Request: group chat was upgraded", moved_to=-1001) == Moved(-1001)
    assert told(429, "x", retry_after=3600) == Later(timedelta(hours=1), "too many requests")
