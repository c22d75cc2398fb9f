"""Workbooks (XLSX, ODS, XLS), read by a process of its own that may not grow.

Their reader can be led by a few wrong bytes to ask for all memory there is, and is then ended by
the system with whatever else runs in its process. The child is this same file.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MEMORY = 1024 * 1024 * 1024
"""Bytes of address space that the child may use."""
SECONDS = 15
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS, MOST_MERGED = 20_100, 200, 50, 5_000

Row = list[object]
"""Cells: text, numbers, truth, or `{"date": "2026-01-02"}`."""


class BrokenBookError(Exception):
    """The book cannot be read; the message is one word."""


class Read(NamedTuple):
    """A sheet: its name, its rows from the first, and which cells are merged downwards, as row
    and column of the first and row of the last, from 0."""

    name: str
    rows: list[Row]
    merged: list[tuple[int, int, int]]


def sheets(data: bytes) -> list[Read]:
    """The visible sheets of a book. BrokenBookError where it cannot be read, with the reason."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", __file__], input=data, capture_output=True, timeout=SECONDS + 5
        )
        made = json.loads(done.stdout) if done.returncode == 0 else None
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        raise BrokenBookError("book") from error
    if not isinstance(made, list):
        raise BrokenBookError("locked" if made == "PasswordError" else "book")
    return [Read(str(name), rows, [(a, b, c) for a, b, c in merged]) for name, rows, merged in made]


def _child() -> None:
    import resource

    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    except Exception as error:
        json.dump(type(error).__name__, sys.stdout)
        return
    visible = [
        said.name for said in book.sheets_metadata if said.visible == SheetVisibleEnum.Visible
    ]
    json.dump([_sheet(book.get_sheet_by_name(name)) for name in visible[:MOST_SHEETS]], sys.stdout)


def _sheet(sheet: CalamineSheet) -> Read:
    left = sheet.start[1] if sheet.start else 0
    cells = sheet.iter_rows() if sheet.start else iter(())
    rows = [_row(list(row), left) for row, _ in zip(cells, range(MOST_ROWS), strict=False)]
    ranges = (sheet.merged_cell_ranges or [])[:MOST_MERGED]
    merged = [(a, b, c) for (a, b), (c, _) in ranges if c > a]
    return Read(sheet.name, rows, merged)


def _row(cells: Row, left: int) -> Row:
    made = [*[""] * min(left, MOST_COLUMNS), *map(_cell, cells[:MOST_COLUMNS])]
    while made and made[-1] == "":
        made.pop()
    return made


def _cell(cell: object) -> object:
    return {"date": str(cell)} if isinstance(cell, date | time | timedelta) else cell


if __name__ == "__main__":
    _child()
