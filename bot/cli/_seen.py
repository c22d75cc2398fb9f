"""Writing down that rows about members were opened, before they are handed out (`/whosaw`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli._common import end

if TYPE_CHECKING:
    from records.model import BranchKey
    from records.ports import Store


def noted(path: Path, reading: Store, branch: BranchKey | None, what: str) -> None:
    """Note for the branch, or for all, that whoever runs the program takes rows out. Ends with 1
    where that cannot be written: what is not noted is not handed out."""
    from bot.now import now
    from records.people.record import View
    from records.ports import StoreError

    at, branches = now(), [branch] if branch is not None else reading.branches()
    try:
        with _writing(path, reading) as store, store.together():
            for key in branches:
                store.saw(View(at, key, "host", what))
    except StoreError as error:
        end(str(error), 1)


@contextmanager
def _writing(path: Path, reading: Store) -> Iterator[Store]:
    """A connection that may write: one of its own, or the only one there may be."""
    from records.sqlite import open_store
    from records.sqlite.connection import bears_two

    if not bears_two():
        yield reading
        return
    store = open_store(path, create=False)
    try:
        yield store
    finally:
        store.close()
