"""Tables of questions: CSV, TSV, XLSX, ODS, XLS; Kahoot's, Blooket's, Quizizz's and our own."""

from __future__ import annotations

from content.importers._batch import Batch
from content.importers._model import Import, Refused, Source
from content.importers._table_header import header_of
from content.importers._table_row import Table
from content.importers._table_sheets import OLE, ZIP, Sheet, delimited, sheets_of
from content.importers._table_take import take_table
from content.importers._text import peek

_TEXTS = (".csv", ".tsv", ".tab", ".txt")
_BOOKS = (".xlsx", ".xlsm", ".ods", ".xls")
_SHOWN = 4_000


class OfTable:
    """Finds the header by its words in the first 20 rows of each sheet, and takes what is below."""

    name = "table"
    suffixes = (*_TEXTS, *_BOOKS)
    example = Source(
        "meetings.csv",
        b"""Question,Option A,Option B,Option C,Correct answer,Explanation
Who can change our bylaws?,The board,The general meeting,Any three members,B,Bylaws belong to all.
What belongs in the minutes?,Decisions,The date,Gossip,"A,B",
A member who moved abroad can still vote.,,,,TRUE,
Who leads the meeting?,,,,chair;chairperson,
""",
    )

    def claims(self, name: str, head: bytes) -> float:
        lower = name.lower()
        if head.startswith(ZIP):
            return _of_zip(lower, head)
        if head.startswith(OLE):
            return 0.0 if lower.endswith((".doc", ".ppt", ".msg")) else 0.85
        if lower.endswith((".xlsx", ".xlsm", ".ods")):
            return 0.2 if head else 0.0
        return _of_text(lower, peek(head))

    def read(self, source: Source) -> Import:
        sheets, encoding = sheets_of(source)
        tables = [
            Table(sheet, header)
            for sheet in sheets
            if (header := header_of(sheet.rows)) is not None
        ]
        if not tables:
            raise Refused("table-no-header")
        batch = Batch(source, _sample(tables), unit="row")
        if encoding not in ("", "utf-8"):
            batch.note(0, "", "encoding-guessed", encoding=encoding)
        for table in tables:
            take_table(batch, table, table.sheet.name if len(tables) > 1 else "")
        _tell_left(batch, sheets, tables)
        return batch.done()


def _of_zip(name: str, head: bytes) -> float:
    if b"xl/workbook" in head or b"opendocument.spreadsheet" in head[:200]:
        return 0.95
    other = b"word/document" in head or b"collection.anki" in head
    return 0.9 if name.endswith(_BOOKS) and not other else 0.0


def _of_text(name: str, text: str) -> float:
    if not text or name.endswith((".md", ".markdown", ".gift", ".xml")):
        return 0.0
    called = name.endswith((".csv", ".tsv", ".tab", ".xls"))
    header = header_of(delimited(text).rows)
    if header is None:
        return 0.2 if called else 0.0
    return 0.9 if called else 0.7 if header.score > 2 else 0.3


def _sample(tables: list[Table]) -> str:
    """Questions of the first sheet, by which the language is told."""
    first = tables[0]
    rows = range(first.header.row + 1, min(len(first.sheet.rows), first.header.row + 60))
    return "\n".join(first.cell(row, "question") or first.cell(row, "front") for row in rows)[
        :_SHOWN
    ]


def _tell_left(batch: Batch, sheets: list[Sheet], tables: list[Table]) -> None:
    """Sheets with words but without a header are told, so that nobody misses them."""
    known = {id(table.sheet) for table in tables}
    for sheet in sheets:
        if id(sheet) not in known and sum(map(len, sheet.rows)) > 0:
            batch.note(0, sheet.name, "table-sheet-without-header")


IMPORTER = OfTable()

SENTENCES = {
    "table-no-header": (
        "no row of the first 20 names the columns; write Question, Option A, Option B and Correct "
        "answer above them",
        "前 20 行没有找到表头；请在各列上方写：题目、选项A、选项B、正确答案",
    ),
    "table-too-large": (
        "a sheet reaches over more than {most} cells",
        "工作表超过 {most} 个单元格",
    ),
    "table-open-quote": (
        'a quotation mark (") is never closed; the rows behind it were read as one',
        '有一个引号（"）没有配对，后面的行被读成了一行',
    ),
    "table-date": (
        "the spreadsheet holds {text} as a date; if you meant something like 1/2, make the cell "
        "text and write it again",
        "表格把 {text} 存成了日期；如果原意是 1/2 之类，请把单元格设为文本后重写",
    ),
    "table-sheet-without-header": (
        "the sheet has no header that we know and was passed over",
        "这个工作表没有可识别的表头，已跳过",
    ),
    "locked": ("the file is locked with a password", "文件有密码保护"),
    "xml-entities": (
        "the file declares XML entities, which are not allowed",
        "文件声明了 XML 实体，不允许使用",
    ),
}
