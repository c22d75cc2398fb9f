"""`studybot web --local`: the dashboard for whoever sits at this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli._common import ConfigOption

if TYPE_CHECKING:
    from bot.config import Config
    from records.sqlite import SqliteStore

PORT = 8043
"""Where it is, unless something else is there already."""


def command(
    local: Annotated[
        bool, typer.Option("--local", help="On this machine alone, for whoever sits at it.")
    ] = False,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0: any free one.")] = PORT,
    config: ConfigOption = None,
) -> None:
    """Look at every branch in a browser, also while the bot runs. Prints a link that works once.

    Organizers have the dashboard in `studybot run`, once the configuration has a [web] table.
    Lessons are shown as they were when this was started.
    """
    import asyncio

    from bot.cli._common import configuration, end
    from bot.process.logs import set_up

    if not local:
        end(
            "The dashboard for organizers is part of `studybot run`: set [web] in studybot.toml. "
            "To look at it alone, on this machine: studybot web --local.",
            2,
        )
    settings = configuration(config)
    set_up(None, level=40)
    with _records(settings) as store:
        asyncio.run(_serve(settings, store, port))


async def _serve(config: Config, store: SqliteStore, port: int) -> None:
    import asyncio
    from dataclasses import replace

    from bot.cli._common import end
    from bot.config.web import Web
    from bot.now import now
    from bot.process.stopping import until_stopped
    from bot.web.serving import Taken
    from bot.web.site import Site
    from content.folder.loader import load
    from scheduler.desk import Desk

    lessons = load(config.content)
    desk = Desk(store, config.branches, lessons, config.organisation, config.languages)
    site = Site(desk, replace(config, web=Web("127.0.0.1", port)), now)

    async def open_until_stopped() -> None:
        async with site.open():
            print(site.link(None, config.languages[0], now()))
            print("Open this within ten minutes; it works once. Ctrl-C ends it.", flush=True)
            await asyncio.Event().wait()

    try:
        await until_stopped(open_until_stopped())
    except Taken as error:
        end(str(error).replace("web.listen", "--port"), 1)


@contextmanager
def _records(config: Config) -> Iterator[SqliteStore]:
    """The records, beside a running bot where this SQLite bears that, else alone."""
    from bot.cli._common import BUSY, end
    from records.keeping.lock import Busy, locked
    from records.sqlite import sqlite_note
    from records.sqlite.connection import bears_two

    if bears_two():
        with _opened(config) as store:
            yield store
        return
    try:
        with locked(config.data), _opened(config) as store:
            yield store
    except Busy:
        end(f"The bot is running, and only it may read now: {sqlite_note()}", BUSY)


@contextmanager
def _opened(config: Config) -> Iterator[SqliteStore]:
    from bot.cli._common import end
    from records.ports import StoreError
    from records.sqlite import open_store

    path = config.data / "studybot.db"
    if not path.exists():
        end(f"{path}: there are no records yet. `studybot run` begins them.", 1)
    try:
        store = open_store(path, create=False)
    except StoreError as error:
        end(str(error), 1)
    try:
        yield store
    finally:
        store.close()
