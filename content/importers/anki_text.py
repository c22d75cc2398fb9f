"""Anki's notes as plain text: `Notes in Plain Text` of its export, with or without header lines."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from content.format.words import accepted as split
from content.importers._anki_collection import Note, NoteKind
from content.importers._anki_note import SOUND, Card, Gap, Options, Own, meaning
from content.importers._batch import Batch
from content.importers._form import UnfitError
from content.importers._html import markdown_of, plain_of
from content.importers._model import Import, Refused, Source
from content.importers._text import escaped, peek, text_of
from content.item import Option

_HEADER = re.compile(r"#([a-z ]+):(.*)")
_SIGNS = {"tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":"}
_KNOWN = ("separator", "html", "tags", "columns", "notetype", "deck", "guid column", "tags column",
          "deck column", "notetype column", "if matches")  # fmt: skip
_LONGEST_CELL = 131_072
_SUFFIXES = (".txt", ".tsv", ".tab")
_FEWEST = 2
"""Lines with tabs that a list of cards without header lines has at least."""


@dataclass(slots=True)
class _Header:
    """What the lines with `#` at the beginning say. Columns count from 1, 0: there is none."""

    separator: str = "\t"
    html: bool = False
    deck: str = ""
    names: tuple[str, ...] = ()
    columns: dict[str, int] = field(default_factory=dict)

    def take(self, key: str, value: str) -> None:
        """One line of it."""
        match key:
            case "separator":
                self.separator = _SIGNS.get(value.lower(), value[:1] or "\t")
            case "html":
                self.html = value.lower() == "true"
            case "deck":
                self.deck = value
            case "columns":
                self.names = tuple(value.split(self.separator))
            case _ if key.endswith(" column") and value.isdigit():
                self.columns[key.removesuffix(" column")] = int(value)


class OfAnkiText:
    """One note a record; what is a card, a gap or a choice is decided as in a package."""

    name = "anki-text"
    suffixes = _SUFFIXES
    example = Source(
        "meetings.txt",
        b"#separator:tab\n#html:true\n#tags column:3\n"
        b"What is a <b>quorum</b>?\tWho must be there\tmeeting\n"
        b"Who leads a meeting?\tThe chair\t\n",
    )

    def claims(self, name: str, head: bytes) -> float:
        text = peek(head)
        first = _HEADER.fullmatch(text.split("\n", 1)[0].strip()) if text else None
        if first and first[1] in _KNOWN:
            return 0.95
        return 0.25 if name.lower().endswith(_SUFFIXES) and _paired(text) else 0.0

    def read(self, source: Source) -> Import:
        text, encoding = text_of(source)
        header, body, skipped = _split(text)
        batch = Batch(source, body[:4_000], unit="line")
        if encoding != "utf-8":
            batch.note(0, "", "encoding-guessed", encoding=encoding)
        for line, note in _notes(body, header):
            batch.open(note.deck, *[note.deck.rpartition("::")[2]] * 2)
            _take(batch, header, line + skipped, note)
        return batch.done()


def _paired(text: str) -> bool:
    """Whether a text is a list of cards as Quizlet and older Anki write it: the same few columns,
    parted by tabs, on every line. The last line may be cut off."""
    rows = [row for row in text.split("\n") if row.strip()][:200]
    tabs = {row.count("\t") for row in rows[:-1]} | {row.count("\t") for row in rows[:_FEWEST]}
    return len(rows) >= _FEWEST and len(tabs) == 1 and tabs <= {1, 2, 3, 4}


def _split(text: str) -> tuple[_Header, str, int]:
    """The header, what follows it, and how many lines it took."""
    header, lines = _Header(), text.replace("\r\n", "\n").split("\n")
    at = 0
    while at < len(lines) and (found := _HEADER.fullmatch(lines[at])) and found[1] in _KNOWN:
        header.take(found[1], found[2])
        at += 1
    return header, "\n".join(lines[at:]), at


def _notes(body: str, header: _Header) -> Iterator[tuple[int, Note]]:
    """Line (from 1) and note of each record that is no comment."""
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.reader(io.StringIO(body, newline=""), delimiter=header.separator)
    try:
        for cells in rows:
            if any(map(str.strip, cells)) and not cells[0].startswith("#"):
                yield rows.line_num, _note(cells, header)
    except csv.Error as error:
        raise Refused("broken", reason=f"line {rows.line_num}") from error


def _note(cells: list[str], header: _Header) -> Note:
    apart = {at - 1: what for what, at in header.columns.items()}
    said = {what: cells[at] for at, what in apart.items() if 0 <= at < len(cells)}
    values = [cell for at, cell in enumerate(cells) if at not in apart]
    named = [name for at, name in enumerate(header.names) if at not in apart]
    names = named if len(named) == len(values) else [f"field {at}" for at in range(len(values))]
    values = values if header.html else list(map(escaped, values))
    guid = said.get("guid", "")
    kind = NoteKind(said.get("notetype", ""), tuple(names))
    tags = tuple(said.get("tags", "").split())
    return Note(guid, kind, tuple(values), tags, said.get("deck", header.deck))


def _take(batch: Batch, header: _Header, line: int, note: Note) -> None:
    kind, own_id = note.kind.name or "note", _own_id(note.guid)

    def text(html: str) -> str:
        if SOUND.search(html):
            batch.note(line, html, "anki-sound")
            html = SOUND.sub("", html)
        return markdown_of(html).strip() if header.html else html.strip()

    def add(
        form: str,
        asked: str,
        *,
        options: Iterable[Option] = (),
        answers: Iterable[str] = (),
        back: str = "",
        extra: str = "",
    ) -> None:
        batch.add(
            kind,
            form,
            text(asked),
            place=line,
            options=options,
            answers=answers,
            back=text(back),
            explanation=text(extra),
            own_id=own_id,
        )

    try:
        match meaning(note):
            case None:
                batch.leave(line, note.values[0], "kind-unknown", kind=kind)
            case Options(question, options, explanation):
                add(
                    "choice",
                    question,
                    options=[Option(text(said), right) for said, right in options],
                    extra=explanation,
                )
            case Own(front, _, accepted, extra) if accepted:
                add("short", front, answers=split(plain_of(accepted)), extra=extra)
            case Own(front, back, _, extra):
                add("card", front, back=back, extra=extra)
            case Gap(sentence, answer):
                add("short", sentence, answers=[text(answer)])
            case Card(_, back) if not back and any(map(SOUND.search, note.values)):
                batch.leave(line, note.values[0], "anki-sound-side")
            case Card(front, back):
                add("card", front, back=back)
    except UnfitError as unfit:
        batch.leave(line, note.values[0], unfit.code, **dict(unfit.values))
    if note.tags:
        batch.tag(note.tags)


def _own_id(guid: str) -> str:
    return sha256(guid.encode(errors="replace")).hexdigest()[:12] if guid else ""


IMPORTER = OfAnkiText()
