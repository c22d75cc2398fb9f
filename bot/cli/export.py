"""`studybot export members|spells|deliveries|answers`: raw rows, to recount a report."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli._common import BranchOption, ConfigOption
from bot.cli._out import OutOption, give

if TYPE_CHECKING:
    from records.export import Cell, Table

STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""A cell that begins so is run as a formula by spreadsheets; an apostrophe before it prevents
that (OWASP, CSV injection)."""


class What(StrEnum):
    """The tables there are."""

    members = "members"
    spells = "spells"
    deliveries = "deliveries"
    answers = "answers"


class Format(StrEnum):
    """How they are written."""

    csv = "csv"
    json = "json"


def command(
    what: Annotated[What, typer.Argument(help="Which rows.")],
    form: Annotated[Format, typer.Option("--format", "-f", help="How to write them.")] = Format.csv,
    branch: BranchOption = None,
    out: OutOption = None,
    config: ConfigOption = None,
) -> None:
    """Print raw rows with pseudonymous ids and UTC times, as docs/export.md explains them.

    Works while the bot is running. Names and what people answered are not in it. That it was
    done is written down where members can read it (/whosaw).
    """
    from bot.cli._common import chosen, configuration
    from bot.cli._reading import reading
    from bot.cli._seen import noted
    from records.export import TABLES
    from records.model import BranchKey

    settings = configuration(config)
    if branch is not None:
        chosen(settings, branch)
    table = TABLES[what]
    with reading(settings) as store:
        noted(settings.data / "studybot.db", store, None if branch is None else BranchKey(branch))
        rows = table.rows(store, None if branch is None else BranchKey(branch))
        give(_csv(table, rows) if form is Format.csv else _json(table, rows), out)


def _csv(table: Table, rows: Iterator[Sequence[Cell]]) -> Iterator[bytes]:
    """A header and a line a row, in UTF-8; nothing where there is no value."""
    line = io.StringIO(newline="")
    writer = csv.writer(line, lineterminator="\n")
    for row in chain([table.columns], rows):
        writer.writerow([_cell(cell) for cell in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def _cell(cell: Cell) -> str | int | float:
    """Truth as 1 and 0; text that would be a formula with an apostrophe before it."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(STARTS_FORMULA) else str(cell)
    return int(cell) if isinstance(cell, bool) else cell


def _json(table: Table, rows: Iterator[Sequence[Cell]]) -> Iterator[bytes]:
    """An array of objects, one a line."""
    between = b"[\n"
    for row in rows:
        named = dict(zip(table.columns, row, strict=True))
        yield between + json.dumps(named, ensure_ascii=False).encode()
        between = b",\n"
    yield b"[]\n" if between == b"[\n" else b"\n]\n"
