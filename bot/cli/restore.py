"""`studybot restore FILE`: a backup in the place of the records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli._common import ConfigOption

if TYPE_CHECKING:
    from records.keeping.restore import Restored


def command(
    backup: Annotated[Path, typer.Argument(help="A file that `studybot backup` made.")],
    config: ConfigOption = None,
) -> None:
    """Put a backup in the place of the records. Who was erased since stays erased, nothing that
    was due before is sent, and what is there now is kept aside. The bot must be stopped."""
    from bot.cli._common import BUSY, configuration, end, made
    from bot.now import now
    from records.keeping.erasures import Erasures, apply_erasures
    from records.keeping.lock import Busy, locked
    from records.keeping.restore import restore
    from records.ports import StoreError

    settings, at = configuration(config), now()
    erasures = Erasures(made(settings.data))
    try:
        with locked(settings.data):
            done = restore(
                backup, settings.data, at, lambda store: apply_erasures(store, erasures, at)
            )
    except Busy:
        end(f"A studybot is working on {settings.data}. Stop it first.", BUSY)
    except (StoreError, OSError) as error:
        end(f"Nothing was changed. {error}", 1)
    print("\n".join(_told(done)))


def _told(done: Restored) -> list[str]:
    """What was done, a line each."""
    made = f"{done.made:%Y-%m-%d %H:%M} UTC" if done.made else "a time it does not say"
    lines = [
        f"Restored {done.backup}, made at {made}: {done.members} on the roster, "
        f"{done.answers} answers.",
        f"Erased again, as they asked since: {done.erased}.",
        f"Not sent any more, since it was due before now: {done.marked.letters} letters. "
        f"Next item anew for {done.marked.members} members.",
    ]
    if done.replaced is not None:
        lines.append(
            f"What was here before: {done.replaced}. Delete it when you need it no more; it goes "
            "by itself with the backups of these days."
        )
    return lines
