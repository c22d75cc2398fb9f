"""The ways in: a link that works once, and the Mini App; and the way out.

Whoever merely looks at a link (a preview, a scanner) uses nothing up: the page has a button, and
only its POST opens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.config import Secret
from bot.config.web import Web
from bot.web.gate import Visitor
from bot.web.guard import policy
from bot.web.incoming import fields
from bot.web.initdata import verified

if TYPE_CHECKING:
    from bot.web.site import Site


def cookie_name(web: Web) -> str:
    """Under https the browser itself holds it to this host and to https (`__Host-`)."""
    return "__Host-studybot" if web.secure else "studybot"


class Entry:
    """Lets people in and out. `token`: the bot's, where Mini Apps are let in."""

    def __init__(self, site: Site, token: Secret | None) -> None:
        self._site = site
        self._token = token

    @property
    def takes_apps(self) -> bool:
        return self._token is not None

    def routes(self) -> list[Route]:
        found = [
            Route("/enter/{secret}", self.door),
            Route("/enter", self.enter, methods=["POST"]),
            Route("/leave", self.leave, methods=["POST"]),
        ]
        apps = [Route("/app", self.app), Route("/app", self.enter_app, methods=["POST"])]
        return found + (apps if self.takes_apps else [])

    async def door(self, request: Request) -> Response:
        """The button. Whether the link still opens is not told here."""
        return self._shown(request, "enter.html.j2", secret=str(request.path_params["secret"]))

    async def enter(self, request: Request) -> Response:
        """Use the link up and begin a session."""
        secret = (await fields(request)).get("secret", "")
        session = self._site.gate.enter(secret, self._site.now())
        if session is None:
            return self._shown(request, "closed.html.j2", status=403, spent=True)
        return self._welcome(session)

    async def app(self, request: Request) -> Response:
        """What a Mini App opens: a script hands in what Telegram left in the address."""
        made = self._shown(request, "app.html.j2")
        made.headers["Content-Security-Policy"] = policy(framed=True, script=True)
        return made

    async def enter_app(self, request: Request) -> Response:
        """Begin a session for whom Telegram vouches for."""
        site, now = self._site, self._site.now()
        assert self._token is not None, "the route is there only with a token"
        data = (await fields(request)).get("data", "")
        address = verified(data, self._token.reveal(), now)
        member = site.desk.store.at(address) if address else None
        if member is None or not site.sees(Visitor(member.id)):
            raise HTTPException(401)
        return self._welcome(site.gate.admit(Visitor(member.id), now), framed=True)

    async def leave(self, request: Request) -> Response:
        """End the session."""
        name = cookie_name(self._site.web)
        self._site.gate.leave(request.cookies.get(name, ""))
        gone = self._shown(request, "closed.html.j2", left=True)
        gone.headers["Set-Cookie"] = f"{name}=; Max-Age=0; {self._attributes()}"
        return gone

    def _welcome(self, session: str, *, framed: bool = False) -> Response:
        made = RedirectResponse("/", 303)
        name = cookie_name(self._site.web)
        made.headers["Set-Cookie"] = f"{name}={session}; {self._attributes(framed=framed)}"
        return made

    def _attributes(self, *, framed: bool = False) -> str:
        """Ends with the browser. Within Telegram's frame a Strict cookie would never be sent: there
        it is kept apart for that frame alone (CHIPS), and every POST is held to our origin."""
        secure = "; Secure" if self._site.web.secure else ""
        same = "SameSite=None; Partitioned" if framed else "SameSite=Strict"
        return f"Path=/; HttpOnly; {same}{secure}"

    def _shown(
        self, request: Request, template: str, status: int = 200, **values: object
    ) -> Response:
        body = self._site.frame(request).render(template, {"status": status, **values})
        return Response(body, status, media_type="text/html")
