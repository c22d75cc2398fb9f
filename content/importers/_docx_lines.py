"""A Word document as lines of text: its headings, its automatic numbers and letters, its tables.

Word draws the numbers of a list when it shows it; they stand nowhere in the text. Here they are
written: `1.` for a list, `A.` for a list within it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from string import ascii_uppercase

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
    tables: list[list[list[str]]] = field(default_factory=list)


def document_of(html: str) -> Document:
    """The document that mammoth's HTML describes."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    parser.end_line()
    return parser.document


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.document = Document()
        self._line = ""
        self._lists: list[_List] = []
        self._cell: list[str] | None = None
        self._rows: list[list[list[str]]] = []
        """Of each open table, its rows of cells."""

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
            case "table":
                self.end_line()
                self._rows.append([])
            case "tr" if self._rows:
                self._rows[-1].append([])
            case "td" | "th":
                self._cell = []
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
            case "td" | "th":
                self._close_cell()
            case "table" if self._rows:
                self.document.tables.append(self._rows.pop())
            case _ if tag in _HEADINGS:
                self.end_line()

    def handle_data(self, data: str) -> None:
        self._line += data.replace("\n", " ")

    def end_line(self) -> None:
        """What was gathered becomes a line, of the cell that is open or of the document."""
        text, self._line = self._line.strip(), ""
        if text in ("", "#"):
            return
        (self.document.lines if self._cell is None else self._cell).append(text)

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
