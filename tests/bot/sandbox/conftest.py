"""A small world for the sandbox's own tests: a clock one can move, two people, a bare client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import aiohttp
import orjson
import pytest

from bot.sandbox import Limits, Person, Telegram

TOKEN = "4200:sandbox-secret"


@dataclass
class Clock:
    """Starts on a Tuesday morning and stands still until it is moved."""

    at: datetime = field(default_factory=lambda: datetime(2026, 11, 24, 8, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **step: float) -> None:
        self.at += timedelta(**step)


class Wire:
    """A bot reduced to its requests: the answer is the JSON body, whatever the status."""

    def __init__(self, root: str, session: aiohttp.ClientSession) -> None:
        self.root = root
        self.session = session

    async def call(self, method: str, **params: object) -> dict:
        address = f"{self.root}/bot{TOKEN}/{method}"
        async with self.session.post(address, json=params) as answer:
            return orjson.loads(await answer.read())

    async def ok(self, method: str, **params: object) -> object:
        """The result of a request that must succeed."""
        answer = await self.call(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **params: object) -> str:
        """Code and words of a request that must be refused."""
        answer = await self.call(method, **params)
        assert not answer["ok"], answer
        return f"{answer['error_code']} {answer['description']}"

    async def updates(self, **params: object) -> list[dict]:
        return await self.ok("getUpdates", **params)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def telegram(clock: Clock) -> Telegram:
    return Telegram(TOKEN, clock, Limits.off())


@pytest.fixture
def ann(telegram: Telegram) -> Person:
    person = telegram.person("Ann")
    person.start()
    telegram.updates.clear()
    return person


@pytest.fixture
def bo(telegram: Telegram) -> Person:
    person = telegram.person("Bo", "zh")
    person.start()
    telegram.updates.clear()
    return person


@pytest.fixture
async def wire(telegram: Telegram) -> AsyncIterator[Wire]:
    async with telegram.serve() as root, aiohttp.ClientSession() as session:
        yield Wire(root, session)
