"""The header of a lesson file: `key: value` between two `---` lines. It is not YAML, on purpose.

YAML turns `18:30` into 1110 and `no` into False, and refuses `title: Week 3: Voting`; all
three are what people write. The first colon splits, the value is text, our code types it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from content.format import when
from content.format.keys import HEADER, nearest, table
from content.format.lines import Line
from content.format.signs import plain, word
from content.format.words import parts, unquoted
from content.item import Head, LessonId
from content.problem import Problem, problem

_KEYS = table(HEADER)
_PAIR = re.compile(r"([^\s:\[\]#>|`*-][^:\[\]<>|`*]{0,39}?)\s*:(?!//)\s*")
_KINDS = {
    **dict.fromkeys(("theory", "knowledge", "知识", "理论"), False),
    **dict.fromkeys(("applied", "practice", "practical", "实践", "应用"), True),
}
_SOURCES = re.compile(r";")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a header as it was written, and where."""

    value: str
    line: int


@dataclass(slots=True)
class Header:
    """The entries of a header by key, before they are typed; `end` is where the text begins."""

    entries: dict[str, Entry] = field(default_factory=dict)
    unknown: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    end: int = 0


def split_header(lines: Sequence[Line], path: str) -> Header:
    """The header at the top of a file; without one, an empty header that ends at 0."""
    first = next((place for place, line in enumerate(lines) if not line.blank), len(lines))
    if first == len(lines):
        return Header()
    if lines[first].rule:
        return _fenced(lines, first, path)
    return _unfenced(lines, first, path)


def _fenced(lines: Sequence[Line], first: int, path: str) -> Header:
    close = next((p for p in range(first + 1, len(lines)) if lines[p].rule), None)
    if close is not None and _holds_text(lines[first + 1 : close]):
        close = None
    stop = close if close is not None else _until_blank(lines, first + 1)
    body = [line for line in lines[first + 1 : stop] if not line.blank]
    if not body or not _key(body[0]):
        return Header(end=first + 1 if close is not None and not body else 0)
    header = _entries(body, path)
    header.end = stop if close is None else stop + 1
    if close is None:
        header.problems.append(problem(path, lines[first].number, "header-open"))
    return header


def _holds_text(lines: Sequence[Line]) -> bool:
    """Whether text begins after a blank line: then the next `---` only divides that text."""
    blank = next((place for place, line in enumerate(lines) if line.blank), len(lines))
    below = (line for line in lines[blank:] if not line.blank)
    return any(not _key(line) and line.plain[:1] not in (" ", "\t", "-", "#") for line in below)


def _unfenced(lines: Sequence[Line], first: int, path: str) -> Header:
    """A header whose `---` lines were forgotten: known keys from the very first line."""
    stop = first
    while stop < len(lines) and (key := _key(lines[stop])) and word(key) in _KEYS:
        stop += 1
    if stop == first:
        return Header()
    header = _entries(lines[first:stop], path)
    header.problems.append(problem(path, lines[first].number, "header-bare"))
    header.end = stop
    return header


def _until_blank(lines: Sequence[Line], start: int) -> int:
    stop = start
    while stop < len(lines) and not lines[stop].blank and lines[stop].plain[:1] != "#":
        stop += 1
    return stop


def _key(line: Line) -> str:
    found = _PAIR.match(line.plain)
    return found[1] if found else ""


def _entries(lines: Sequence[Line], path: str) -> Header:
    header, key = Header(), ""
    for line in lines:
        found = _PAIR.match(line.plain)
        if found:
            value = unquoted(line.text[found.end() :])
            key = _enter(header, line, found[1], value, path)
        elif line.plain[:1] in (" ", "\t") or line.plain.lstrip()[:2] == "- ":
            _continue(header, key, line)
        elif line.plain[:1] != "#":
            text = line.text.strip()
            header.problems.append(problem(path, line.number, "header-line", text=text))
    return header


def _enter(header: Header, line: Line, name: str, value: str, path: str) -> str:
    key = _KEYS.get(word(name), "")
    if not key:
        near = nearest(name, _KEYS) or ", ".join(HEADER)
        header.problems.append(problem(path, line.number, "unknown-key", key=name, near=near))
        header.unknown.append((line.text[: len(name)], value))
    elif key in header.entries:
        first = header.entries[key].line
        header.problems.append(problem(path, line.number, "key-twice", key=name, first=first))
    else:
        header.entries[key] = Entry("" if value in ("|", ">", "|-", ">-") else value, line.number)
    return key


def _continue(header: Header, key: str, line: Line) -> None:
    """A line `- item`, or an indented one, belongs to the key above it."""
    bare = line.plain.strip()
    cut = line.text.strip()[2:] if bare.startswith("- ") else line.text.strip()
    if key in header.entries and bare:
        entry = header.entries[key]
        join = "; " if bare.startswith("- ") else " "
        value = f"{entry.value}{join}{unquoted(cut)}" if entry.value else unquoted(cut)
        header.entries[key] = Entry(value, entry.line)


def head_of(
    header: Header, lesson: LessonId, language: str, path: str, title: str
) -> tuple[Head, list[Problem]]:
    """The typed head of a lesson. What cannot be read is a problem and counts as not written."""
    problems: list[Problem] = list(header.problems)
    typed = _Typed(header, path, problems)
    folder = lesson.partition("/")[0] if "/" in lesson else ""
    head = Head(
        lesson=lesson,
        language=language,
        title=typed.text("title") or title,
        path=path,
        send=typed.read("send", when.read_send, "unreadable-send"),
        topic=typed.text("topic") or folder,
        tags=typed.list("tags"),
        audience=typed.list("for"),
        applied=bool(typed.read("kind", lambda text: _KINDS.get(word(text)), "unknown-kind")),
        deadline=typed.read("deadline", when.read_deadline, "unreadable-deadline"),
        opens=typed.read("from", when.read_date, "unreadable-date"),
        until=typed.read("until", when.read_date, "unreadable-date"),
        after=tuple(LessonId(name) for name in typed.list("after")),
        author=typed.text("author"),
        sources=parts(typed.text("source"), _SOURCES),
        unknown=tuple(header.unknown),
    )
    if head.opens and head.until and head.until < head.opens:
        line = header.entries["until"].line
        problems.append(problem(path, line, "until-before-from", until=head.until))
    return head, problems


@dataclass(slots=True)
class _Typed:
    header: Header
    path: str
    problems: list[Problem]

    def text(self, key: str) -> str:
        entry = self.header.entries.get(key)
        return entry.value if entry else ""

    def list(self, key: str) -> tuple[str, ...]:
        return parts(self.text(key))

    def read(self, key: str, reader: Callable[[str], _T | None], code: str) -> _T | None:
        entry = self.header.entries.get(key)
        if entry is None or not entry.value:
            return None
        value = reader(plain(entry.value))
        if value is None:
            self.problems.append(problem(self.path, entry.line, code, text=entry.value))
        return value
