"""The nouns of importing: a source goes in; lessons, pictures and every question left out come
out, or a refusal that says why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from content.item import Lesson

LARGEST = 20 * 1024 * 1024
"""Bytes of a file to import (what Telegram lets a bot download, Bot API 10.0: getFile)."""
MOST_QUESTIONS = 20_000
HEAD = 64 * 1024
"""Bytes from the beginning of a file by which an importer is chosen."""

Values = tuple[tuple[str, str], ...]
Sentences = Mapping[str, tuple[str, str]]
"""By code, what is said in English and in Chinese; `{names}` are filled from the values."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it came: its name without folders, its bytes, and the language if one was named
    (`en`, `zh`; empty: guessed from the text)."""

    name: str
    data: bytes
    language: str = ""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """Pictures that came beside a text, by the sign that stands for each in it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell of one place in a source; `content.importers.told` makes a sentence.

    `place` counts from 1 in the unit of its `Import` (line, row, question…); 0 is the whole file.
    `words` are the first words of the question concerned.
    """

    place: int
    words: str
    code: str
    values: Values = ()


LeftOut = Remark
"""A question of the source that was not taken, and why."""
Note = Remark
"""A question that was taken, but not quite as it was."""


@dataclass(frozen=True, slots=True)
class Import:
    """What came of a source. Everything in it can be written as files that the loader accepts."""

    lessons: tuple[Lesson, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[Note, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """By the path that the texts name them with."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many questions were taken, by what the source calls their kind."""
    unit: str = "line"
    """What places count: `line`, `row`, `question`, `note` or `paragraph`."""
    whole: Mapping[str, bytes] = field(default_factory=dict)
    """Files in our own format by name, to be kept as they are. Where there are any, they hold
    all the lessons and pictures."""

    @property
    def taken(self) -> int:
        """Questions and texts taken, counted as the source counts them."""
        return sum(self.counts.values())


class Refused(Exception):
    """This file cannot be imported; `code` and `values` say why (`content.importers.told`)."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values: Values = tuple((key, str(value)) for key, value in values.items())


class Importer(Protocol):
    """A kind of file that can be read. Stateless. May have `SENTENCES` in its module."""

    @property
    def name(self) -> str:
        """A short word for it, shown to organizers: `gift`, `anki`."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Endings of its file names, in lower case, with the dot."""

    @property
    def example(self) -> Source:
        """A complete small file: documentation and test. All its questions can be taken."""

    def claims(self, name: str, head: bytes) -> float:
        """How sure it is that a file is of its kind, from the name and the first `HEAD` bytes.

        0 no; 0.2 the name alone; 0.5 it looks like it; 0.8 its signature is there; 1 certain.
        """

    def read(self, source: Source) -> Import:
        """Read a file it claims. Raises Refused, and nothing else, where it is none of its kind."""
