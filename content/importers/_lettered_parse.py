"""A lettered question bank cut into its questions, as their author laid them out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from content.importers._lettered_key import Key, key_of, looks_like_key, runs
from content.importers._lettered_lines import (
    Started,
    kind_of,
    kind_tag,
    letter_of,
    options_on,
    started,
)

_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|={3,})\s*")
_ENDS = (".", "?", "!", ":", ";", ",", "。", "？", "！", "：", "；", "，", ")", "）", "_")


@dataclass(slots=True)
class Found:
    """One question as it was found."""

    line: int
    number: int = 0
    section: int = 0
    kind: str = ""
    stem: list[str] = field(default_factory=list)
    options: list[tuple[str, bool]] = field(default_factory=list)
    answer: str | None = None
    explanation: list[str] = field(default_factory=list)

    @property
    def asked(self) -> bool:
        """Whether anything shows that it is a question and not a title."""
        return bool(self.options or self.answer is not None)


@dataclass(slots=True)
class Bank:
    """The questions of a text, and the answers gathered at its end."""

    questions: list[Found] = field(default_factory=list)
    sections: list[tuple[str, str]] = field(default_factory=lambda: [("", "")])
    """Title and kind of each section; the first has no heading."""
    key: Key = field(default_factory=dict)
    title: str = ""


def bank_of(rows: Sequence[str]) -> Bank:
    """The questions of a text's lines."""
    reader = _Reader(rows)
    for place, row in enumerate(rows):
        if not reader.take(place, row):
            break
    reader.flush()
    return reader.bank


class _Reader:
    """Goes through the lines once; `_state` is which part of a question the last line was."""

    def __init__(self, rows: Sequence[str]) -> None:
        self.bank = Bank()
        self._rows = rows
        self._now: Found | None = None
        self._state = ""
        self._gap = False
        self._last = 0
        marks = [found for row in rows if (found := started(row)) and found.what == "number"]
        self._numbered = len(marks) > 1

    def take(self, place: int, row: str) -> bool:
        """Take a line; False where the questions end and their answers follow."""
        if not row.strip() or _RULE.fullmatch(row):
            self._gap = True
            return True
        begun = started(row)
        if begun and begun.what == "key" and looks_like_key(self._rows[place + 1 :]):
            return self._key(self._rows[place + 1 :])
        if begun and begun.what == "answer" and runs(row[begun.begin :]):
            return self._key([row[begun.begin :], *self._rows[place + 1 :]])
        self._line(place, row, begun)
        self._gap = False
        return True

    def _key(self, rows: Sequence[str]) -> bool:
        self.flush()
        self.bank.key = key_of(rows, len(self.bank.sections) - 1)
        return False

    def flush(self) -> None:
        """End the question at hand; what was no question is a title."""
        now, self._now, self._state = self._now, None, ""
        if now is None:
            return
        if now.asked or now.number:
            self.bank.questions.append(now)
        elif not self.bank.questions and not self.bank.title:
            self.bank.title = now.stem[0] if now.stem else ""

    def _line(self, place: int, row: str, begun: Started | None) -> None:
        options = options_on(row, len(self._now.options) if self._now else 0)
        if options and self._now and self._state in ("stem", "option"):
            self._now.options += options
            self._state = "option"
        elif begun and begun.what in ("answer", "explanation", "other") and self._now:
            self._label(row, begun)
        elif begun and begun.what == "number" and self._begins(begun.number):
            self._begin(place, row[begun.begin :], begun.number)
        elif begun and begun.what == "section" and (begun.kind or not self._inside()):
            self._section(row)
        else:
            self._words(place, row)

    def _inside(self) -> bool:
        """In the middle of a question whose options or answer must still come."""
        now = self._now
        return now is not None and not now.asked and not now.number and not self._gap

    def _begins(self, number: int) -> bool:
        """Whether a number begins a question, and not an entry of a list within one."""
        now = self._now
        if now is None or not now.number:
            return True
        if self._state in ("explanation", "answer"):
            return number == now.number + 1 or number == 1 or self._gap
        return bool(now.options) or number == now.number + 1

    def _begin(self, place: int, words: str, number: int) -> None:
        self.flush()
        said, kind = kind_tag(words)
        if number == 1 and self._last > 1 and self._sectioned():
            self.bank.sections.append(("", self.bank.sections[-1][1]))
        self._last = number or self._last
        section = len(self.bank.sections) - 1
        self._now = Found(place + 1, number, section, kind or self.bank.sections[section][1])
        if said.strip():
            self._now.stem.append(said.strip())
        self._state = "stem"

    def _sectioned(self) -> bool:
        """Numbers begin again without a heading: the answers below will do so too."""
        section = len(self.bank.sections) - 1
        return any(one.section == section for one in self.bank.questions)

    def _section(self, row: str) -> None:
        self.flush()
        self._last = 0
        words = row.strip(" #*_\t")
        self.bank.sections.append((words, kind_of(words)))

    def _label(self, row: str, begun: Started) -> None:
        assert self._now is not None
        words = row[begun.begin :].strip()
        if begun.what == "other" and not self._now.asked:
            return
        self._state = begun.what
        if begun.what == "answer" and self._now.answer is None:
            self._now.answer = words.rstrip("*_ ")
        elif begun.what == "explanation" and words:
            self._now.explanation.append(words)

    def _words(self, place: int, row: str) -> None:
        now, fresh = self._now, self._gap and not self._numbered
        if now is None:
            self._begin(place, row, 0)
        elif self._state == "stem":
            if self._gap and not now.number and not now.stem[-1].endswith(_ENDS):
                self.flush()
                self._begin(place, row, 0)
            else:
                now.stem += ["", row.rstrip()] if self._gap else [row.rstrip()]
        elif self._state == "option" and not self._gap and letter_of(row) != 0:
            text, right = now.options[-1]
            now.options[-1] = (f"{text}\n{row.strip()}", right)
        elif self._state == "answer" and not now.answer:
            now.answer = row.strip()
        elif self._state == "explanation" and not fresh:
            now.explanation += ["", row.strip()] if self._gap else [row.strip()]
        elif self._state == "other" and not self._gap and self._numbered:
            return
        elif self._numbered and now.number and self._state == "answer" and not self._gap:
            now.explanation.append(row.strip())
        else:
            self._begin(place, row, 0)
