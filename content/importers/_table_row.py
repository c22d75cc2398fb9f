"""One row of a question table: its cells read into the parts of a question."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from content.forms.match import pair_of
from content.importers._html import markdown_of
from content.importers._table_header import Header
from content.importers._table_sheets import Place, Sheet
from content.importers._table_words import form_named
from content.importers._text import escaped

_CUTS = ("\n", "|", "$;$", ";", "；", "，", "、", ",")
_LETTER = re.compile(r"(?:^|(?<=[\s|;；,，]))[(（]?([A-La-lＡ-Ｌ])\s*[.．、:：)）]\s*")
_OWN_LETTER = re.compile(r"[(（]?([A-La-l])\s*(?:[.．、:：)）])\s*(?=\S)")
_FILLED = ("topic", "type", "tags", "points", "source")
_MOST = 40
_WHOLE = re.compile(r"\d{1,3}(?:\.0+)?")


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says; places are cells' rows from 0. Texts are as they were typed."""

    number: int
    question: str
    form: str | None
    answer: str
    options: Mapping[int, str]
    wrong: tuple[str, ...] = ()
    explanation: str = ""
    topic: str = ""
    tags: tuple[str, ...] = ()
    points: int = 1
    own_id: str = ""
    tolerance: str = ""
    picture: str = ""
    back: str = ""
    shuffle: bool = False
    dated: tuple[str, ...] = ()
    kind: str = ""
    """The source's word for its kind."""


@dataclass(slots=True)
class Table:
    """A sheet with its header: gives the rows below it."""

    sheet: Sheet
    header: Header
    form: str = ""
    """The kind that a sheet's name or a line between the rows says, where no column does."""
    counting: frozenset[str] = field(default_factory=frozenset)

    @property
    def own(self) -> bool:
        """Our own sheet: its texts are Markdown and its answers letters."""
        title = self.sheet.cell(self.header.row, self.header.columns.get("question"))
        return "markdown" in title.lower()

    def cell(self, row: int, meaning: str) -> str:
        column = self.header.columns.get(meaning)
        said = self.sheet.cell(row, column)
        if not said and column is not None and meaning in _FILLED:
            top = self.sheet.merged.get((row, column))
            said = self.sheet.cell(*top) if top else ""
        return said

    def row(self, number: int) -> Row:
        options = self._options(number)
        kind = self.cell(number, "type")
        points = self.cell(number, "points")
        question = self.cell(number, "question") or self.cell(number, "front")
        if not options and self._wants_options(kind):
            question, options = split_stem(question)
        return Row(
            number=number,
            question=question,
            form=form_named(kind) if kind else self.form,
            answer=self._answer(number),
            options=options,
            wrong=self._wrong(number),
            explanation=self.cell(number, "explanation"),
            topic=self.cell(number, "topic"),
            tags=tuple(filter(None, re.split(r"[,，;；、|]", self.cell(number, "tags")))),
            points=int(float(points)) if _WHOLE.fullmatch(points) else 1,
            own_id=self.cell(number, "id"),
            tolerance=self.cell(number, "tolerance"),
            picture=self.cell(number, "picture"),
            back=self.cell(number, "back"),
            shuffle=self.cell(number, "shuffle").lower() in ("yes", "true", "1", "是"),
            dated=self._dated(number),
            kind=kind,
        )

    def _answer(self, number: int) -> str:
        further = (self.sheet.cell(number, column) for column in self.header.more)
        return ",".join(filter(None, (self.cell(number, "answer"), *further)))

    def _wants_options(self, kind: str) -> bool:
        said = form_named(kind) if kind else self.form
        return said in ("", "choice") and not (self.header.options or self.header.wrong)

    def _options(self, number: int) -> dict[int, str]:
        at = self.header.options
        found = {place: self.sheet.cell(number, column) for place, column in sorted(at.items())}
        found = {place: text for place, text in found.items() if text}
        if not at:
            found = dict(enumerate(split_options(self.cell(number, "options"))[:_MOST]))
        return found if self.own else _without_letters(found)

    def _wrong(self, number: int) -> tuple[str, ...]:
        columns = sorted(self.header.wrong.items())
        cells = [self.sheet.cell(number, column) for _, column in columns]
        listed = split_options(self.cell(number, "wrong"))[:_MOST]
        return tuple(filter(None, cells or listed))

    def _dated(self, number: int) -> tuple[str, ...]:
        """Options and answers that a spreadsheet turned into dates."""
        at = [*self.header.options.values(), *self.header.wrong.values()]
        at += [self.header.columns.get("answer", -1)]
        places: list[Place] = [(number, column) for column in at]
        return tuple(self.sheet.cell(*one) for one in places if one in self.sheet.dated)


def split_options(cell: str) -> list[str]:
    """Options that stand in one cell: lettered, a JSON list, or between `|`, `;`, line ends."""
    bare = cell.strip()
    if not bare:
        return []
    if bare[:1] == "[" and (listed := _json(bare)):
        return listed
    lettered = _lettered(bare)
    if len(lettered) > 1:
        return lettered
    for sign in _CUTS:
        pieces = [piece.strip() for piece in bare.split(sign) if piece.strip()]
        if len(pieces) > 1:
            return pieces
    return [bare]


def _json(text: str) -> list[str]:
    try:
        found = json.loads(text) if len(text) < 20_000 and text.count("[") < 20 else None
    except ValueError:
        return []
    flat = isinstance(found, list) and all(isinstance(one, str | int | float) for one in found)
    return [str(one) for one in found] if flat and isinstance(found, list) else []


def _lettered(text: str) -> list[str]:
    """The texts behind A, B, C… in their order; empty where they do not begin at A."""
    return [text[begin:end].strip(" \n\t;；|,，") for begin, end in _spans(text)]


def _spans(text: str) -> list[tuple[int, int]]:
    marks: list[tuple[int, int]] = []
    for found in _LETTER.finditer(text):
        letter = ord(found[1].upper()) - (65 if found[1].isascii() else 0xFF21)
        if letter == len(marks):
            marks.append((found.start(), found.end()))
    ends = [*(start for start, _ in marks[1:]), *([len(text)] if marks else [])]
    return [(begin, end) for (_, begin), end in zip(marks, ends, strict=True)]


def split_stem(question: str) -> tuple[str, dict[int, str]]:
    """A question cell that holds its options too; no options where there are fewer than two."""
    texts = _lettered(question)
    first = _LETTER.search(question)
    if len(texts) < 2 or first is None or not question[: first.start()].strip():
        return question, {}
    return question[: first.start()].strip(), {at: text for at, text in enumerate(texts) if text}


def _without_letters(options: dict[int, str]) -> dict[int, str]:
    """`A. the board` in the column of A is `the board`."""
    found = {place: _OWN_LETTER.match(text) for place, text in options.items()}
    own = all(m and ord(m[1].upper()) - 65 == place for place, m in found.items())
    if not own or len(options) < 2:
        return options
    return {place: text[m.end() :] for place, text in options.items() if (m := found[place])}


def words_of(own: bool) -> Callable[[str], str]:
    """How a cell's text becomes Markdown: as it is where the sheet is ours."""
    return (lambda text: text) if own else _foreign


def _foreign(text: str) -> str:
    return markdown_of(text, breaks=True) if "<" in text or "&" in text else escaped(text)


def pairs_of(options: Mapping[int, str]) -> list[tuple[str, str]]:
    """Pairs to match, one in each option's cell: `left = right`."""
    return [pair_of(text) or (text, "") for text in options.values()]
