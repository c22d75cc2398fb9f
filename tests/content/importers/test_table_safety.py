"""Workbooks made to hurt: refused in time, with a reason, and nothing else harmed."""

from __future__ import annotations

import io
import random
import re
import time
import zipfile
from collections.abc import Callable, Mapping

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.importers import Refused, Source, imported, told
from content.importers.table import IMPORTER
from tests.content.importers.test_table import BOOKS, KAHOOT, book, items

GOOD = book(("S", KAHOOT)).data


def _cells(*words: str) -> str:
    return "".join(
        f'<table:table-cell office:value-type="string"><text:p>{word}</text:p></table:table-cell>'
        for word in words
    )


_ROWS = f"""
<table:table-row>{_cells("Question", "Option A", "Option B", "Answer")}</table:table-row>
<table:table-row>{_cells("Who leads?", "chair", "secretary", "A")}</table:table-row>
<table:table-row table:number-rows-repeated="1048570">
<table:table-cell table:number-columns-repeated="16384"/></table:table-row>
"""


def ods(rows: str = _ROWS) -> bytes:
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    body = (
        f'<?xml version="1.0"?><office:document-content{names}><office:body><office:spreadsheet>'
        f'<table:table table:name="S">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    mime = b"application/vnd.oasis.opendocument.spreadsheet"
    manifest = b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return zipped(
        {"mimetype": mime, "META-INF/manifest.xml": manifest, "content.xml": body.encode()}
    )


def zipped(entries: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def with_part(change: Callable[[bytes], bytes], part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """The good book with one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    return zipped({**parts, part: change(parts[part])})


def test_an_ods_with_its_million_empty_rows_is_read() -> None:
    [item] = items(imported(Source("a.ods", ods())))
    assert item.text == "Who leads?"


FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
REPEATED = (
    '<table:table-row table:number-rows-repeated="199">'
    '<table:table-cell table:number-columns-repeated="199"><text:p>x</text:p></table:table-cell>'
    "</table:table-row>"
) * 200
BAD = {
    "a cell at the far corner": (
        "a.xlsx", with_part(lambda xml: xml.replace(b"</sheetData>", FAR)), "table-too-large"),
    "entities": (
        "a.xlsx", with_part(lambda xml: xml.replace(b"<worksheet", ENTITY + b"<worksheet", 1)),
        "xml-entities"),
    "entities in UTF-16": (
        "a.xlsx", with_part(lambda _: ENTITY.decode().encode("utf-16")), "xml-entities"),
    "a sheet that packs a thousandfold": (
        "a.xlsx", with_part(lambda xml: xml + b" " * 50_000_000), "zip-bomb"),
    "a name that leads out": (
        "a.xlsx", zipped({"xl/workbook.xml": b"x", "../up": b""}), "zip-name"),
    "an ODS that repeats without end": ("a.ods", ods(REPEATED), "table-too-large"),
    "no archive": ("a.xlsx", b"Question,Answer\n", "not-a-zip"),
    "half an archive": ("a.xlsx", GOOD[: len(GOOD) // 2], "not-a-zip"),
    "no workbook in it": ("a.xlsx", zipped({"xl/workbook.xml": b"hello"}), "broken"),
    "half an old book": ("a.xls", (BOOKS / "old.xls").read_bytes()[:3000], "broken"),
    "NUL among the words": ("a.csv", b"Question,Answer\nx\0,y\n" * 9, "not-text"),
}  # fmt: skip


@pytest.mark.parametrize("what", list(BAD))
def test_it_is_refused_with_a_reason_in_both_languages(what: str) -> None:
    name, data, code = BAD[what]
    with pytest.raises(Refused) as refused:
        IMPORTER.read(Source(name, data))
    assert refused.value.code == code
    assert told(refused.value, "en") and re.search("[\u4e00-\u9fff]", told(refused.value, "zh"))


def test_an_old_book_with_two_cells_far_apart_costs_no_memory_here() -> None:
    """A record of the corner is put in place of a cell of the good book."""
    data = (BOOKS / "old.xls").read_bytes()
    number = re.search(rb"\x7e\x02\x0a\x00....", data, re.S)
    assert number
    far = data[: number.start() + 4] + b"\xff\xff\xff\x00" + data[number.end() :]
    with pytest.raises(Refused):
        IMPORTER.read(Source("a.xls", far))


HEAD = b"Question,Option A,Option B,Answer\n"
LONG = {
    "commas": b"," * 1_000_000,
    "columns": b"question," * 100_000,
    "quotes": HEAD + b'"' * 1_000_000,
    "quoted commas": HEAD + b'",' * 400_000,
    "empty lines": HEAD + b"\n" * 1_000_000,
    "blanks": HEAD + (b"q" + b" " * 100_000 + b",a,b,A\n") * 20,
    "brackets": HEAD + (b"(" * 50_000 + b",a,b,A\n") * 20,
    "options": b"Question,Options,Answer\nQ," + b"A. x;" * 5_000 + b",A\n",
    "answers": HEAD + b"Q,a,b," + b"A;" * 15_000 + b"\n",
    "rows": HEAD + b"Who leads the meeting?,chair,secretary,A\n" * 5_000,
}


@pytest.mark.parametrize("what", list(LONG))
def test_a_long_table_is_over_in_seconds(what: str) -> None:
    begun = time.process_time()
    try:
        imported(Source("a.csv", LONG[what]))
    except Refused as refused:
        assert told(refused, "en")
    assert time.process_time() - begun < 8


PIECES = st.sampled_from([
    b'r="XFD1048576"', b"</row>", b"\x00\xff", b'table:number-columns-repeated="9999999"',
    b"9" * 12, b"&#x0;", b"\xff\xff\xff\xff", b"<c><v>", b"", b"A",
])  # fmt: skip


def damaged(data: bytes, cuts: list[tuple[int, int, bytes]]) -> bytes:
    for at, length, put in cuts:
        place = at % (len(data) + 1)
        data = data[:place] + put + data[place + length :]
    return data


CUTS = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 20), PIECES), max_size=5)


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods", "a.xls"])
@given(cuts=CUTS, inside=st.booleans(), seed=st.integers(0, 99))
@settings(max_examples=40, deadline=None)
def test_a_damaged_book_is_read_or_refused(
    name: str, cuts: list[tuple[int, int, bytes]], inside: bool, seed: int
) -> None:
    """Damaged as a whole, or in one of its parts and packed again."""
    data = {"a.xlsx": GOOD, "a.ods": ods(), "a.xls": (BOOKS / "old.xls").read_bytes()}[name]
    if inside and name != "a.xls":
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            parts = {part: old.read(part) for part in old.namelist()}
        part = random.Random(seed).choice(sorted(parts))
        data = zipped({**parts, part: damaged(parts[part], cuts)})
    else:
        data = damaged(data, cuts)
    try:
        IMPORTER.read(Source(name, data))
    except Refused as refused:
        assert told(refused, "en")


def test_a_locked_book_is_told_as_locked_or_broken() -> None:
    """A book with a password is an OLE file with an encrypted package, not a zip."""
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
    with pytest.raises(Refused) as refused:
        IMPORTER.read(Source("a.xlsx", data))
    assert refused.value.code in ("locked", "broken")


def test_a_formula_is_words_and_never_run() -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in [("Question", "Option A", "Option B", "Answer"),
                ("'=1+1", "'-5", "six", "A")]:  # fmt: skip
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    [item] = items(imported(Source("a.xlsx", out.getvalue())))
    assert (item.text, item.options[0].text) == ("=1+1", "-5")
