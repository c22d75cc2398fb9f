"""A lettered question bank cut into its questions, as their author laid them out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from content.importers._lettered_key import (
    Heads,
    Key,
    gathered,
    key_of,
    leads,
    looks_like_key,
    questions_again,
    runs,
)
from content.importers._lettered_lines import (
    Started,
    bare_options_on,
    kind_of,
    kind_tag,
    letter_of,
    options_on,
    started,
)
from content.importers._lettered_truth import judged

_RULE = re.compile(
    r"\s*(?:-{3,}|\*{3,}|={3,}|[•·]|<!--.{0,200}-->|[-=]{2,}[A-Za-z ]{1,40}[-=]{2,})\s*"
)
_ENDS = (".", "?", "!", ":", ";", ",", "。", "？", "！", "：", "；", "，", ")", "）", "_")
_TOLD = re.compile(r"(?:答案|answer)\s?[:：]\s?\S{1,12}\s*$", re.I)
"""An answer at the end of the question's own line."""
_JUMP = 50
"""Numbers that may be missing between two questions."""
_AHEAD = 8
"""Lines in which the options of a question begin."""


@dataclass(slots=True)
class Found:
    """One question as it was found."""

    line: int
    number: int = 0
    section: int = 0
    kind: str = ""
    sign: str = ""
    """What stood behind its number."""
    heading: bool = False
    stem: list[str] = field(default_factory=list)
    options: list[tuple[str, bool]] = field(default_factory=list)
    answer: str | None = None
    explanation: list[str] = field(default_factory=list)

    @property
    def asked(self) -> bool:
        """Whether anything shows that it is a question and not a title."""
        return bool(self.options or self.answer is not None)

    @property
    def answered(self) -> bool:
        """Whether its answer stands with it."""
        return self.answer is not None or any(right for _, right in self.options)


@dataclass(slots=True)
class Chapter:
    """Questions up to where their answers are gathered; the last may have none gathered."""

    questions: list[Found] = field(default_factory=list)
    key: Key = field(default_factory=dict)
    heads: Heads = field(default_factory=dict)


@dataclass(slots=True)
class Bank:
    """The chapters of a text, and the sections that go through them."""

    chapters: list[Chapter] = field(default_factory=lambda: [Chapter()])
    sections: list[tuple[str, str]] = field(default_factory=lambda: [("", "")])
    """Title and kind of each section; the first has no heading."""
    title: str = ""


def bank_of(rows: Sequence[str]) -> Bank:
    """The questions of a text's lines."""
    reader = _Reader(rows)
    at = 0
    while at < len(rows):
        at += reader.take(at, rows[at])
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
        self._bare = False
        marks = [found for row in rows if (found := started(row)) and found.what == "number"]
        self._numbered = len(marks) > 1

    def take(self, place: int, row: str) -> int:
        """Take a line; how many lines were taken, more than one where answers are gathered."""
        if not row.strip() or _RULE.fullmatch(row):
            self._gap = True
            return 1
        begun = started(row)
        if begun and begun.what == "key" and looks_like_key(self._rows[place + 1 :]):
            return 1 + self._key(place + 1, [])
        if begun and begun.what == "answer":
            said = row[begun.begin :]
            if runs(said) or self._gathers(said):
                return 1 + self._key(place + 1, [said])
        if not begun and self._now and runs(row) and gathered(row):
            return self._run(row)
        self._line(place, row, begun)
        self._gap = False
        return 1

    def _gathers(self, said: str) -> bool:
        """Whether what stands behind `答案：` answers the questions above by their numbers."""
        answers = gathered(said)
        self_numbers = [one.number for one in self._chapter.questions]
        numbers = {*self_numbers, self._now.number if self._now else 0} - {0}
        alone = len(numbers) == 1 and len(answers) == 1
        return {*answers} <= numbers and (len(answers) > 1 or alone)

    @property
    def _chapter(self) -> Chapter:
        return self.bank.chapters[-1]

    def _key(self, begin: int, first: list[str]) -> int:
        """Take the gathered answers from a line on, up to where questions begin again."""
        self.flush()
        end = questions_again(self._rows, begin)
        key, heads = key_of([*first, *self._rows[begin:end]])
        self._chapter.key, self._chapter.heads = {**key, **self._chapter.key}, heads
        self.bank.chapters.append(Chapter())
        self.bank.sections.append(("", ""))
        self._last, self._gap = 0, True
        return end - begin

    def _run(self, row: str) -> int:
        """A line such as `1-5 ABCDA` between the questions answers those above it."""
        self.flush()
        answers = gathered(row)
        for one in self._chapter.questions:
            if not one.answered and one.number in answers:
                one.answer = answers[one.number]
        return 1

    def flush(self) -> None:
        """End the question at hand; what was no question is a title."""
        now, self._now, self._state, self._bare = self._now, None, "", False
        if now is None:
            return
        asks = "\n".join(now.stem).rstrip("* ").endswith(("?", "？"))
        if now.asked or (now.number and (asks or not now.heading)):
            self._chapter.questions.append(now)
        elif not any(one.questions for one in self.bank.chapters) and not self.bank.title:
            self.bank.title = now.stem[0] if now.stem else ""

    def _line(self, place: int, row: str, begun: Started | None) -> None:
        options = self._options(place, row)
        if options and self._now and self._state in ("stem", "option"):
            self._now.options += options
            self._state = "option"
        elif begun and begun.what in ("answer", "explanation", "other") and self._now:
            self._label(row, begun)
        elif begun and begun.what == "key" and self._now and self._now.stem:
            self._state = "explanation" if self._now.answer else "answer"
        elif begun and begun.what == "number" and self._begins(place, begun):
            self._begin(place, row[begun.begin :], begun, heading=row.lstrip()[:1] == "#")
        elif begun and begun.what == "section" and (begun.kind or not self._inside()):
            self._section(row)
        else:
            self._words(place, row)

    def _options(self, place: int, row: str) -> list[tuple[str, bool]]:
        """The options on a line; letters with no sign behind them must be followed by the next."""
        wanted = len(self._now.options) if self._now else 0
        options = options_on(row, wanted)
        below = next(filter(str.strip, self._rows[place + 1 : place + _AHEAD]), "")
        if wanted < (letter_of(below) or 0) < wanted + len(options):
            return options_on(row, wanted, most=1)  # `A. not B、C` above `B. …` is one option
        if options or not self._now or (wanted and not self._bare):
            return options
        bare = bare_options_on(row, wanted)
        if wanted == 0 and len(bare) == 1:
            bare = bare if bare_options_on(below, 1) else []
        self._bare = self._bare or bool(bare)
        return [(text, False) for text in bare]

    def _inside(self) -> bool:
        """In the middle of a question whose options or answer must still come."""
        now = self._now
        return now is not None and not now.asked and not now.number and not self._gap

    def _begins(self, place: int, begun: Started) -> bool:
        """Whether a number begins a question, and not an entry of a list within one."""
        now, number = self._now, begun.number
        if now is None or not now.number or begun.named:
            return True
        if now.kind == "open" and begun.sign != now.sign:
            return False
        if number == now.number + 1:
            return True
        further = now.number < number <= now.number + _JUMP
        if self._state in ("explanation", "answer"):
            return number == 1 or self._gap or (further and leads(self._rows, place))
        stem = "\n".join(now.stem)
        closed = self._gap or judged(stem, now.kind)[0] or _TOLD.search(stem)
        return bool(now.options or (closed and further))

    def _begin(
        self, place: int, words: str, begun: Started | None = None, *, heading: bool = False
    ) -> None:
        self.flush()
        number = begun.number if begun else 0
        said, kind = kind_tag(words)
        if number == 1 and self._last > 1 and self._sectioned():
            self.bank.sections.append(("", self.bank.sections[-1][1]))
        self._last = number or self._last
        section = len(self.bank.sections) - 1
        kind = kind or self.bank.sections[section][1]
        sign = begun.sign if begun else ""
        self._now = Found(place + 1, number, section, kind, sign, heading)
        if said.strip():
            self._now.stem.append(said.strip())
        self._state = "stem"

    def _sectioned(self) -> bool:
        """Numbers begin again without a heading: the answers below will do so too."""
        section = len(self.bank.sections) - 1
        return any(one.section == section for one in self._chapter.questions)

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
            self._now.explanation.append(words.rstrip("_ "))

    def _words(self, place: int, row: str) -> None:
        now, fresh = self._now, self._gap and not self._numbered
        if now is None:
            self._begin(place, row)
        elif self._state == "stem":
            if self._gap and not now.number and not now.stem[-1].endswith(_ENDS):
                self._begin(place, row)
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
            self._begin(place, row)
