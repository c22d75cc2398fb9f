"""uvicorn inside a loop that is already running, which owns the signals."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator

import uvicorn
from starlette.types import ASGIApp

from bot.config.web import Web

AT_ONCE = 100
"""Connections and requests at once; more are answered 503, so that the bot keeps its breath."""

BACKLOG = 128


class Taken(Exception):
    """The dashboard's address cannot be listened on."""


class _Server(uvicorn.Server):
    """Says when it is ready."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


def listener(web: Web) -> socket.socket:
    """A socket on the configured address. Raises Taken."""
    family = socket.AF_INET6 if ":" in web.host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((web.host, web.port))
    except OSError as error:
        sock.close()
        raise Taken(
            f"web.listen: {web.host}:{web.port} can't be listened on ({error.strerror}). "
            "Fix: choose another port."
        ) from error
    return sock


@contextlib.asynccontextmanager
async def served(app: ASGIApp, sock: socket.socket) -> AsyncIterator[None]:
    """Serve an app on a socket until the context ends."""
    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        limit_concurrency=AT_ONCE,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=1,
        backlog=BACKLOG,
    )
    server = _Server(config)
    running = asyncio.create_task(server.serve(sockets=[sock]))
    try:
        await server.ready.wait()
        yield
    finally:
        server.should_exit = True
        await running
        sock.close()
