"""Cells that a spreadsheet opens as they are meant: no text is run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

Cell = str | int | float | bool | None

STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""A cell that begins so is run as a formula by spreadsheets; an apostrophe before it prevents
that (OWASP, CSV injection)."""

MARK = b"\xef\xbb\xbf"
"""Without it Excel takes UTF-8 for the machine's own encoding."""


def csv_lines(
    columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, end: str = "\r\n"
) -> Iterator[bytes]:
    """A header and a line a row, in UTF-8; nothing where there is no value."""
    line = io.StringIO(newline="")
    writer = csv.writer(line, lineterminator=end)
    for row in chain([columns], rows):
        writer.writerow([safe(cell) for cell in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def safe(cell: Cell) -> str | int | float:
    """Truth as 1 and 0; text that would be a formula with an apostrophe before it."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(STARTS_FORMULA) else str(cell)
    return int(cell) if isinstance(cell, bool) else cell
