"""Office files (XLSX, ODS, DOCX) repacked before another program's reader sees them: only what was
checked, without pictures of no use, without entities, without a lie about sizes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from content.importers._model import Refused
from content.importers._zip import Archive

LARGEST_GRID = 4_000_000
"""Cells of one sheet, empty ones between filled ones counted: a reader makes room for all."""

_XML = (".xml", ".rels")
_ENTITY = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)")
_CELL = re.compile(
    rb"<(?:\w{1,20}:)?(?P<tag>c|row)\b[^<>]*?\br\s*=\s*[\"']\s*(?P<column>[A-Za-z]{0,3})(?P<row>\d{1,10})"
    rb"[\"'][^<>]*?(?P<end>/?)>"
)
_ODS = re.compile(
    rb"<table:(?P<tag>table-row|table-cell|covered-table-cell|table)\b(?P<said>[^<>]*)>"
)
_REPEATED = re.compile(rb"(number-(?:rows|columns)-repeated\s*=\s*[\"'])(\d+)([\"'])")
_BETWEEN = re.compile(rb"(</?table:[^<>]*>)\s+(?=<)")
"""Line ends between rows, which calamine's reader takes for a fault."""
_MOST_REPEATED = 200


def repacked(data: bytes, wanted: Callable[[str], bool]) -> bytes:
    """The same archive with the wanted entries alone, each checked. Refused where it is none."""
    archive = Archive(data)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as new:
        for name in archive.names:
            if wanted(name):
                new.writestr(zipfile.ZipInfo(name), _checked(name, archive.read(name)))
    return made.getvalue()


def of_table(name: str) -> bool:
    """Whether a reader of sheets needs this entry."""
    return name.lower().endswith(_XML) or name == "mimetype"


def _checked(name: str, data: bytes) -> bytes:
    if not name.lower().endswith(_XML):
        return data
    if _ENTITY.search(data):
        raise Refused("xml-entities")
    if "/worksheets/" in name.lower():
        _fits(data)
    return _tamed(data) if name == "content.xml" else data


def _fits(sheet: bytes) -> None:
    """A single cell far away makes a reader ask for the memory of all cells before it."""
    last_row = last_column = 0
    for found in _CELL.finditer(sheet):
        if found["tag"] == b"row" or not found["end"]:
            last_row = max(last_row, int(found["row"]))
            last_column = max(last_column, _column(found["column"]))
    if last_row * max(last_column, 1) > LARGEST_GRID:
        raise Refused("table-too-large", most=LARGEST_GRID)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _tamed(content: bytes) -> bytes:
    """An ODS repeats rows and cells by a number; the empty end of a sheet is a million rows."""
    tame = _REPEATED.sub(_less, _BETWEEN.sub(rb"\1", content))
    cells = in_row = 0
    rows = 1
    for found in _ODS.finditer(tame):
        if found["tag"] in (b"table-row", b"table"):
            cells += in_row * rows
            in_row, rows = 0, _times(found["said"])
        else:
            in_row += _times(found["said"])
    if cells + in_row * rows > LARGEST_GRID:
        raise Refused("table-too-large", most=LARGEST_GRID)
    return tame


def _times(said: bytes) -> int:
    found = _REPEATED.search(said)
    return int(found[2]) if found else 1


def _less(found: re.Match[bytes]) -> bytes:
    digits = found[2].lstrip(b"0") or b"0"
    small = len(digits) <= 3 and int(digits) <= _MOST_REPEATED
    return found[0] if small else found[1] + b"1" + found[3]
