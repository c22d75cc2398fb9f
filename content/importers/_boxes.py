"""Questions with check boxes in Markdown, whichever tool's way of writing them: task lists,
`1. [x]`, `( )` and `(x)`, LiaScript's `[(x)]` and `[[x]]`, quizdown, quizzes for MkDocs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from content.format.lines import Line, lines_of
from content.format.options import RIGHT, WRONG
from content.format.signs import plain
from content.importers._boxes_stem import END, split_tail, stem_of

_BULLET = r"(?:[-*+•]\s+|\d{1,3}[.)]\s+|[A-Za-z][.)]\s+)"
_BOX = re.compile(
    rf"^(?P<indent>\s*)(?:{_BULLET})?(?:\[(?P<box>[^\[\]()]{{0,3}})\]|\((?P<radio>[ xX])\))"
    r"(?P<gap>\s+|$)"
)
_LIA = re.compile(
    r"^(?P<indent>\s*)(?:[-*+]\s+)?(?:\[\((?P<one>[ xX]?)\)\]|\[\[(?P<many>[ xX])\]\])\s*"
)
_SIGN = re.compile(r"^(?P<indent>\s*)[-*+]\s+(?:(?P<right>[✅☑✔])|[❌❎✘☐])\ufe0f?\s*")
_NOTE = re.compile(r"\s*<!--.{0,200}?-->")
_PAIR = re.compile(r"^(?P<indent>\s*)answer(?P<right>-correct)?:\s*", re.I)
_INPUT = re.compile(r"^\s*\[\[(?P<answer>[^\[\]?!]{2,200})\]\]\s*$")
_OUTER = re.compile(r"^\s*</?\??/?quiz\??>\s*$|^\s*<!--.*-->\s*$", re.I)
_LABEL = re.compile(r"^\s*(?:question:|content:|\?:)\s*", re.I)
_OTHER = re.compile(r"\s*(?:#|\*\*|\d{1,3}[.)]\s|<|-{3,}|\*{3,}|[A-Za-z ]{3,20}:)")
_DEEP_FENCE = re.compile(r"(?m)^ {4,10}(?=```|~~~)")
"""Code inside an option of a list inside a list; our reader knows fences up to three columns."""


@dataclass(slots=True)
class Boxed:
    """One question: where it stands, its own lines, its options with feedback, what explains it."""

    line: int
    stem: str
    options: list[tuple[str, bool, str]] = field(default_factory=list)
    """Text, marked right, feedback."""
    answer: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class _Mark:
    """An option's beginning: how far it is indented, whether right, where its words begin."""

    indent: int
    right: bool
    begin: int


def boxed(text: str) -> list[Boxed]:
    """The questions of a Markdown text."""
    lines = [_bare(line) for line in lines_of(_DEEP_FENCE.sub("  ", text))[0]]
    groups = _groups(lines)
    found: list[Boxed] = []
    above = 0
    for at, (begin, end) in enumerate(groups):
        below = groups[at + 1][0] if at + 1 < len(groups) else len(lines)
        tail, rest = split_tail(lines[end:below])
        stem, line = stem_of(lines[above:begin])
        one = Boxed(line or lines[begin].number, stem, explanation=tail)
        _fill(one, lines[begin:end])
        found.append(one)
        above = end + rest
    return found


def _bare(line: Line) -> Line:
    """A line without what only its tool needs: quiz tags, comments, `question:`."""
    if line.code:
        return line
    if _OUTER.match(line.text) or _OUTER.match(_NOTE.sub("", line.text) or "x"):
        return Line(line.number, END, END) if "/" in line.text else Line(line.number, "", "")
    said = _NOTE.sub("", line.text)
    label = _LABEL.match(said)
    text = said[label.end() :] if label else said
    return Line(line.number, text, plain(text))


def mark_of(line: Line) -> _Mark | None:
    """What an option's line begins with; None for any other line."""
    if line.code:
        return None
    found = _BOX.match(line.plain)
    if found:
        said = (found["box"] if found["box"] is not None else found["radio"] or "").strip().lower()
        known = said in RIGHT or said in WRONG
        return _Mark(len(found["indent"]), said in RIGHT, found.end()) if known else None
    lia = _LIA.match(line.plain)
    if lia:
        right = "x" in (lia["one"] or lia["many"] or "").lower()
        return _Mark(len(lia["indent"]), right, lia.end())
    sign = _SIGN.match(line.plain)
    if sign:
        return _Mark(len(sign["indent"]), bool(sign["right"]), sign.end())
    pair = _PAIR.match(line.plain)
    return _Mark(len(pair["indent"]), bool(pair["right"]), pair.end()) if pair else None


def _groups(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Runs of options, each with the lines that belong to its last one."""
    groups: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        if mark_of(lines[at]):
            end = _run(lines, at)
            groups.append((at, end))
            at = end
        elif not lines[at].code and _INPUT.match(lines[at].text):
            groups.append((at, at + 1))
            at += 1
        else:
            at += 1
    return groups


def _run(lines: Sequence[Line], begin: int) -> int:
    """Where a run of options ends: after the last line that is one or belongs to one."""
    first = mark_of(lines[begin])
    indent = first.indent if first else 0
    end, at = begin + 1, begin + 1
    while at < len(lines):
        line = lines[at]
        if mark_of(line) or line.code or (not line.blank and _depth(line) > indent + 1):
            end = at + 1
        elif line.text == END:
            break
        elif not line.blank and not (line.plain.lstrip()[:1] == ">" and end == at):
            if end < at or _depth(line) < indent or _starts(line):
                break
            end = at + 1
        elif not line.blank:
            end = at + 1
        at += 1
        if at - end > 1 and not (at < len(lines) and mark_of(lines[at])):
            break
    return end


def _starts(line: Line) -> bool:
    """Whether a line right below an option is none of its words."""
    return bool(_OTHER.match(line.plain))


def _depth(line: Line) -> int:
    return len(line.plain) - len(line.plain.lstrip())


def _fill(one: Boxed, lines: Sequence[Line]) -> None:
    entry = _INPUT.match(lines[0].text)
    if entry and not mark_of(lines[0]):
        one.answer = entry["answer"].strip()
        return
    for line in lines:
        mark = mark_of(line)
        if mark:
            one.options.append((line.text[mark.begin :].strip(), mark.right, ""))
        else:
            one.options[-1] = _longer(one.options[-1], line)


def _longer(option: tuple[str, bool, str], line: Line) -> tuple[str, bool, str]:
    text, right, told = option
    bare = line.text.strip()
    if not line.code and (bare[:1] == ">" or re.match(r"[-*+]\s", bare)):
        return text, right, f"{told} {bare[1:].strip()}".strip()
    return f"{text}\n{_dedented(line.text)}".rstrip(), right, told


def _dedented(text: str) -> str:
    return text[2:] if text[:2] == "  " else text
