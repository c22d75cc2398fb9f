"""What several commands share: the configuration option, and how they end on a mistake."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from bot.config import Config, Secret
    from records.sqlite import SqliteStore

MISCONFIGURED = 78
BUSY = 75

ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Configuration file (or STUDYBOT_CONFIG)."),
]
BranchOption = Annotated[
    str | None, typer.Option("--branch", "-b", help="One branch only, by its key.")
]


def end(message: str, code: int) -> NoReturn:
    """Say it on the error stream and leave."""
    print(message, file=sys.stderr)
    raise typer.Exit(code)


def configuration(path: Path | None, *, token: bool = False) -> Config:
    """The configuration, or an end with all its mistakes."""
    from bot.config import Misconfigured, load

    try:
        loaded = load(path, os.environ, token=token)
    except Misconfigured as error:
        end(str(error), MISCONFIGURED)
    if loaded.sentences:
        from bot.words import use

        use(loaded.sentences)
    return loaded


def made(data: Path) -> Path:
    """The data folder, there and ours to write in, or an end that says why it is not."""
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        why = "" if os.access(data, os.W_OK | os.X_OK) else "others may write in it, we may not"
    except OSError as error:
        why = f"it can't be made: {error.strerror}"
    if why:
        from bot.config import Misconfigured
        from bot.config.values import Mistake

        fix = "name a folder that this user may write in (STUDYBOT_DATA)"
        end(str(Misconfigured((Mistake("data", f"{data}: {why}", fix),))), MISCONFIGURED)
    return data


def maybe_token(path: Path | None) -> Secret | None:
    """The bot token where there is a good one; commands that can do without don't complain."""
    from bot.config import Misconfigured, load

    try:
        return load(path, os.environ, token=True).token
    except Misconfigured:
        return None


@contextmanager
def records(config: Config, *, check: bool = False) -> Iterator[SqliteStore]:
    """The store of the data folder, made where there is none. `check` reads all of it first.
    Ends with 1 and a sentence where it can't be opened."""
    from records.ports import StoreError
    from records.sqlite import open_store

    path = made(config.data) / "studybot.db"
    if not path.exists() and any(config.data.glob("backups/*.db")):
        end(f"{path} is gone, but there are backups of it. Fix: studybot restore BACKUP.", 1)
    try:
        store = open_store(path, check=check)
    except StoreError as error:
        end(str(error), 1)
    try:
        yield store
    finally:
        store.close()


def chosen(config: Config, branch: str | None) -> list[str]:
    """The branches a command is about; an end where one is named that there is none of."""
    if branch is None:
        return sorted(config.branches)
    if branch in config.branches:
        return [branch]
    end(f"There is no branch {branch!r}. Branches: {', '.join(sorted(config.branches))}.", 2)
