"""Word documents: lettered questions, our own format typed in Word, or a table of questions."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any

from content.format.blocks import activity
from content.forms import KEYWORDS
from content.importers._docx_lines import Document, document_of
from content.importers._docx_parts import prepared
from content.importers._lettered_lines import started
from content.importers._merge import together
from content.importers._model import Import, Refused, Remark, Source
from content.importers._native import native_files
from content.importers._office import repacked
from content.importers._pictures import FOLDER, PLACED, path_of

if TYPE_CHECKING:
    from content.importers._merge import together
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
        document, pictures = _document(source.data)
        result = _read(replace(source, pictures=pictures), document)
        return replace(result, notes=(*result.notes, *_without(result, pictures)))


def _read(source: Source, document: Document) -> Import:
    text = "\n".join(_headed(document.lines))
    if len(text) > _LIMIT:
        raise Refused("text-too-long", most=_LIMIT)
    results = [
        _as(source, "table", ".csv", _csv(table), at) for at, table in enumerate(document.tables)
    ]
    reader = _reader(text)
    if reader is None and results and any(map(_answers, document.lines)):
        reader = "lettered", ".txt"
    if reader is not None:
        results.append(_as(source, *reader, text, len(results)))
    if not results:
        raise Refused("docx-nothing" if text.strip() else "nothing-found")
    return together(results)


def _answers(line: str) -> bool:
    begun = started(line)
    return begun is not None and begun.what == "answer"


def _document(data: bytes) -> tuple[Document, Mapping[str, bytes]]:
    """The document with signs where its pictures are, and the pictures by these signs."""
    import mammoth

    plain, pictures = prepared(repacked(data, _wanted))
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
    return document_of(made.value), pictures


def _wanted(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels")) or name.startswith("word/media/")


def _no_picture(_: Any) -> dict[str, str]:
    return {"src": ""}


def _without(result: Import, pictures: Mapping[str, bytes]) -> Iterable[Remark]:
    """What is told of pictures that came to no question, or are of a kind that cannot be sent."""
    wanted = Counter(path_of("", data) for data in pictures.values())
    text = b"\n".join(native_files(result).values()).decode(errors="replace")
    shown = Counter(f"{FOLDER}/-{found}" for found in PLACED.findall(text))
    missing = sum(max(0, count - shown[path or ""]) for path, count in wanted.items())
    if missing:
        yield Remark(0, "", "docx-pictures", (("count", str(missing)),))


def _headed(lines: Iterable[str]) -> Iterable[str]:
    """Lines that begin an activity get the sign of a heading, where Word's style is missing."""
    for line in lines:
        bare = line.removeprefix("# ")
        begins = activity(bare, KEYWORDS) is not None and bare == line
        yield f"\n# {line}" if begins else line


def _reader(text: str) -> tuple[str, str] | None:
    """Name of the importer that is surest of the text, and the ending it knows it by."""
    from content.importers import IMPORTERS

    head = text.encode(errors="replace")
    endings = {"markdown": ".md", "lettered": ".txt", "gift": ".txt"}
    sure = {name: _sure(IMPORTERS[name], end, head) for name, end in endings.items()}
    best = max(sure, key=lambda name: sure[name])
    return (best, endings[best]) if sure[best] > 0.1 else None


def _sure(importer: Importer, ending: str, head: bytes) -> float:
    return importer.claims(f"x{ending}", head)


def _as(source: Source, reader: str, ending: str, text: str, at: int) -> Import:
    """What a reader makes of one part of the document; each further part has its own lesson."""
    from content.importers import IMPORTERS

    stem = source.name.rpartition(".")[0] or source.name
    stem = f"{stem} {at + 1}" if at else stem
    data = text.encode(errors="replace")
    return IMPORTERS[reader].read(replace(source, name=f"{stem}{ending}", data=data))


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
