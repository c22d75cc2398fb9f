"""A Word document as lines of text: its headings, its lists, and tables that hold no questions
below a header; those that do are kept as tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from string import ascii_uppercase

from content.format.blocks import activity
from content.forms import KEYWORDS
from content.importers._html import raised
from content.importers._lettered_lines import letter_of, started
from content.importers._table_header import header_of

_STRONG = ("strong", "mark", "u")
"""How authors show the right option: bold, highlighted, underlined."""
_RIGHT = " ✓"
_SIGN = re.compile(r"\s*(?:[-#]|[(（]?(?:[A-Za-z]|\d{1,4})[.、)）:：．]?)\s*")
"""The sign of a list, which Word draws without what makes the words behind it stand out."""
_OPTION = re.compile(r"(?:(?:option|choice|选项)\s*)?\(?(?P<sign>[A-Ha-h]|\d{1,3})[.)、]?", re.I)
_PARTS = ("answer", "explanation", "other", "number")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(slots=True)
class _List:
    """A list that is open: whether it is numbered, and how many points it has had."""

    numbered: bool
    points: int = 0


@dataclass(slots=True)
class Document:
    """Lines in order, and each table by its rows of cells."""

    lines: list[str] = field(default_factory=list)
    """Lines, with what stands in other tables in its place: the cells of a row parted by tabs."""
    strong: list[bool] = field(default_factory=list)
    """Of each line, whether all its words stand out."""
    tables: list[list[list[str]]] = field(default_factory=list)
    """Tables of questions below a header; their rows are no lines."""


def document_of(html: str) -> Document:
    """The document that mammoth's HTML describes."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    parser.end_line()
    return _marked(parser.document)


def _marked(document: Document) -> Document:
    """Mark the options that stand out among those around them: so their author says which is
    right."""
    begin = 0
    while begin < len(document.lines):
        end = begin
        while end < len(document.lines) and letter_of(document.lines[end]) == end - begin:
            end += 1
        if end - begin > 1 and 0 < sum(document.strong[begin:end]) < end - begin:
            for at in range(begin, end):
                document.lines[at] += _RIGHT if document.strong[at] else ""
        begin = max(end, begin + 1)
    return document


def _joined(cells: Sequence[str]) -> str:
    """A row as a line. Where a table has a row for each part of a question, what stands in front
    says which: `A`, `3`, `Question`, `答案`."""
    if len(cells) == 2 and cells[1].strip():
        label = cells[0].strip(" :：")
        option = _OPTION.fullmatch(label)
        if option:
            return f"{option['sign']}. {cells[1]}"
        begun = started(f"{label}:")
        if (begun and begun.what in _PARTS) or activity(f"{label}: -", KEYWORDS):
            return f"{label}: {cells[1]}"
    return "\t".join(cells)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.document = Document()
        self._line = ""
        self._strong = 0
        """How many of the tags that make words stand out are open."""
        self._small = ""
        """`sup` or `sub` where words are set high or low."""
        self._faint = False
        """Whether words of the line do not stand out."""
        self._lists: list[_List] = []
        self._cell: list[str] | None = None
        self._rows: list[list[list[str]]] = []
        """Of each open table, its rows of cells."""
        self._begins: list[int] = []
        """Of each open table, the lines above it."""

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        match tag:
            case "ol" | "ul":
                self.end_line()
                self._lists.append(_List(tag == "ol"))
            case "li":
                self.end_line()
                self._line = self._mark()
            case "br":
                self.end_line()
            case "input":
                self._line += f"- [{'x' if 'checked' in dict(attrs) else ' '}] "
            case "sup" | "sub":
                self._small = tag
            case "table":
                self.end_line()
                self._rows.append([])
                self._begins.append(len(self.document.lines))
            case "tr" if self._rows:
                self._rows[-1].append([])
            case "td" | "th":
                self._cell = []
            case _ if tag in _STRONG:
                self._strong += 1
            case _ if tag in _HEADINGS:
                self.end_line()
                self._line = "# "

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "ol" | "ul":
                self.end_line()
                del self._lists[-1:]
            case "p" | "li":
                self.end_line()
            case "sup" | "sub":
                self._small = ""
            case "td" | "th":
                self._close_cell()
            case "tr" if self._rows and self._rows[-1]:
                self._show(self._rows[-1][-1])
            case "table" if self._rows:
                self._end_table(self._rows.pop(), self._begins.pop())
            case _ if tag in _STRONG:
                self._strong = max(0, self._strong - 1)
            case _ if tag in _HEADINGS:
                self.end_line()

    def handle_data(self, data: str) -> None:
        words = data.replace("\n", " ")
        self._line += raised(self._small, words) if self._small and words.strip() else words
        if data.strip() and not self._strong and not _SIGN.fullmatch(self._line):
            self._faint = True

    def end_line(self) -> None:
        """What was gathered becomes a line, of the cell that is open or of the document."""
        text, self._line = self._line.strip(), ""
        strong, self._faint = not self._faint, False
        if text in ("", "#"):
            return
        if self._cell is not None:
            self._cell.append(text)
        else:
            self._say(text, strong)

    def _say(self, text: str, strong: bool = False) -> None:
        self.document.lines.append(text)
        self.document.strong.append(strong)

    def _end_table(self, rows: list[list[str]], begin: int) -> None:
        if header_of(rows) is not None:
            self.document.tables.append(rows)
            del self.document.lines[begin:], self.document.strong[begin:]

    def _show(self, cells: list[str]) -> None:
        """A row of a table among the lines: on one of its own, or cell by cell where they are
        longer."""
        rows = (
            [_joined(cells)]
            if not any("\n" in cell for cell in cells)
            else [row for cell in cells for row in cell.split("\n")]
        )
        for row in filter(str.strip, rows):
            self._say(row)

    def _mark(self) -> str:
        if not self._lists:
            return ""
        self._lists[-1].points += 1
        if not self._lists[-1].numbered:
            return "- "
        count = self._lists[-1].points
        within = len(self._lists) > 1 and count <= len(ascii_uppercase)
        return f"{ascii_uppercase[count - 1]}. " if within else f"{count}. "

    def _close_cell(self) -> None:
        self.end_line()
        if self._cell is not None and self._rows and self._rows[-1]:
            self._rows[-1][-1].append("\n".join(self._cell))
        self._cell = None
