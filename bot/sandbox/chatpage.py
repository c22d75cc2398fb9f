"""The chat page: people read and write by hand what tests do by `Person`.

Only the page itself may act: a POST needs the page's own Origin and a loopback Host, so that no
other site open in the same browser can tap, write or move the clock.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.engine import Telegram
from bot.sandbox.person import Person
from bot.sandbox.refusal import NotPossible, Refused
from bot.sandbox.shapes import Json, unix
from bot.sandbox.view import bot_view, chat_view

FOLDER = Path(__file__).parent / "page"
TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
MOVES = ("hour", "tomorrow", "monday", "meeting")
PATIENCE = 25.0
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(slots=True)
class Page:
    """Whose chats the page shows, in which zone, and who moves the clock.

    `on_clock` gets "hour", "tomorrow", "monday" or "meeting" and returns when all that follows
    has settled. `start_links` are the payloads of the Start buttons, `roles` the words under a
    name. `zone` is an IANA key: all times on the page are told in it.
    """

    people: Sequence[Person]
    on_clock: Callable[[str], Awaitable[None]] | None = None
    start_links: Mapping[Person, str] = field(default_factory=dict)
    roles: Mapping[Person, str] = field(default_factory=dict)
    zone: str = "UTC"


class ChatPage:
    """Serves one page for one world."""

    def __init__(self, telegram: Telegram, page: Page) -> None:
        self.telegram = telegram
        self.page = page
        self.people = {person.id: person for person in page.people}
        self.busy = ""
        self.closing = False

    def routes(self) -> list[Route]:
        acts = {
            "say": self.say,
            "tap": self.tap,
            "vote": self.vote,
            "start": self.start,
            "file": self.file,
            "clock": self.clock,
        }
        return [
            Route("/", self._guarded(self.index)),
            Route("/page/state", self._guarded(self.state)),
            Route("/page/media/{file_id}", self._guarded(self.media)),
            *(Route(f"/page/{n}", self._acting(act), methods=["POST"]) for n, act in acts.items()),
            Route("/page/{name}", self._guarded(self.static)),
        ]

    def _guarded(
        self, handler: Callable[[Request], Awaitable[Response]]
    ) -> Callable[[Request], Awaitable[Response]]:
        """Only under a name of this machine: a foreign name that resolves here stays outside."""

        async def guarded(request: Request) -> Response:
            if request.url.hostname not in ("127.0.0.1", "localhost", "::1"):
                return _json({"problem": "wrong host"}, 403)
            response = await handler(request)
            response.headers.update({k: v for k, v in HEADERS.items() if k not in response.headers})
            return response

        return guarded

    def _acting(
        self, handler: Callable[[Request], Awaitable[Response]]
    ) -> Callable[[Request], Awaitable[Response]]:
        """Only from the page itself; what a person cannot do is told, not raised."""

        async def acting(request: Request) -> Response:
            if request.headers.get("origin") != f"http://{request.headers.get('host')}":
                return _json({"problem": "wrong origin"}, 403)
            try:
                return await handler(request)
            except (NotPossible, Refused) as problem:
                return _json({"problem": str(problem)}, 409)
            except (KeyError, TypeError, ValueError, orjson.JSONDecodeError):
                return _json({"problem": "not understood"}, 400)

        return self._guarded(acting)

    async def index(self, request: Request) -> Response:
        return _static("index.html")

    async def static(self, request: Request) -> Response:
        return _static(str(request.path_params["name"]))

    async def media(self, request: Request) -> Response:
        """A file of the chat; shown in the page only if it is a picture or a sound."""
        file = self.telegram.files.by_id.get(str(request.path_params["file_id"]))
        if file is None:
            return Response(status_code=404)
        shown = file.kind in ("photo", "voice", "audio", "video")
        way = "inline" if shown else "attachment"
        headers = {"Content-Disposition": f"{way}; filename*=UTF-8''{quote(file.name)}"}
        mime = file.mime if shown else "application/octet-stream"
        return Response(file.data, media_type=mime, headers=headers)

    async def state(self, request: Request) -> Response:
        """All that changed after revision `since`; waits for news if nothing did."""
        since = int(request.query_params.get("since") or 0)
        if since > self.telegram.revision:
            since = 0
        if since == self.telegram.revision and not self.closing:
            await self.telegram.changed.wait(PATIENCE)
            await asyncio.sleep(0.03)
        return _json(self.snapshot(since))

    def snapshot(self, since: int) -> Json:
        return {
            "revision": self.telegram.revision,
            "fresh": since == 0,
            "now": unix(self.telegram.now()),
            "zone": self.page.zone,
            "busy": self.busy,
            "moves": list(MOVES) if self.page.on_clock else [],
            "bot": bot_view(self.telegram),
            "chats": [self._chat(person, since) for person in self.page.people],
        }

    def _chat(self, person: Person, since: int) -> Json:
        about: Json = {
            "name": person.user.first_name,
            "role": self.page.roles.get(person, ""),
            "payload": self.page.start_links.get(person, ""),
        }
        return chat_view(person, since) | about

    async def say(self, request: Request) -> Response:
        asked = await _asked(request)
        reply_to = asked.get("reply_to")
        text = str(asked["text"]).strip()
        if not text:
            raise NotPossible("there is nothing to send")
        self._person(asked).say(text, reply_to if isinstance(reply_to, int) else None)
        return _json({})

    async def tap(self, request: Request) -> Response:
        asked = await _asked(request)
        person = self._person(asked)
        return _json({"query": person.tap(_whole(asked["message"]), str(asked["data"]))})

    async def vote(self, request: Request) -> Response:
        asked = await _asked(request)
        options = asked["options"]
        if not isinstance(options, list):
            raise TypeError("options")
        places = [_whole(option) for option in options]
        right = self._person(asked).vote(_whole(asked["message"]), *places)
        return _json({"right": right})

    async def start(self, request: Request) -> Response:
        asked = await _asked(request)
        self._person(asked).start(str(asked.get("payload") or ""))
        return _json({})

    async def file(self, request: Request) -> Response:
        """The body is the file itself; name, kind and chat stand in the address."""
        asked: Json = dict(request.query_params)
        person, name = self._person(asked), str(asked.get("name") or "file")
        data = await request.body()
        if asked.get("kind") == "photo":
            person.send_photo(data)
        elif asked.get("kind") == "voice":
            person.send_voice(data)
        else:
            person.send_document(name, data)
        return _json({})

    async def clock(self, request: Request) -> Response:
        """Moves the clock; answers when everything has settled, 409 while it is moving.

        The revision in the answer is the first that shows the new time.
        """
        move = str((await _asked(request))["to"])
        if move not in MOVES or self.page.on_clock is None:
            raise ValueError(move)
        if self.busy:
            raise NotPossible("the clock is already moving")
        self._set_busy(move)
        try:
            await self.page.on_clock(move)
        finally:
            self._set_busy("")
        return _json({"revision": self.telegram.revision})

    def _set_busy(self, move: str) -> None:
        """Also shows polls anew: some of them close by the clock alone."""
        self.busy = move
        self.telegram.touch()
        for message in (m for person in self.page.people for m in person.heard if m.poll):
            self.telegram.touch(message.chat, message.id)

    def _person(self, asked: Json) -> Person:
        return self.people[int(str(asked["chat"]))]


def _static(name: str) -> Response:
    path = FOLDER / name
    if path.parent != FOLDER or path.suffix not in TYPES or not path.is_file():
        return Response(status_code=404)
    return Response(path.read_bytes(), media_type=TYPES[path.suffix])


async def _asked(request: Request) -> Json:
    asked = orjson.loads(await request.body())
    if not isinstance(asked, dict):
        raise TypeError("object expected")
    return asked


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("number expected")
    return value


def _json(body: Json, code: int = 200) -> Response:
    return Response(orjson.dumps(body), code, media_type="application/json")
