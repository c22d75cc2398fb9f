"""Spreadsheets as rows of text: CSV in any encoding and with any separator, XLSX, ODS, XLS."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from content.importers import _table_apart
from content.importers._model import Refused, Source
from content.importers._office import of_table, repacked
from content.importers._table_words import KNOWN, named
from content.importers._text import text_of

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SEPARATORS = ",\t;|"
MOST_COLUMNS = 200
MOST_ROWS = 100_000
_SAMPLE = 30
_SEP_LINE = re.compile(r"sep=(.)\r?\n", re.I)
_WIDE = re.compile(r"[ \t\xa0]{200,}")
_QUOTED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")

Place = tuple[int, int]


@dataclass(slots=True)
class Sheet:
    """A sheet as text. Rows and columns count from 0 as the spreadsheet does."""

    name: str
    rows: list[list[str]]
    dated: set[Place] = field(default_factory=set)
    """Cells that the spreadsheet holds as dates; the author may have typed `1/2`."""
    merged: dict[Place, Place] = field(default_factory=dict)
    """Cells below the first of cells merged downwards, each with that first one."""
    open_quote: int = 0
    """The row from 1 with a quotation mark that is never closed; 0 for none."""

    def cell(self, row: int, column: int | None) -> str:
        """The text of a cell; empty outside."""
        cells = self.rows[row] if row < len(self.rows) else []
        return cells[column] if column is not None and column < len(cells) else ""


def sheets_of(source: Source, known: Collection[str] = KNOWN) -> tuple[list[Sheet], str]:
    """The visible sheets of a file, and its encoding, empty for a workbook. `known` are header
    words (`named`), by which the separator of a text is told."""
    if source.data.startswith(ZIP):
        return _workbook(repacked(source.data, of_table)), ""
    if source.data.startswith(OLE):
        return _workbook(source.data), ""
    if source.name.lower().endswith((".xlsx", ".xlsm", ".ods")):
        raise Refused("not-a-zip")
    text, encoding = text_of(source)
    return [delimited(text, known)], encoding


# --- text ---------------------------------------------------------------------------------------


def delimited(text: str, known: Collection[str] = KNOWN) -> Sheet:
    """The rows of separated values; the separator is the one that makes the most even columns."""
    told = _SEP_LINE.match(text)
    body = text[told.end() :] if told else text
    rows = _parsed(body, told[1] if told else separator(body, known))
    rows = [[]] * bool(told) + rows
    return Sheet("", [list(map(unquoted, row)) for row in rows], open_quote=_open_quote(body, rows))


def unquoted(cell: str) -> str:
    """A cell without the apostrophe that kept a program from taking it for a formula."""
    bare = _WIDE.sub(" ", cell.strip(" \xa0\n\r"))
    return bare[1:] if _QUOTED.match(bare) else bare


def separator(text: str, known: Collection[str] = KNOWN) -> str:
    """The separator of a text's columns."""
    start = text[:20_000]
    return max(SEPARATORS, key=lambda sign: _evenness(start, sign, known))


def _evenness(text: str, sign: str, header: Collection[str]) -> tuple[int, float]:
    """How many cells of one row are known header words, then how even the rows are."""
    rows = [row for row in _parsed(text, sign)[:_SAMPLE] if any(row)]
    widths = [len(row) for row in rows]
    usual = max(set(widths), key=widths.count, default=0)
    if usual < 2:
        return 0, 0.0
    known = max(sum(named(cell) in header for cell in row[:MOST_COLUMNS]) for row in rows)
    return known, widths.count(usual) / len(rows) + 0.02 * min(usual, 10)


def _parsed(text: str, sign: str) -> list[list[str]]:
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
        return [row[:MOST_COLUMNS] for row, _ in zip(rows, range(MOST_ROWS), strict=False)]
    except csv.Error:
        plain = csv.reader(io.StringIO(text, newline=""), delimiter=sign, quoting=csv.QUOTE_NONE)
        try:
            return [row[:MOST_COLUMNS] for row, _ in zip(plain, range(MOST_ROWS), strict=False)]
        except csv.Error as error:
            raise Refused("broken", reason=str(error)) from error


def _open_quote(text: str, rows: Sequence[Sequence[str]]) -> int:
    last = max((place for place, row in enumerate(rows) if row), default=-1)
    swallowed = last >= 0 and any("\n" in cell.rstrip("\r\n") for cell in rows[last][-1:])
    return last + 1 if swallowed and text.count('"') % 2 else 0


# --- workbooks ----------------------------------------------------------------------------------


def _workbook(data: bytes) -> list[Sheet]:
    try:
        return [_sheet(read) for read in _table_apart.sheets(data)]
    except _table_apart.BrokenBookError as error:
        if str(error) == "locked":
            raise Refused("locked") from error
        raise Refused("broken", reason=str(error)) from error


def _sheet(read: _table_apart.Read) -> Sheet:
    sheet = Sheet(read.name, [])
    for row in read.rows:
        dates = {at: str(cell["date"]) for at, cell in enumerate(row) if isinstance(cell, dict)}
        sheet.dated |= {(len(sheet.rows), at) for at in dates}
        known = [cell if isinstance(cell, int | float | str) else "" for cell in row]
        sheet.rows.append([dates.get(at) or shown(cell) for at, cell in enumerate(known)])
    for top, left, bottom in read.merged:
        for number in range(top + 1, min(bottom, len(sheet.rows)) + 1):
            sheet.merged[number, left] = (top, left)
    return sheet


def shown(cell: float | str) -> str:
    """A cell as its author sees it: `12` for 12.0, `TRUE` for true."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return f"{cell:.15g}" if abs(cell) < 1e15 else f"{cell:.0f}"
    return unquoted(str(cell))
