"""The dashboard as an application: who comes in, and what they are shown.

Whose organizer somebody is stands in the records and is read there at every request, on the
loop; pages are read and rendered beside it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from urllib.parse import quote

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.config import Config
from bot.process.aside import Aside
from bot.web.entry import Entry, cookie_name
from bot.web.frame import STATIC, Frame, understood
from bot.web.gate import Gate, Visitor
from bot.web.guard import Guard
from bot.web.incoming import fields
from bot.web.pages import File, NoSuchFile, Page, Shown, Sight, pages
from bot.web.reading import Reading
from bot.web.serving import listener, served
from bot.words import languages, words
from records.branch import Branch
from records.model import MemberId
from records.people.record import View
from records.people.rights import organized
from records.ports import StoreError
from scheduler.desk import Desk

TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
KEPT = "private, max-age=86400"
"""Style and script are fetched under a new address when they change."""

log = structlog.get_logger("web")


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who is in: what they may see now, and how they are told of it."""

    visitor: Visitor
    branches: tuple[Branch, ...]
    frame: Frame

    @property
    def role(self) -> str:
        return "organizer" if self.visitor.member is not None else "host"


class Site:
    """The dashboard. One in the program. Mini Apps are signed with the bot's token."""

    def __init__(
        self,
        desk: Desk,
        config: Config,
        clock: Callable[[], datetime],
        aside: Aside | None = None,
    ) -> None:
        assert config.web is not None, "a dashboard needs a place"
        self.desk = desk
        self.web = config.web
        self.now = clock
        self.root = self.web.url
        self.port = self.web.port
        self.gate = Gate()
        self.reading = Reading(desk, config.data / "studybot.db", aside)
        self.entry = Entry(self, config.token if self.web.secure else None)
        routes = [
            Route("/", self.home),
            *self.entry.routes(),
            Route("/static/{name}", self.static),
            Route("/branch/{branch}/{page}", self.page),
            Route("/branch/{branch}/{page}", self.act, methods=["POST"]),
            Route("/branch/{branch}/{page}/{file}", self.file),
        ]
        errors = {HTTPException: self.refused, StoreError: self.unread}
        inner = Starlette(routes=routes, exception_handlers=errors)  # type: ignore[arg-type]  # narrower handlers are fine: Starlette picks them by the class
        self.app = Guard(inner, lambda: self.root, framed=self.entry.takes_apps)

    @property
    def mini_app(self) -> str:
        """The address of the Mini App; empty where there can be none (no https)."""
        return f"{self.root}/app" if self.entry.takes_apps else ""

    def link(self, member: MemberId | None, language: str, now: datetime) -> str:
        """An address that lets this person in once."""
        secret = self.gate.link(Visitor(member), now)
        return f"{self.root}/enter/{secret}?lang={quote(language)}"

    @asynccontextmanager
    async def open(self) -> AsyncIterator[str]:
        """Listen until the context ends; gives the root address. Raises Taken."""
        sock = listener(self.web)
        self.port = sock.getsockname()[1]
        host = f"[{self.web.host}]" if ":" in self.web.host else self.web.host
        self.root = self.web.url or f"http://{host}:{self.port}"
        try:
            async with served(self.app, sock):
                yield self.root
        finally:
            await self.reading.close()

    # --- Who is here ------------------------------------------------------------------------

    def known(self, request: Request) -> Known:
        """Who asks, with what they may see at this moment. Raises HTTPException 401."""
        secret = request.cookies.get(cookie_name(self.web), "")
        visitor = self.gate.visitor(secret, self.now()) if secret else None
        if visitor is None:
            raise HTTPException(401)
        branches = self.sees(visitor)
        if not branches:
            self.gate.expel(visitor)
            raise HTTPException(401)
        return Known(visitor, branches, self.frame(request, visitor))

    def sees(self, visitor: Visitor) -> tuple[Branch, ...]:
        """Whose organizer somebody is now; whoever runs the program sees every branch."""
        if visitor.member is None:
            return tuple(self.desk.branches.values())
        keys = organized(self.desk.store, self.desk.store.member(visitor.member))
        return tuple(branch for key, branch in self.desk.branches.items() if key in keys)

    def frame(self, request: Request, visitor: Visitor | None = None) -> Frame:
        """In the language asked for, else their own."""
        offered = [one for one in self.desk.languages if one in languages()] or ["en"]
        asked = request.query_params.get("lang", "")
        chosen = asked if asked in offered else ""
        member = visitor and visitor.member is not None and self.desk.store.member(visitor.member)
        told = understood(chosen, request.headers.get("accept-language", ""), offered)
        if member and not chosen:
            told = words(member.language)
        return Frame(
            self.desk.organisation, told, offered, chosen, asked=dict(request.query_params)
        )

    # --- What they are shown ----------------------------------------------------------------

    async def home(self, request: Request) -> Response:
        known = self.known(request)
        first = next(iter(pages()))
        return RedirectResponse(known.frame.link(first, known.branches[0]), 303)

    async def page(self, request: Request) -> Response:
        """Read and rendered beside the loop; noted before it is handed out."""
        known = self.known(request)
        branch, page = self.place(request, known)
        frame = framed(known, branch, page)
        sight = partial(self.sight, now=self.now())

        def whole(desk: Desk) -> tuple[Shown, bytes]:
            shown = page.read(sight(desk, branch, frame))
            return shown, frame.render(f"pages/{page.name}.html.j2", shown.values)

        shown, body = await self.reading.read(whole)
        self.note(known, branch, shown.opened)
        return Response(body, media_type="text/html")

    async def act(self, request: Request) -> Response:
        """A form of a page; then the page again, so that going back sends nothing twice."""
        known = self.known(request)
        branch, page = self.place(request, known)
        if page.act is None:
            raise HTTPException(405)
        page.act(self.desk, branch, await fields(request))
        return RedirectResponse(framed(known, branch, page).link(page.name), 303)

    async def file(self, request: Request) -> Response:
        """A file of a page, to be saved."""
        known = self.known(request)
        branch, page = self.place(request, known)
        name, make, frame = str(request.path_params["file"]), page.file, framed(known, branch, page)
        if make is None:
            raise HTTPException(404)
        sight = partial(self.sight, now=self.now())
        try:
            found: File = await self.reading.read(
                lambda desk: make(sight(desk, branch, frame), name)
            )
        except NoSuchFile:
            raise HTTPException(404) from None
        self.note(known, branch, found.opened)
        saved = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.name)}"}
        return Response(found.content, media_type=found.mime, headers=saved)

    async def static(self, request: Request) -> Response:
        path = STATIC / str(request.path_params["name"])
        if path.parent != STATIC or path.suffix not in TYPES or not path.is_file():
            raise HTTPException(404)
        headers = {"Cache-Control": KEPT}
        return Response(path.read_bytes(), media_type=TYPES[path.suffix], headers=headers)

    def place(self, request: Request, known: Known) -> tuple[Branch, Page]:
        """The branch and page of an address; a branch of others is not there."""
        wanted, name = request.path_params["branch"], request.path_params["page"]
        branch = next((one for one in known.branches if one.key == wanted), None)
        if branch is None or name not in pages():
            raise HTTPException(404)
        return branch, pages()[name]

    def sight(self, desk: Desk, branch: Branch, frame: Frame, *, now: datetime) -> Sight:
        return Sight(desk, branch, now, frame.words, frame.asked)

    def note(self, known: Known, branch: Branch, opened: str) -> None:
        """Who looked at rows about single members is on record before they see them."""
        if opened:
            by = known.visitor.member
            self.desk.store.saw(View(self.now(), branch.key, known.role, opened, by=by))

    # --- What is not shown ------------------------------------------------------------------

    async def refused(self, request: Request, error: HTTPException) -> Response:
        told = self.frame(request)
        status = error.status_code
        template = "closed.html.j2" if status == 401 else "trouble.html.j2"
        body = told.render(template, {"status": status})
        return Response(body, status, media_type="text/html")

    async def unread(self, request: Request, error: StoreError) -> Response:
        log.error("a page could not be read", kind=type(error).__name__)
        body = self.frame(request).render("trouble.html.j2", {"status": 503})
        return Response(body, 503, media_type="text/html")


@asynccontextmanager
async def opened(site: Site | None) -> AsyncIterator[None]:
    """The dashboard open where one is set up. Raises Taken."""
    if site is None:
        yield
        return
    async with site.open():
        yield


def framed(known: Known, branch: Branch, page: Page) -> Frame:
    """The frame of a page about a branch."""
    return replace(known.frame, branch=branch, branches=known.branches, page=page)
