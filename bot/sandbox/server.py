"""The sandbox on loopback: the Bot API, the files, and the chat page."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable

from starlette.applications import Starlette
from starlette.routing import Route

from bot.sandbox.botapi import BotApi
from bot.sandbox.chatpage import ChatPage, Page
from bot.sandbox.engine import Telegram
from bot.sandbox.transport import listening


@contextlib.asynccontextmanager
async def serve(
    telegram: Telegram,
    host: str = "127.0.0.1",
    port: int = 0,
    page: Page | None = None,
) -> AsyncIterator[str]:
    """Opens the sandbox; the context gives its root address, as STUDYBOT_API_URL wants it.

    With a `page`, people chat at that address by hand.
    """
    api = BotApi(telegram)
    routes = [
        Route("/bot{token}/{method}", api.call, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", api.file),
    ]
    chat_page = ChatPage(telegram, page) if page else None
    routes += chat_page.routes() if chat_page else []
    async with listening(Starlette(routes=routes), host, port) as root:
        try:
            yield root
        finally:
            api.polling.closing = True
            if chat_page:
                chat_page.closing = True
            telegram.changed.fire()


GLANCE = 0.1
"""Seconds after which it is looked again, whatever has happened."""


async def until(telegram: Telegram, true: Callable[[], bool], seconds: float = 30.0) -> None:
    """Waits for something to become true in the world; TimeoutError after real seconds."""
    async with asyncio.timeout(seconds):
        while not true():
            await telegram.changed.wait(GLANCE)  # not all there is to see is a change of the world
