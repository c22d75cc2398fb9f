"""Word documents: lettered questions, our own format typed in Word, or a table of questions."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any

from content.format.blocks import activity
from content.forms import KEYWORDS
from content.importers._docx_lines import Document, document_of
from content.importers._docx_numbers import numbered
from content.importers._model import Import, Refused, Remark, Source
from content.importers._office import repacked
from content.importers._table_header import header_of

if TYPE_CHECKING:
    from content.importers._model import Importer

_LIMIT = 4_000_000
"""Signs of a document's text; a thousand questions take a tenth."""
_PART = b"word/document"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_KIND}"/></Types>'
)
_RELS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>'
)
_EXAMPLE = ("1. Who can change our bylaws?", "A. The board", "B. The general meeting", "Answer: B")


class OfWord:
    """Reads the words as they stand on the page, then as what they look like."""

    name = "docx"
    suffixes = (".docx",)

    @property
    def example(self) -> Source:
        return Source("meetings.docx", _written(_EXAMPLE))

    def claims(self, name: str, head: bytes) -> float:
        if not head.startswith(b"PK"):
            return 0.0
        if _PART in head:
            return 0.96
        return 0.9 if name.lower().endswith(self.suffixes) else 0.0

    def read(self, source: Source) -> Import:
        document = _document(source.data)
        result = self._read(source, document)
        return replace(result, notes=(*result.notes, *_without(document)))

    def _read(self, source: Source, document: Document) -> Import:
        for table in document.tables:
            if header_of(table) is not None:
                return _as(source, "table", ".csv", _csv(table))
        text = "\n".join(_headed(document.lines))
        if len(text) > _LIMIT:
            raise Refused("text-too-long", most=_LIMIT)
        if not text.strip():
            raise Refused("nothing-found")
        return _as(source, *_reader(text), text)


def _without(document: Document) -> Iterable[Remark]:
    """What is told of the pictures of a document."""
    if document.pictures:
        yield Remark(0, "", "docx-pictures", (("count", str(document.pictures)),))


def _document(data: bytes) -> Document:
    import mammoth

    plain = numbered(repacked(data, _wanted))
    try:
        made = mammoth.convert_to_html(
            io.BytesIO(plain),
            convert_image=mammoth.images.img_element(_no_picture),
            style_map="u => u\nhighlight => mark",
        )
    except (Refused, MemoryError):
        raise
    except Exception as error:  # mammoth lets whatever its parts raise through
        raise Refused("broken", reason=type(error).__name__) from error
    return document_of(made.value)


def _wanted(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _no_picture(_: Any) -> dict[str, str]:
    return {"src": ""}


def _headed(lines: Iterable[str]) -> Iterable[str]:
    """Lines that begin an activity get the sign of a heading, where Word's style is missing."""
    for line in lines:
        bare = line.removeprefix("# ")
        begins = activity(bare, KEYWORDS) is not None and bare == line
        yield f"\n# {line}" if begins else line


def _reader(text: str) -> tuple[str, str]:
    """Name of the importer that is surest of the text, and the ending it knows it by."""
    from content.importers import IMPORTERS

    head = text.encode(errors="replace")
    endings = {"markdown": ".md", "lettered": ".txt", "gift": ".txt"}
    sure = {name: _sure(IMPORTERS[name], end, head) for name, end in endings.items()}
    best = max(sure, key=lambda name: sure[name])
    if sure[best] <= 0.1:
        raise Refused("docx-nothing")
    return best, endings[best]


def _sure(importer: Importer, ending: str, head: bytes) -> float:
    return importer.claims(f"x{ending}", head)


def _as(source: Source, reader: str, ending: str, text: str) -> Import:
    from content.importers import IMPORTERS

    stem = source.name.rpartition(".")[0] or source.name
    data = text.encode(errors="replace")
    return IMPORTERS[reader].read(Source(f"{stem}{ending}", data, source.language))


def _csv(rows: Iterable[Iterable[str]]) -> str:
    made = io.StringIO()
    csv.writer(made).writerows(rows)
    return made.getvalue()


def _written(lines: Iterable[str]) -> bytes:
    """The smallest document that says these lines."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    text = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(zipfile.ZipInfo("[Content_Types].xml"), _TYPES)
        archive.writestr(zipfile.ZipInfo("_rels/.rels"), _RELS)
        archive.writestr(zipfile.ZipInfo("word/document.xml"), text)
    return made.getvalue()


IMPORTER = OfWord()

SENTENCES = {
    "docx-pictures": (
        "{count} pictures of the document were left out; put them beside the lessons by hand",
        "文档中的 {count} 张图片已略去；请手动放到课程文件旁边",
    ),
    "docx-nothing": (
        "no question was found; number them (1.), letter the options (A.) and write Answer: B "
        "below, or begin with Question: …",
        "没有找到题目；请给题目编号（1.）、选项用字母（A.），并在下面写“答案：B”，或以“问题：”开头",
    ),
}
