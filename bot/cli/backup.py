"""`studybot backup [--to FILE]`: a whole copy of the records, also while the bot is running."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli._common import ConfigOption

if TYPE_CHECKING:
    from datetime import datetime


def command(
    to: Annotated[
        Path | None,
        typer.Option("--to", help="Write it there, not into `backups`, which keeps 14."),
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Copy all records to one file, checked before it has its name; print where it is."""
    from bot.cli._common import BUSY, configuration, end
    from bot.now import now
    from records.keeping.lock import Busy
    from records.ports import StoreError
    from records.sqlite import sqlite_note

    settings = configuration(config)
    if not (settings.data / "studybot.db").exists():
        end(f"{settings.data}: there are no records yet. `studybot run` begins them.", 1)
    try:
        made = _made(settings.data, to, now())
    except Busy:
        end(f"The bot is running, and only it may read now: {sqlite_note()}", BUSY)
    except StoreError as error:
        end(str(error), 1)
    print(f"{made} ({made.stat().st_size / 2**20:.1f} MB, checked)")


def _made(data: Path, to: Path | None, now: datetime) -> Path:
    """Beside the bot where this SQLite bears that, else alone."""
    from contextlib import nullcontext

    from records.keeping.backup import Backups
    from records.keeping.lock import locked
    from records.sqlite.connection import bears_two
    from records.sqlite.copying import copy

    backups = Backups(data)
    with nullcontext() if bears_two() else locked(data):
        if to is None:
            return backups.make(now, alone=True)
        copy(backups.database, to, now)
        return to
