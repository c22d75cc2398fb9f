"""The header of a question table: found by its words in the first rows, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from content.importers._table_words import COLUMNS, named

LOOKED_AT = 20
"""Rows in which the header is looked for; Kahoot's stands in row 8."""
MOST_OPTIONS = 26

_LETTERS = "abcdefghijkl"
_CHINESE = "一二三四五六七八九十"
_STEMS = "甲乙丙丁戊己庚辛"
_OPTION = re.compile(
    r"(?:option|opt|choice|answer|ans|answeroption|answerchoice|choiceoption|response|alternative|"
    r"possibleanswer|answertext|optiontext|选项|選項|备选项|备选答案|候选项|答案选项|可选项|答案|选择|选择项)"
    r"(?P<one>[a-l]|\d{1,2}|[一二三四五六七八九十甲乙丙丁戊己庚辛])(?:text|content|内容|optional)?"
    r"|(?P<two>[a-l]|\d{1,2})(?:option|选项|項|项|选项内容)"
)
_WRONG = re.compile(
    r"(?:incorrectanswer|wronganswer|distractor|incorrect|wrong|incorrectoption|wrongoption|错误答案|"
    r"干扰项|错误选项)(?P<one>[a-l]|\d{1,2})(?:optional)?"
)


@dataclass(slots=True)
class Header:
    """Where what stands: a column by its meaning, option columns by their number from 0."""

    row: int
    columns: dict[str, int] = field(default_factory=dict)
    options: dict[int, int] = field(default_factory=dict)
    wrong: dict[int, int] = field(default_factory=dict)
    lettered: bool = False
    """Options are called by letters."""
    counted: bool = False
    """The answer is the number of an option: a template of a quiz game says so."""
    more: tuple[int, ...] = ()
    """Columns with further right answers, beside the one in `columns`."""
    played: bool = False
    """It lists what players answered, so each question stands there once for every player."""

    @property
    def fits(self) -> bool:
        """Whether rows below it can be questions."""
        if "question" not in self.columns:
            return {"front", "back"} <= set(self.columns)
        told = {"answer", "options", "type", "back", "explanation"} & set(self.columns)
        return bool(told or self.options or self.wrong)

    @property
    def score(self) -> int:
        return len(self.columns) + len(self.options) + len(self.wrong)


def header_of(rows: Sequence[Sequence[str]]) -> Header | None:
    """The header of a sheet, None where no row of the first is one."""
    found = [_read(place, row) for place, row in enumerate(rows[:LOOKED_AT])]
    return max((one for one in found if one.fits), key=lambda one: one.score, default=None)


def _read(place: int, row: Sequence[str]) -> Header:
    words = [named(cell) for cell in row]
    header = Header(place)
    for column, said in enumerate(words):
        _option(header, column, said)
    bare = _answered_apart(header, words) if header.options else _bare(words)
    taken = {*header.options.values(), *header.wrong.values(), *header.more}
    header.options.update(bare)
    taken |= set(bare.values())
    for meaning, known in COLUMNS.items():
        free = {said: at for at, said in reversed([*enumerate(words)]) if at not in taken and said}
        first = next((said for said in known if said in free), None)
        if first is not None and meaning not in header.columns:
            header.columns[meaning] = free[first]
            taken.add(free[first])
    _settle(header, words)
    return header


def _option(header: Header, column: int, said: str) -> None:
    option, wrong = _OPTION.fullmatch(said), _WRONG.fullmatch(said)
    if wrong:
        header.wrong.setdefault(_number(wrong["one"]), column)
    elif option and len(header.options) < MOST_OPTIONS:
        mark = option["one"] or option["two"]
        header.lettered = header.lettered or mark in _LETTERS
        header.options.setdefault(_number(mark), column)


def _number(mark: str) -> int:
    """The number of an option from its mark; `0` is -1, put right in `_settle`."""
    for marks in (_LETTERS, _CHINESE, _STEMS):
        if mark in marks:
            return marks.index(mark)
    return int(mark) - 1


def _answered_apart(header: Header, words: Sequence[str]) -> dict[int, int]:
    """Options called A, B, C… beside `Answer 1`, `Answer 2`, which then are what is right."""
    bare, columns = _bare(words), sorted(header.options.values())
    if not bare or not all(words[at].startswith("answer") for at in columns):
        return {}
    header.options, header.lettered = {}, "a" in words
    header.columns["answer"], header.more = columns[0], tuple(columns[1:])
    return bare


def _bare(words: Sequence[str]) -> dict[int, int]:
    """Options whose columns are called A, B, C… or 1, 2, 3… and nothing more."""
    for marks in (list(_LETTERS), [str(n) for n in range(1, 13)]):
        at = {mark: words.index(mark) for mark in marks if mark in words}
        if marks[0] in at and marks[1] in at:
            return {marks.index(mark): column for mark, column in at.items()}
    return {}


def _settle(header: Header, words: Sequence[str]) -> None:
    if -1 in header.options:
        header.options = {number + 1: column for number, column in header.options.items()}
    if len(header.options) == 1 and "answer" not in header.columns:
        header.columns["answer"] = header.options.popitem()[1]
    if "options" in header.columns and "answer" not in header.columns and not header.options:
        _swap(header, words)
    if len(header.options) > 1 and "answer" in header.columns:
        header.columns.pop("wrong", None)  # a column that says whether a player was wrong
    header.played = "player" in words or "nickname" in words
    timed = any(said.startswith("timelimit") for said in words)
    header.counted = timed and not header.lettered and bool(header.options)


def _swap(header: Header, words: Sequence[str]) -> None:
    """`答案选项` is what is right where there is nothing else that could be."""
    at = header.columns["options"]
    if words[at] in COLUMNS["answer"]:
        header.columns["answer"] = header.columns.pop("options")
