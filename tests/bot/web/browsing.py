"""Somebody at a browser, one request at a time: what they send, and what they get."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import unescape

import aiohttp

from bot.config.web import Web
from bot.sandbox import Person
from bot.web.site import Site
from records.model import BranchKey, Role
from records.people.office import Office
from records.people.own import CONSENT, Choices, Consent
from tests.bot.cli.town import NEXT, Week, lived
from tests.dialogue import Town, study

LESSON = "# Question: Who can change our bylaws?\n\n- [ ] The board\n- [x] The general meeting\n"
LESSONS = {"a/01-x.en.md": LESSON, "a/02-y.en.md": LESSON.replace("bylaws", "statutes")}
HERE = Web("127.0.0.1", 0)
ABROAD = Web("127.0.0.1", 0, "https://study.example.org")


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: str

    @property
    def words(self) -> str:
        """What stands on the page, without its marks."""
        bare = re.sub(r"<head.*?</head>|<[^>]+>", " ", self.body, flags=re.S)
        return re.sub(r"\s+", " ", unescape(bare)).strip()


@dataclass
class Browser:
    """One browser: keeps the cookie it is given. `host` is the name it believes it talks to."""

    port: int
    host: str
    scheme: str = "http"
    cookie: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        return await self._ask(method, path, None, headers)

    async def post(self, path: str, fields: Mapping[str, str], **headers: str) -> Answer:
        origin = {"Origin": f"{self.scheme}://{self.host}"}
        return await self._ask("POST", path, fields, {**origin, **headers})

    async def _ask(
        self, method: str, path: str, fields: Mapping[str, str] | None, headers: Mapping[str, str]
    ) -> Answer:
        sent = {"Host": self.host, **self.extra, **headers}
        if self.cookie:
            sent["Cookie"] = self.cookie
        async with (
            aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session,
            session.request(
                method, f"http://127.0.0.1:{self.port}{path}", data=fields, headers=sent,
                allow_redirects=False,
            ) as answer,
        ):  # fmt: skip
            if given := answer.headers.get("Set-Cookie"):
                self.cookie = given.partition(";")[0]
            return Answer(answer.status, dict(answer.headers), await answer.text(errors="replace"))


@dataclass
class Place:
    """A town with a dashboard, one told week, and its organizer."""

    town: Town
    week: Week
    olga: Person

    @property
    def site(self) -> Site:
        found = self.town.life.bot.site
        assert found is not None
        return found

    def browser(self) -> Browser:
        scheme, _, host = self.site.root.partition("://")
        return Browser(self.site.port, host, scheme)

    async def link(self, person: Person | None = None) -> str:
        """What the bot answers /dashboard with: the path of the link in it."""
        asking = person or self.olga
        asking.say("/dashboard")
        await self.town.settle()
        found = re.findall(r"https?://\S+?(/enter/\S+)", asking.transcript)
        assert found, asking.transcript
        return str(found[-1])

    async def inside(self, person: Person | None = None) -> Browser:
        """A browser that came in by a link."""
        browser = self.browser()
        came = await enter(browser, await self.link(person))
        assert came.status == 303, came.words
        return browser

    def organizer_of(self, person: Person, branch: str) -> None:
        """Somebody becomes organizer of a branch."""
        life = self.town.life
        member = self.town.member(person).id
        life.bot.store.grant(Office(member, Role.ORGANIZER, BranchKey(branch), life.clock.at))

    def named(self, *names: str) -> None:
        """These agree that organizers see whether they took part."""
        store, now = self.town.life.bot.store, self.town.life.clock.at
        for member in store.members():
            if member.name in names:
                store.agree(Consent(member.id, CONSENT, "", now))
                store.choose(member.id, Choices(named=True))


async def enter(browser: Browser, link: str, **headers: str) -> Answer:
    """Press the button of the page that a link opens."""
    path, _, query = link.partition("?")
    secret = path.removeprefix("/enter/")
    return await browser.post(f"/enter?{query}", {"secret": secret}, **headers)


@asynccontextmanager
async def place(web: Web = HERE) -> AsyncIterator[Place]:
    """Six in the north and two in the south, on the Monday after a week of theirs."""
    async with study(LESSONS, NEXT, web=web) as town:
        week = lived(town.life.bot.store)
        olga = await town.joined("Olga", organizer=True)
        await town.settle()
        yield Place(town, week, olga)
