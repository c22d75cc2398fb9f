"""What holds for every request and every answer, before any page is asked.

Only under our own name (a foreign one that resolves here stays outside); what changes something
only from our own pages; and headers under which nothing else runs, loads, frames or is kept.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.config.web import loopback

TELEGRAM = "https://web.telegram.org"
"""In whose frame a Mini App stands where Telegram runs in a browser."""

SAFE = ("GET", "HEAD")


def policy(*, framed: bool, script: bool = False) -> str:
    """The Content-Security-Policy: our own style and pictures, no script but the Mini App's."""
    more = "script-src 'self'; connect-src 'self'; " if script else ""
    frame = TELEGRAM if framed else "'none'"
    return (
        f"default-src 'none'; style-src 'self'; img-src 'self'; {more}base-uri 'none'; "
        f"form-action 'self'; frame-ancestors {frame}"
    )


class Guard:
    """Stands before the pages. `origin` is our address as browsers write it; `framed`: whether
    Telegram may show us in a frame."""

    def __init__(self, app: ASGIApp, origin: Callable[[], str], framed: bool) -> None:
        self._app = app
        self._origin = origin
        self._headers = {
            "Content-Security-Policy": policy(framed=framed),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Robots-Tag": "noindex, nofollow",
            "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
        }
        if not framed:
            self._headers["Cross-Origin-Opener-Policy"] = "same-origin"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers, origin = Headers(scope=scope), self._origin()

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                found = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    found.setdefault(name, value)
            await send(message)

        if not _ours(headers.get("host", ""), origin):
            await PlainTextResponse("wrong host", 421)(scope, receive, dressed)
        elif scope["method"] not in SAFE and not _from_us(headers, origin):
            await PlainTextResponse("wrong origin", 403)(scope, receive, dressed)
        else:
            await self._app(scope, receive, dressed)


def _ours(host: str, origin: str) -> bool:
    """Whether a request names us; on this machine, by any of its own names and our port."""
    own = origin.partition("://")[2]
    if host.lower() == own:
        return True
    name, _, port = host.rpartition(":")
    mine, _, at = own.rpartition(":")
    return port == at and loopback(mine.strip("[]")) and loopback(name.strip("[]"))


def _from_us(headers: Headers, origin: str) -> bool:
    """Whether one of our own pages sent it. A browser that is told `no-referrer` leaves `null`
    as the origin of a form, and says in `Sec-Fetch-Site`, which no page can set, where it is
    from (Fetch, "append a request Origin header"; Fetch Metadata)."""
    named = headers.get("origin")
    if named == "null":
        return headers.get("sec-fetch-site") == "same-origin"
    scheme = origin.partition("://")[0]
    return named is not None and named == f"{scheme}://{headers.get('host', '')}"
