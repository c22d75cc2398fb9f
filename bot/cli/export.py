"""`studybot export`: raw rows to recount a report from, and files for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli._common import BranchOption, ConfigOption, end
from bot.cli._out import OutOption, give
from content.registry import names

if TYPE_CHECKING:
    from bot.config import Config
    from records.export import Cell, Table


ROWS = ("members", "spells", "deliveries", "answers")
"""Raw rows (`records.export.TABLES`)."""

FILES = names("bot.exports")
"""Files for other programs (`bot.exports`), found without loading any."""


class Format(StrEnum):
    """How they are written."""

    csv = "csv"
    json = "json"


def command(
    what: Annotated[
        str,
        typer.Argument(
            help=f"Rows: {', '.join(ROWS)}. Files: {', '.join(FILES)}.",
            callback=lambda given: _known(given),
            metavar="WHAT",
        ),
    ],
    form: Annotated[Format, typer.Option("--format", "-f", help="How to write rows.")] = Format.csv,
    branch: BranchOption = None,
    language: Annotated[
        str | None, typer.Option("--lang", help="Language of the questions; else the first.")
    ] = None,
    excel: Annotated[
        bool, typer.Option("--excel", help="Begin CSV with the mark that Excel tells UTF-8 by.")
    ] = False,
    out: OutOption = None,
    config: ConfigOption = None,
) -> None:
    """Print raw rows (members, spells, deliveries, answers), or make a file for other programs:
    missed (Anki deck of the questions missed most), gradebook (Moodle), xapi, snapshot (SQLite
    for Datasette). docs/export.md explains every column.

    Works while the bot is running. Ids are pseudonyms, times UTC; what people answered is not in
    it. That rows were taken out is written down where members can read it (/whosaw).
    """
    from bot.cli._common import chosen, configuration
    from records.export import TABLES

    settings = configuration(config)
    keys = chosen(settings, branch)
    if what in ROWS:
        _rows(settings, TABLES[what], form, branch, excel, out)
    else:
        _file(settings, what, keys, language or settings.languages[0], out)


def _known(what: str) -> str:
    if what in ROWS + FILES:
        return what
    raise typer.BadParameter(f"{what!r} is none of {', '.join(map(repr, ROWS + FILES))}.")


def _rows(
    settings: Config, table: Table, form: Format, branch: str | None, excel: bool, out: Path | None
) -> None:
    from bot.cells import MARK, csv_lines
    from bot.cli._reading import reading
    from bot.cli._seen import noted
    from records.model import BranchKey
    from records.people.record import EXPORT

    key = None if branch is None else BranchKey(branch)
    with reading(settings) as store:
        noted(settings.data / "studybot.db", store, key, EXPORT)
        rows = table.rows(store, key)
        if form is Format.json:
            give(_json(table, rows), out)
            return
        lines = csv_lines(table.columns, rows, end="\n")
        give(chain([MARK], lines) if excel else lines, out)


def _file(
    settings: Config, what: str, keys: Sequence[str], language: str, out: Path | None
) -> None:
    from bot.cli._reading import reading
    from bot.cli._seen import noted
    from bot.exports import Asked, Nothing, exports
    from bot.now import now
    from content.folder.loader import load
    from records.model import BranchKey
    from scheduler.desk import Desk

    export, branches = exports()[what], [settings.branches[BranchKey(key)] for key in keys]
    lessons = load(settings.content)
    with reading(settings) as store:
        desk = Desk(store, settings.branches, lessons, settings.organisation, settings.languages)
        for branch in branches if export.seen else ():
            noted(settings.data / "studybot.db", store, branch.key, export.seen)
        try:
            made = iter(export.make(Asked(desk, tuple(branches), now(), language)))
            first = next(made, b"")
        except Nothing as nothing:
            end(str(nothing), 1)
        give(chain([first], made), out, picture=export.suffix not in (".csv", ".jsonl"))


def _json(table: Table, rows: Iterator[Sequence[Cell]]) -> Iterator[bytes]:
    """An array of objects, one a line."""
    between = b"[\n"
    for row in rows:
        named = dict(zip(table.columns, row, strict=True))
        yield between + json.dumps(named, ensure_ascii=False).encode()
        between = b",\n"
    yield b"[]\n" if between == b"[\n" else b"\n]\n"
