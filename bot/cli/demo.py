"""`studybot demo`: two months with this bot, without a token or an account."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from records.participation import Summary

PORT = 8042
"""Where the page is, unless something else is there already."""


def command(
    headless: Annotated[
        bool, typer.Option("--headless", help="Without the page; also where there is no terminal.")
    ] = False,
    days: Annotated[int, typer.Option("--days", min=1, max=400, help="How long to live.")] = 64,
    seed: Annotated[int, typer.Option("--seed", help="Same seed, same numbers.")] = 1,
    out: Annotated[
        Path, typer.Option("--out", help="Folder for the database and the summaries.")
    ] = Path("demo-out"),
    port: Annotated[int, typer.Option("--port", help="Where to open the page.")] = PORT,
) -> None:
    """Live two months with a made-up branch of 24, then chat with the bot yourself."""
    import asyncio
    from contextlib import suppress

    from bot.cli._common import end
    from bot.process.logs import set_up

    if (out / "studybot.db").exists():
        forget(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        end(f"{out} can't be made: {error.strerror}. Name another folder with --out.", 1)
    set_up(None, level=40)
    alone = headless or not sys.stdout.isatty()
    with suppress(KeyboardInterrupt):
        asyncio.run(_demo(out, days, seed, None if alone else port))


def forget(out: Path) -> None:
    """Clear away an earlier demo's files, and only those."""
    for pattern in ("studybot.db*", "[0-9]*-W*.txt", "[0-9]*-W*.png", "[0-9]*-W*.xlsx"):
        for old in out.glob(pattern):
            old.unlink()


async def _demo(out: Path, days: int, seed: int, port: int | None) -> None:
    from datetime import timedelta

    from rich.console import Console

    from bot.demo.branch import START
    from bot.demo.paper import line
    from bot.demo.progress import bar
    from bot.demo.show import demo

    screen = Console()
    weeks: list[Summary] = []
    async with demo(out, seed, weeks.append, free(port or 0)) as show:
        with bar(days) as progress:
            await show.life.live(START + timedelta(days=days), progress)
        for week in weeks:
            screen.print(line(week), highlight=False, soft_wrap=True)
        screen.print(f"{len(weeks)} weekly summaries (text, PNG, XLSX) and the database: {out}/")
        if port is not None:
            await stay(show.living.address, weeks, screen)


def free(port: int) -> int:
    """The port, or any other where somebody has it."""
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return 0
    return port


async def stay(address: str, weeks: list[Summary], screen: Console) -> None:
    """Show the last summary, then the page's address, and wait for Ctrl-C."""
    import asyncio

    from bot.reports import REPORTS

    if weeks:
        screen.print("\n" + str(REPORTS["text"].render(weeks[-1], "en")), highlight=False)
    screen.print(f"\nNow you: open {address} and tap Start. Ctrl-C ends it.")
    await asyncio.Event().wait()
