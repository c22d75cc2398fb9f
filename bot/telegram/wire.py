"""The wire under python-telegram-bot: HTTP through aiohttp, JSON through orjson.

Of each failure it says whether Telegram can have received the request, because that decides
whether sending again could send twice: the `NetworkError` raised has `Unsent` or `Doubtful`
as its cause. Nothing raised here holds a URL, since the URL holds the token, and no error of
aiohttp stays reachable from it (those do hold URLs).
"""

from __future__ import annotations

import asyncio
import re
from functools import lru_cache
from time import monotonic
from typing import TYPE_CHECKING, Any, NoReturn

import orjson
from telegram.error import BadRequest, NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.process.clock_watch import Dated

if TYPE_CHECKING:  # aiohttp costs a fifth of a second to import: only who sends pays for it
    import aiohttp
    from telegram._utils.types import JSONDict, ODVInput

IDLE = 15.0
"""Seconds an unused connection is kept: shorter than servers keep it, so that a request
seldom meets a connection that the other side is just closing (which would be Doubtful)."""
_JSON = {"Content-Type": "application/json"}
_KNOWN = (400, 401, 403, 404, 409, 429)
_TOKEN = re.compile(r"/bot([^/]+)/")


class Unsent(Exception):
    """Telegram cannot have received the request."""


class Doubtful(Exception):
    """Telegram may have received the request, and acted on it."""


class Wire(BaseRequest):
    """Requests to one Bot API server over kept connections. Timeouts in seconds.

    The session opens at the first request, in the loop that runs then, and closes in
    `shutdown`, after which the wire may be used again. `connections` bounds what is in flight.
    """

    __slots__ = ("_connect", "_connections", "_proxy", "_read", "_session", "_write", "dated")

    def __init__(
        self,
        *,
        connections: int = 64,
        connect: float = 5.0,
        read: float = 20.0,
        write: float = 60.0,
        proxy: str | None = None,
    ) -> None:
        self._connections = connections
        self._connect, self._read, self._write = connect, read, write
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None
        self.dated: Dated | None = None
        """What the last answer said of the time."""

    @property
    def read_timeout(self) -> float:
        return self._read

    async def initialize(self) -> None:
        """Nothing: the session opens with the first request."""

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        try:
            answer = orjson.loads(payload)
        except ValueError:
            answer = None
        if isinstance(answer, dict) and ("result" in answer or answer.get("ok") is False):
            return answer
        raise NetworkError("the answer is not one of the Bot API") from Doubtful("answer cut")

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        fields = _fields(request_data)
        limits = self._limits(read_timeout, write_timeout, connect_timeout)
        code, body, fault = 0, b"", None
        try:
            async with self._opened().request(
                method, url, timeout=limits, allow_redirects=False, **fields
            ) as response:
                code, body = response.status, await response.read()
                if "Date" in response.headers:
                    self.dated = Dated(response.headers["Date"], monotonic())
        except Exception as error:
            fault = _told(error)
        if fault is not None:  # raised out here, so that it carries no context with a URL in it
            _fail(*fault)
        return code, body if code < 400 else _refusal(code, body, url)

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            import aiohttp

            kept = aiohttp.TCPConnector(
                limit=self._connections, keepalive_timeout=IDLE, ttl_dns_cache=300
            )
            self._session = aiohttp.ClientSession(
                connector=kept,
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=aiohttp.DummyCookieJar(),
                proxy=self._proxy,
            )
        return self._session

    def _limits(self, read: object, write: object, connect: object) -> aiohttp.ClientTimeout:
        return _timeout(
            _seconds(read, self._read),
            _seconds(write, self._write),
            _seconds(connect, self._connect),
        )


@lru_cache(maxsize=64)
def _timeout(
    read: float | None, write: float | None, connect: float | None
) -> aiohttp.ClientTimeout:
    """aiohttp knows no time limit for writing: it is in the whole."""
    import aiohttp

    whole = None
    if read is not None and write is not None and connect is not None:
        whole = read + write + connect
    return aiohttp.ClientTimeout(total=whole, connect=connect, sock_read=read)


def _seconds(given: object, usual: float) -> float | None:
    if given is None:
        return None
    return float(given) if isinstance(given, (int, float)) else usual


def _fields(asked: RequestData | None) -> dict[str, Any]:
    """The body, as arguments of aiohttp's `request`."""
    if asked is None:
        return {}
    if asked.contains_files:
        return {"data": _form(asked)}
    try:
        return {"data": orjson.dumps(asked.parameters), "headers": _JSON}
    except TypeError as error:  # a lone surrogate, an integer over 64 bits
        raise BadRequest(f"the request cannot be written as JSON: {error}") from None


def _form(asked: RequestData) -> aiohttp.FormData:
    import aiohttp

    form = aiohttp.FormData()
    for name, value in asked.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in asked.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form


def _told(error: Exception) -> tuple[type[NetworkError], str, Exception]:
    """What to raise for a failure: kind, words without a URL, and the marker."""
    import aiohttp

    unsent = (
        aiohttp.ConnectionTimeoutError,
        aiohttp.ClientConnectorError,
        aiohttp.ClientConnectorCertificateError,
        aiohttp.ServerFingerprintMismatch,
        aiohttp.ClientHttpProxyError,
        aiohttp.InvalidURL,
    )
    late = isinstance(error, (asyncio.TimeoutError, aiohttp.ServerTimeoutError))
    name = type(error).__name__
    marker = Unsent(name) if isinstance(error, unsent) else Doubtful(name)
    return TimedOut if late else NetworkError, f"the request failed: {name}", marker


def _fail(kind: type[NetworkError], words: str, marker: Exception) -> NoReturn:
    raise kind(words) from marker


def _refusal(code: int, body: bytes, url: str) -> bytes:
    """The body of a refusal by Telegram; raises where somebody else in between refused.

    A proxy's 403 must not look like a member who blocked the bot, nor its 404 like a wrong
    token. Such a page may repeat the address asked for, so none of it is repeated here; and
    the token is taken out of what is.
    """
    if code >= 500 or code == 408 or not _of_telegram(body):
        raise NetworkError(f"the server failed ({code})") from Doubtful(f"HTTP {code}")
    if code == 429 and b"retry_after" not in body:
        raise NetworkError("too many requests") from Unsent("HTTP 429")
    if code not in _KNOWN:
        raise BadRequest(f"refused ({code})")
    held = _TOKEN.search(url)
    return body.replace(held.group(1).encode(), b"TOKEN") if held else body


def _of_telegram(body: bytes) -> bool:
    try:
        answer = orjson.loads(body)
    except ValueError:
        return False
    return isinstance(answer, dict) and answer.get("ok") is False
