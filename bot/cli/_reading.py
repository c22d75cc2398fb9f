"""Reading the records for a command that changes nothing, also while the bot is at work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli._common import BUSY, end

if TYPE_CHECKING:
    from bot.config import Config
    from records.ports import Store


@contextmanager
def reading(config: Config) -> Iterator[Store]:
    """The records as they are at this moment, whatever the running bot writes meanwhile.

    Ends with 1 and a sentence where there are none yet, or where they cannot be read. Where
    this SQLite bears one connection only, the bot must not be running (else it ends with 75).
    """
    from records.ports import StoreError
    from records.sqlite import OneConnection, reader

    path = config.data / "studybot.db"
    if not path.exists():
        end(f"{path}: there are no records yet. `studybot run` begins them.", 1)
    try:
        store = reader(path)
    except OneConnection:
        with _alone(path) as own:
            yield own
        return
    except StoreError as error:
        end(str(error), 1)
    try:
        with store.still():
            yield store
    finally:
        store.close()


@contextmanager
def _alone(path: Path) -> Iterator[Store]:
    from records.keeping.lock import Busy, locked
    from records.ports import StoreError
    from records.sqlite import open_store, sqlite_note

    try:
        with locked(path.parent):
            store = open_store(path, create=False)
            try:
                yield store
            finally:
                store.close()
    except Busy:
        end(f"The bot is running, and only it may read now: {sqlite_note()}", BUSY)
    except StoreError as error:
        end(str(error), 1)
