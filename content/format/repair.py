"""Slips that can be put right without asking: marks, full-width signs, missing blank lines.

Only these, and only where the lesson stays the same: a repair that would change what is asked
is not made.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from content.folder.files import read_bytes
from content.format.blocks import activity
from content.format.decode import UTF8, decode
from content.format.lesson import read
from content.format.lines import Line, lines_of
from content.format.options import RIGHT, WRONG, is_box
from content.format.signs import plain
from content.forms import KEYWORDS
from content.item import Item, LessonId
from content.problem import Problem, problem

_BOX = re.compile(r"(?P<lead> {0,3})(?P<bullet>[-*+•·–—]?)\s*[\[(](?P<mark>[^\])]{0,6})[\])]\s*")
_HASH = re.compile(r"(?P<lead>\s{0,3})(?P<marks>#{1,6})(?P<gap>\s*)(?=\S)")
_LETTER = re.compile(r"\s{0,3}\(?[A-Za-z][.):]")
_RULE = re.compile(r"\s{0,3}-{3,}\s*")
_HEADING = re.compile(r" {0,3}#{1,6}\s+\S")
_CHOICES = frozenset(
    said for said, forms in KEYWORDS.items() if any(f.name in ("single", "survey") for f in forms)
)
_BREAKS = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Repair:
    """One line that was put right: its number in the text as written, and what was the matter."""

    line: int
    what: str
    """`mark`, `sign` or `blank`."""


def repaired(text: str, language: str) -> tuple[str, tuple[Repair, ...]]:
    """The text with its slips put right, and what was changed; unchanged where nothing was."""
    ending = _BREAKS.search(text)
    lines, _ = lines_of(text)
    signed = [_signed(line, chosen) for line, chosen in zip(lines, _chosen(lines), strict=True)]
    repairs = [
        Repair(old.number, what)
        for old, (new, what) in zip(lines, signed, strict=True)
        if new != old.text
    ]
    rows, blanks = _spaced([_anew(line, new) for line, (new, _) in zip(lines, signed, strict=True)])
    result = (ending[0] if ending else "\n").join(rows)
    repairs = sorted([*repairs, *blanks], key=lambda one: one.line)
    if not repairs or not _same(text, result, language):
        return text, ()
    return result, tuple(repairs)


def _anew(line: Line, text: str) -> Line:
    return Line(line.number, text, plain(text), line.code)


def _chosen(lines: Sequence[Line]) -> Iterator[bool]:
    """Whether each line stands below a heading that asks to choose: boxes elsewhere are text."""
    chosen = False
    for line in lines:
        if not line.code and line.plain.lstrip()[:1] == "#":
            started = activity(line.plain.lstrip().lstrip("#").strip(), KEYWORDS)
            chosen = started is not None and started[0] in _CHOICES
        yield chosen


def _signed(line: Line, chosen: bool) -> tuple[str, str]:
    """The line with ASCII signs where signs have a meaning, and its mark as `[x]` or `[ ]`."""
    if line.code:
        return line.text, ""
    if chosen and is_box(line):
        return _marked(line)
    for repair in (_rule, _heading, _letter) if chosen else (_rule, _heading):
        text = repair(line)
        if text is not None and text != line.text:
            return text, "sign"
    return line.text, ""


def _marked(line: Line) -> tuple[str, str]:
    found = _BOX.match(line.plain)
    if not found:
        return line.text, ""
    mark = found["mark"].strip().lower()
    if mark not in RIGHT and mark not in WRONG:
        return line.text, ""
    box = "[x]" if mark in RIGHT else "[ ]"
    return f"{found['lead']}- {box} {line.text[found.end() :]}".rstrip(), "mark"


def _rule(line: Line) -> str | None:
    return line.plain.strip() if _RULE.fullmatch(line.plain) else None


def _heading(line: Line) -> str | None:
    """`＃问题：` becomes `# 问题：`; the colon of a Chinese keyword stays Chinese."""
    found = _HASH.match(line.plain)
    if not found:
        return None
    words = line.text[found.end() :]
    if not found["gap"] and not activity(words, KEYWORDS):
        return None
    colon = words.find("：")
    if colon > 0 and words[:colon].isascii():
        words = f"{words[:colon]}: {words[colon + 1 :].lstrip()}"
    return f"{found['lead']}{found['marks']} {words}"


def _letter(line: Line) -> str | None:
    found = _LETTER.match(line.plain)
    if not found or line.plain[: found.end()] == line.text[: found.end()]:
        return None
    return f"{found[0]} {line.text[found.end() :].lstrip()}"


def _spaced(lines: Sequence[Line]) -> tuple[list[str], list[Repair]]:
    """The lines with blank ones around headings and before the first option of a list."""
    rows: list[str] = []
    repairs: list[Repair] = []
    for place, line in enumerate(lines):
        if place and _wants_space(lines[place - 1], line):
            rows.append("")
            repairs.append(Repair(line.number, "blank"))
        rows.append(line.text)
    return rows, repairs


def _wants_space(above: Line, line: Line) -> bool:
    if above.blank or line.blank or above.code or line.code:
        return False
    if _is_heading(above) or _is_heading(line):
        return True
    return is_box(line) and not is_box(above) and above.plain[:1] not in (" ", "\t", ">", "-")


def _is_heading(line: Line) -> bool:
    return bool(_HEADING.match(line.plain))


def _same(before: str, after: str, language: str) -> bool:
    """Whether both texts hold the same items and no problem was added."""
    (old, were), (new, are) = (_items(text, language) for text in (before, after))
    return old == new and are <= were


def _items(text: str, language: str) -> tuple[list[Item], int]:
    lesson, problems = read(text, "", LessonId("x"), language)
    return [replace(item, line=0) for item in (lesson.items if lesson else ())], len(problems)


def repair_file(folder: Path, path: str, language: str) -> tuple[Repair, ...] | Problem:
    """Put a file right, whole or not at all; a file that is not UTF-8 is left as it is."""
    data = read_bytes(folder, path)
    if isinstance(data, Problem):
        return data
    decoded = decode(data)
    if decoded is None or decoded[1] != UTF8:
        return ()
    text, repairs = repaired(decoded[0], language)
    if not repairs:
        return ()
    try:
        _replace(folder / path, text)
    except OSError as error:
        return problem(path, 1, "unwritable-file", reason=error.strerror)
    return repairs


def _replace(target: Path, text: str) -> None:
    part = target.with_name(f".{target.name}.part")
    with part.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.chmod(target.stat().st_mode & 0o777)
    part.replace(target)
