"""Where a command's bytes go: to a file, or to the screen or the next program."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from bot.cli._common import end

OutOption = Annotated[
    Path | None, typer.Option("--out", "-o", help="Write to this file instead of the screen.")
]


def give(pieces: Iterable[bytes], out: Path | None, *, picture: bool = False) -> None:
    """Write the pieces one after another; UTF-8 wherever they go.

    What is no text (`picture`) never goes to a terminal: end with a sentence instead.
    """
    if out is None and picture and sys.stdout.isatty():
        end("That is no text, so it isn't shown here. Name a file: --out FILE.", 2)
    try:
        if out is None:
            sys.stdout.buffer.writelines(pieces)
            sys.stdout.buffer.flush()
            return
        with out.open("wb") as file:
            file.writelines(pieces)
    except BrokenPipeError:
        raise
    except OSError as error:
        end(f"{out or 'The output'} can't be written: {error.strerror}. Name another file.", 1)
