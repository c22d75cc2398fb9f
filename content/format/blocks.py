"""A lesson's text cut at its headings: what is read, and the activities below it.

Grouped by heading, never by Markdown list: a picture or a code block between two options
stays where it is. Which words begin an activity is told by the forms.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from content.format.keys import nearest
from content.format.lines import Line
from content.format.signs import plain, word
from content.problem import Problem, problem

_HEADING = re.compile(r" {0,3}(#{1,6})\s*(.*?)\s*$")
_CLOSING = re.compile(r"\s+#+$")
_NUMBER = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,4})"
_NOTE = r"(?:\s*\([^()]{0,16}\))?"
_START = re.compile(
    rf"\s*(?:第\s*{_NUMBER}\s*(?P<nth>题)|(?P<word>[^\W\d_][^\W\d_]*(?: [^\W\d_]+)??))"
    rf"\s*(?P<number>(?:#\s*)?{_NUMBER})?{_NOTE}\s*(?P<end>[:.。、]|$)"
)
_ANSWERS = re.compile(
    r" {0,3}(?:[-*+]\s*\[[^\]]{0,3}\](?!\()|(?:\*\*)?(?:answer|答案)\s*:|\[答案)", re.I
)


@dataclass(slots=True)
class Block:
    """One activity: the keyword it began with, the heading's other words, the lines below."""

    keyword: str
    title: str
    line: int
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Cut:
    """A lesson's text cut in two: the lines to read, and the blocks to answer or do."""

    text: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def cut(lines: Sequence[Line], keywords: Mapping[str, object], path: str) -> Cut:
    """Cut at headings. Text under a heading that is no keyword is lesson text, wherever it stands;
    where that heading nearly is one and answers stand below it, it is left out and reported."""
    result = Cut()
    target = result.text
    for place, line in enumerate(lines):
        heading = _heading(line, keywords)
        if heading is None:
            target.append(line)
            _bare_keyword(result, lines, place, keywords, path)
        elif started := activity(heading, keywords):
            result.blocks.append(Block(*started, line.number))
            target = result.blocks[-1].lines
        else:
            near = _near(heading, keywords)
            if near:
                result.problems.append(
                    problem(path, line.number, "near-keyword", heading=heading, near=near)
                )
            broken = near and _has_answers(lines, place + 1)
            target = [] if broken else result.text
            target.append(line)
            if not near and _has_answers(lines, place + 1):
                result.problems.append(problem(path, line.number, "stray-answers"))
    return result


def _heading(line: Line, keywords: Mapping[str, object]) -> str | None:
    """The words of a heading. A `#` right before a keyword counts: beginners write it so."""
    if line.code or line.plain.lstrip()[:1] != "#":
        return None
    found = _HEADING.match(line.plain)
    if not found or not found[2]:
        return None
    words = _CLOSING.sub("", line.text[found.start(2) : found.end(2)])
    return words if found.start(2) > found.end(1) or activity(words, keywords) else None


def is_heading(line: Line, keywords: Mapping[str, object]) -> bool:
    """Whether a line would be read as a heading: `#` alone and `#tag` are none."""
    return _heading(line, keywords) is not None


def begins_activity(line: Line, keywords: Mapping[str, object]) -> bool:
    """Whether a line is the heading of an activity."""
    words = _heading(line, keywords)
    return words is not None and activity(words, keywords) is not None


def activity(heading: str, keywords: Mapping[str, object]) -> tuple[str, str] | None:
    """The keyword and the rest of a heading that begins an activity; None for any other."""
    found = _match(heading)
    if found is None:
        return None
    said, numbered, ended, rest = found
    if said not in keywords and (bare := said.rstrip(_NUMERALS)) in keywords:
        said, numbered = bare, True
    if said in keywords and (ended or numbered or said in _ALONE):
        return said, rest
    return None


_NUMERALS = "一二三四五六七八九十百"
_ALONE = frozenset({"question", "quiz", "问题", "单选题", "多选题", "判断题", "填空题"})
"""Keywords that begin an activity even with nothing after them."""


@lru_cache(maxsize=1024)
def _match(heading: str) -> tuple[str, bool, str, str] | None:
    """The first words of a heading, whether a number follows, the sign after it, and the rest."""
    found = _START.match(plain(heading).replace("**", "  "))
    if not found:
        return None
    said = word(found["nth"] or found["word"])
    rest = heading[found.end() :].strip()
    if heading[: found.end()].count("**") % 2:
        rest = rest.replace("**", "", 1).strip()
    return said, bool(found["number"] or found["nth"]), found["end"], rest


def _near(heading: str, keywords: Mapping[str, object]) -> str | None:
    found = _match(heading)
    if found is None or (found[0] in keywords and found[2]):
        return None
    if found[0] in keywords:
        return found[0]
    return nearest(found[0], keywords) if len(found[0]) > 1 and (found[1] or found[2]) else None


def _has_answers(lines: Sequence[Line], start: int) -> bool:
    for line in lines[start:]:
        if not line.code and line.plain[:1] == "#":
            return False
        if not line.code and _ANSWERS.match(line.plain):
            return True
    return False


def _bare_keyword(
    result: Cut, lines: Sequence[Line], place: int, keywords: Mapping[str, object], path: str
) -> None:
    """`Question: …` at the start of a paragraph: the `#` was forgotten."""
    line = lines[place]
    if line.code or not line.text or (place and not lines[place - 1].blank):
        return
    if ":" not in line.plain[:24] or not line.text[0].isalpha():
        return
    started = activity(line.text, keywords)
    if started and _has_answers(lines, place + 1):
        result.problems.append(problem(path, line.number, "no-hash", text=line.text.strip()))
