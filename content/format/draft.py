"""One activity as found in a file, before a form has made an item of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from content.format import when
from content.format.blocks import Block
from content.format.keys import LINES, nearest, table
from content.format.lines import Line, text_of
from content.format.options import Options, options_of
from content.format.signs import plain, word
from content.format.words import proofs, yes
from content.history.identity import mint
from content.item import Head, Item, ItemId
from content.problem import Problem, problem

_KEYS = table(LINES)
_LINE = re.compile(
    r" {0,3}(?P<open>\*\*|__|\[)?\s*(?P<key>[A-Za-z][A-Za-z -]{1,18}|[\u4e00-\u9fff]{2,4})\s*"
    r"(?P<one>:)?\s*(?P<close>\*\*|__|\])?\s*(?P<two>:)?\s*"
)
_LONG = "explanation"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Value:
    """What stands after a key such as `Answer:`, and at which line."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Draft:
    """One activity: keyword and heading, its text lines, options, and lines such as `Answer:`."""

    head: Head
    keyword: str
    title: str
    line: int
    order: int
    lines: tuple[Line, ...]
    values: Mapping[str, Value]
    options: Options

    @property
    def answer(self) -> str:
        return self.values["answer"].text if "answer" in self.values else ""

    def problem(self, code: str, line: int | None = None, **values: object) -> Problem:
        """A problem of this activity, at its heading unless a line is given."""
        return problem(self.head.path, line or self.line, code, **values)

    def text(self, below: str) -> str:
        """The heading's words and the text below it."""
        return "\n\n".join(part for part in (self.title, below) if part)

    @property
    def body(self) -> str:
        """All text below the heading, options and lists among it."""
        return text_of(self.lines)


def draft_of(block: Block, head: Head, order: int) -> tuple[Draft, tuple[Problem, ...]]:
    """Take lines such as `Answer:` out of a block, and find its options among the others."""
    rest, values, problems = _values(block.lines, head.path)
    answer = values.get("answer", Value("", block.line))
    loose = block.keyword in _LOOSE
    options = options_of(rest, answer.text, answer.line, head.path, loose)
    draft = Draft(head, block.keyword, block.title, block.line, order, tuple(rest), values, options)
    return draft, tuple(problems)


_LOOSE = frozenset({"survey", "poll", "调查", "投票"})
"""Keywords under which plain bullets are options."""


def _values(lines: Sequence[Line], path: str) -> tuple[list[Line], dict[str, Value], list[Problem]]:
    rest: list[Line] = []
    found: dict[str, Value] = {}
    problems: list[Problem] = []
    key = ""
    for line in lines:
        started = key_of(line)
        if started and started[0] in found:
            first = found[started[0]].line
            problems.append(
                problem(path, line.number, "key-twice", key=line.plain.strip()[:20], first=first)
            )
        elif started:
            key, begin = started
            found[key] = Value(line.text[begin:].strip(), line.number)
        elif key and not _begins_option(line) and (key == _LONG or _awaited(found[key], line)):
            found[key] = _longer(found[key], line)
        else:
            key = key if line.blank else ""
            rest.append(line)
            _near_key(line, path, problems)
    return rest, {k: Value(v.text.strip(), v.line) for k, v in found.items()}, problems


def _awaited(value: Value, line: Line) -> bool:
    """`Answer:` with nothing behind it: the answer stands on the next line."""
    return not value.text and not line.blank


def _longer(value: Value, line: Line) -> Value:
    joined = f"{value.text}\n{line.text.rstrip()}" if value.text else line.text.rstrip()
    return Value(joined, value.line)


def _begins_option(line: Line) -> bool:
    return not line.code and bool(_OPTION.match(line.plain))


_OPTION = re.compile(r" {0,3}[-*+]\s*\[[^\]]{0,3}\](?!\()")


def key_of(line: Line) -> tuple[str, int] | None:
    """The key a line begins with, and where its value begins."""
    head = line.plain[:40]
    if line.code or not (":" in head or "]" in head):
        return None
    found = _LINE.match(line.plain)
    if not found or not (found["one"] or found["two"] or found["open"] == "["):
        return None
    if (found["open"] == "[") != (found["close"] == "]"):
        return None
    key = _KEYS.get(word(found["key"]))
    bold_value = found["one"] and found["close"] and not found["open"]
    return (key, found.start("close") if bold_value else found.end()) if key else None


def _near_key(line: Line, path: str, problems: list[Problem]) -> None:
    if line.code or ":" not in line.plain[:20]:
        return
    found = _LINE.match(line.plain)
    if found and (found["one"] or found["two"]) and found["open"] != "[":
        said = found["key"].strip()
        near = nearest(said, _KEYS) if len(said) > 3 and " " not in said else None
        if near:
            problems.append(problem(path, line.number, "near-key", key=said, near=near))


@dataclass(slots=True)
class Settings:
    """The typed lines of a draft; what cannot be read is a problem and counts as not written."""

    draft: Draft
    problems: list[Problem]

    def read(self, key: str, reader: Callable[[str], _T | None], code: str) -> _T | None:
        value = self.draft.values.get(key)
        if value is None or not value.text:
            return None
        typed = reader(plain(value.text))
        if typed is None:
            self.problems.append(self.draft.problem(code, value.line, text=value.text))
        return typed


def points(text: str) -> int | None:
    """`2`, `2 points`, `2分`: whole points from 0 to 100."""
    found = re.fullmatch(r"(\d{1,3})\s*(?:分|points?|pts?)?", text.strip().lower())
    return int(found[1]) if found and int(found[1]) <= 100 else None


def item_of(
    draft: Draft, form: str, text: str, applied: bool = False
) -> tuple[Item, tuple[Problem, ...]]:
    """The item with everything that all forms share; its form adds what it alone has."""
    problems: list[Problem] = []
    read = Settings(draft, problems).read
    written = draft.values.get("id")
    explanation = draft.values.get(_LONG)
    item = Item(
        id=ItemId(written.text) if written and written.text else mint(draft.head.lesson, text),
        head=draft.head,
        form=form,
        text=text,
        order=draft.order,
        line=draft.line,
        explanation=explanation.text if explanation else "",
        points=_or(read("points", points, "unreadable-points"), 1),
        anonymous=bool(read("anonymous", yes, "unreadable-yes")),
        shuffle=bool(read("shuffle", yes, "unreadable-yes")),
        proof=read("proof", lambda said: proofs(said) or None, "unreadable-proof") or (),
        discuss=draft.values["discuss"].text if "discuss" in draft.values else "",
        follow_up=read("follow-up", when.read_span, "unreadable-span"),
        applied=applied or draft.head.applied,
        asked_by_members=draft.head.asked_by_members,
    )
    return item, tuple(problems)


def _or(value: int | None, default: int) -> int:
    return default if value is None else value
