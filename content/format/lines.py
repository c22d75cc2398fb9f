"""A file as numbered lines, each with its plain form, and whether it is inside a code block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from content.format.signs import plain

_FENCE = re.compile(r" {0,3}(?:[-*+]\s+(?:\[.?\]\s*)?)?(`{3,}|~{3,})(.*)$")
_RULE = re.compile(r"\s{0,3}-{3,}\s*$")


class Line(NamedTuple):
    """One line: its number from 1, as written, in plain signs, and whether it is code."""

    number: int
    text: str
    plain: str
    code: bool = False

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    @property
    def rule(self) -> bool:
        """A line `---`."""
        return not self.code and self.plain[-1:] in "- " and bool(_RULE.match(self.plain))


def lines_of(text: str) -> tuple[list[Line], int | None]:
    """The lines of a file, and the line of a code block that is never closed, if there is one.

    Lines end where editors say they do. An unclosed block counts as text, so that one missing
    fence does not swallow the questions below it.
    """
    raw = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    flat = plain("\n".join(raw)).split("\n")
    code, unclosed = _code(flat)
    rows = zip(raw, flat, code, strict=True)
    return [Line(n, *row) for n, row in enumerate(rows, 1)], unclosed


def _code(flat: Sequence[str]) -> tuple[list[bool], int | None]:
    inside = [False] * len(flat)
    fence, start = "", 0
    for place, line in enumerate(flat):
        found = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if fence:
            inside[place] = True
            if found and found[1].startswith(fence) and not found[2].strip():
                fence = ""
        elif found and not ("`" in found[2] and found[1][0] == "`"):
            fence, start = found[1], place
            inside[place] = line.lstrip()[:1] in "`~"
    if not fence:
        return inside, None
    inside[start:] = [False] * (len(flat) - start)
    return inside, start + 1


def text_of(lines: Iterable[Line]) -> str:
    """The lines joined again, without blank ones at both ends."""
    rows = [line.text.rstrip() for line in lines]
    while rows and not rows[0]:
        rows.pop(0)
    while rows and not rows[-1]:
        rows.pop()
    return "\n".join(rows)
