"""Spreadsheets as rows of text: CSV in any encoding and with any separator, XLSX, ODS, XLS."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from content.importers._model import Refused, Source
from content.importers._office import LARGEST_GRID, of_old_book, of_table, repacked
from content.importers._table_words import KNOWN, named
from content.importers._text import text_of

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SEPARATORS = ",\t;|"
MOST_SHEETS = 50
MOST_COLUMNS = 200
MOST_ROWS = 100_000
_SAMPLE = 30
_SEP_LINE = re.compile(r"sep=(.)\r?\n", re.I)
_QUOTED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")

Cell = int | float | str | bool | time | date | datetime | timedelta
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


def sheets_of(source: Source) -> tuple[list[Sheet], str]:
    """The visible sheets of a file, and its encoding, empty for a workbook."""
    if source.data.startswith(ZIP):
        return _workbook(repacked(source.data, of_table)), ""
    if source.data.startswith(OLE):
        of_old_book(source.data)
        return _workbook(source.data), ""
    if source.name.lower().endswith((".xlsx", ".xlsm", ".ods")):
        raise Refused("not-a-zip")
    text, encoding = text_of(source)
    return [delimited(text)], encoding


# --- text ---------------------------------------------------------------------------------------


def delimited(text: str) -> Sheet:
    """The rows of separated values; the separator is the one that makes the most even columns."""
    told = _SEP_LINE.match(text)
    body = text[told.end() :] if told else text
    rows = _parsed(body, told[1] if told else separator(body))
    rows = [[]] * bool(told) + rows
    return Sheet("", [list(map(unquoted, row)) for row in rows], open_quote=_open_quote(body, rows))


def unquoted(cell: str) -> str:
    """A cell without the apostrophe that kept a program from taking it for a formula."""
    bare = cell.strip(" \xa0\n\r")
    return bare[1:] if _QUOTED.match(bare) else bare


def separator(text: str) -> str:
    """The separator of a text's columns."""
    start = text[:20_000]
    return max(SEPARATORS, key=lambda sign: _evenness(start, sign))


def _evenness(text: str, sign: str) -> tuple[int, float]:
    """How many cells of one row are known header words, then how even the rows are."""
    rows = [row for row in _parsed(text, sign)[:_SAMPLE] if any(row)]
    widths = [len(row) for row in rows]
    usual = max(set(widths), key=widths.count, default=0)
    if usual < 2:
        return 0, 0.0
    known = max(sum(named(cell) in KNOWN for cell in row[:MOST_COLUMNS]) for row in rows)
    return known, widths.count(usual) / len(rows) + 0.02 * min(usual, 10)


def _parsed(text: str, sign: str) -> list[list[str]]:
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
        return [row for row, _ in zip(rows, range(MOST_ROWS), strict=False)]
    except csv.Error:
        plain = csv.reader(io.StringIO(text, newline=""), delimiter=sign, quoting=csv.QUOTE_NONE)
        try:
            return [row for row, _ in zip(plain, range(MOST_ROWS), strict=False)]
        except csv.Error as error:
            raise Refused("broken", reason=str(error)) from error


def _open_quote(text: str, rows: Sequence[Sequence[str]]) -> int:
    last = max((place for place, row in enumerate(rows) if row), default=-1)
    swallowed = last >= 0 and any("\n" in cell.rstrip("\r\n") for cell in rows[last][-1:])
    return last + 1 if swallowed and text.count('"') % 2 else 0


# --- workbooks ----------------------------------------------------------------------------------


def _workbook(data: bytes) -> list[Sheet]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        visible = [
            said.name for said in book.sheets_metadata if said.visible == SheetVisibleEnum.Visible
        ]
        return [_sheet(book.get_sheet_by_name(name)) for name in visible[:MOST_SHEETS]]
    except Refused:
        raise
    except BaseException as error:
        raise _refusal(error) from error


def _refusal(error: BaseException) -> BaseException:
    """Errors of the reader, and its panics, which are no `Exception`, mean a broken file."""
    if type(error).__name__ == "PasswordError":
        return Refused("locked")
    if isinstance(error, Exception) or type(error).__name__ == "PanicException":
        return Refused("broken", reason=type(error).__name__)
    return error


def _sheet(found: CalamineSheet) -> Sheet:
    start = found.start or (0, 0)
    if found.start is None:
        return Sheet(found.name, [])
    if found.total_height * found.total_width > LARGEST_GRID:
        raise Refused("table-too-large", most=LARGEST_GRID)
    rows: list[list[str]] = [[] for _ in range(min(start[0], MOST_ROWS))]
    sheet = Sheet(found.name, rows, merged=_merged(found))
    for cells in found.iter_rows():
        if len(rows) >= MOST_ROWS:
            break
        rows.append(_row(sheet, cells, start[1]))
    return sheet


def _row(sheet: Sheet, cells: Iterable[Cell], first: int) -> list[str]:
    number, made = len(sheet.rows), [""] * min(first, MOST_COLUMNS)
    for cell in cells:
        if len(made) >= MOST_COLUMNS:
            break
        if isinstance(cell, date | time | timedelta):
            sheet.dated.add((number, len(made)))
        made.append(shown(cell))
    while made and not made[-1]:
        made.pop()
    return made


def _merged(found: CalamineSheet) -> dict[Place, Place]:
    below: dict[Place, Place] = {}
    for (top, left), (bottom, _right) in (found.merged_cell_ranges or [])[:5_000]:
        for row in range(top + 1, min(bottom, top + 2_000) + 1):
            below[row, left] = (top, left)
    return below


def shown(cell: Cell) -> str:
    """A cell as its author sees it: `12` for 12.0, an ISO date, `TRUE` for true."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return f"{cell:.15g}" if abs(cell) < 1e15 else f"{cell:.0f}"
    if isinstance(cell, datetime):
        midnight = cell.time() == time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return unquoted(str(cell))
