"""Answers gathered at the end: `1-5 ABCDA`, `1. A 2. B`, `1.√ 2.×`, with or without 解析."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from content.signs import plain

Key = Mapping[tuple[int, int], tuple[str, str]]
"""Answer and explanation by section and number."""

_RUN = re.compile(r"(?P<from>\d{1,4})\s*(?:-{1,2}|~|—|–|至|到)\s*(?P<to>\d{1,4})\s*[.:、)]?\s*"
                  r"(?P<letters>[A-Ha-h√×✓✗对错TF](?:[\s,、;]*[A-Ha-h√×✓✗对错TF])*)(?![A-Za-z])")
_SECTION = re.compile(
    r"^[\s#*_]*(?:第?[一二三四五六七八九十]{1,3}(?:部分|章|节)?\s*[、.:)]|\([一二三四五六七八九十]{1,3}\)"
    r"|(?:单项?|多项?|不定项)?选择题|单选题|多选题|判断题|填空题|简答题|问答题|论述题"
    r"|(?:part|section)\s+[IVX\d]{1,4}\b)"
    r"\s*(?:[^\d\s]{0,8}题)?(?:\([^)]{0,30}\))?\s*[:.]?\s*",
    re.I,
)
_ONE = re.compile(
    r"(?:第|\()?\s*(?P<number>\d{1,4})\s*(?:题|\))?\s*[.:、)]?\s*"
    r"(?:\*{0,2}\[?(?:answer|ans|答案)\s*[:\]]{1,2}\*{0,2}\s*)?",
    re.I,
)
_SHORT = re.compile(
    r"(?P<answer>[A-Ha-h](?:[\s,、]?[A-Ha-h]){0,7}(?![A-Za-z'])|√|×|✓|✗|对|错|正确|错误|true\b|false\b"
    r"|T(?![a-z])|F(?![a-z]))\s*[.,;、。]?\s*",
    re.I,
)
_BULLET = re.compile(r"^[-*+>]\s+")
_EXPLAINED = re.compile(r"^[\[(]?\s*(?:解析|分析|explanation)\s*[\])]?\s*[:.]?\s*", re.I)


def looks_like_key(rows: Sequence[str]) -> bool:
    """Whether the lines below a heading are answers and not questions."""
    said = [_bare(row)[0] for row in rows[:40] if row.strip()][:6]
    return any(_RUN.match(row) or _numbered(row) for row in said)


def runs(row: str) -> bool:
    """Whether a line gathers answers, as `1-5 ABCDA`."""
    return bool(_RUN.match(plain(row).strip()))


def _bare(row: str) -> tuple[str, bool]:
    """A line without the heading of its section, and whether it had one."""
    flat = plain(row)
    found = _SECTION.match(flat)
    return (row[found.end() :] if found else row).strip(" *_|>-\t"), bool(found)


def _numbered(row: str) -> bool:
    found = _ONE.match(row)
    return bool(found and _SHORT.match(row, found.end()))


def key_of(rows: Sequence[str], sections: int) -> Key:
    """The gathered answers; `sections` is how many headed or renumbered sections there are."""
    key: dict[tuple[int, int], tuple[str, str]] = {}
    section, last = (0 if sections == 0 else 1), 0
    place: tuple[int, int] | None = None
    for raw in rows:
        row, headed = _bare(raw)
        if headed:
            section, last, place = (section + 1 if last else section), 0, None
        found = _entries(row)
        for number, answer, told in found:
            if number <= last and number == 1:
                section += 1
            last = number
            place = (section, number)
            key.setdefault(place, (answer, told))
        if not found and place and row.strip():
            key[place] = _longer(key[place], _BULLET.sub("", raw.strip()))
    return key


def _longer(known: tuple[str, str], row: str) -> tuple[str, str]:
    answer, told = known
    found = _EXPLAINED.match(plain(row))
    words = row[found.end() :] if found else row
    return answer, "\n".join(filter(None, (told, words)))


def _entries(row: str) -> list[tuple[int, str, str]]:
    """The answers on a line: number, answer, explanation."""
    flat = plain(row)
    entries: list[tuple[int, str, str]] = []
    at = len(flat) - len(flat.lstrip(" *_|>-\t"))
    while at < len(flat):
        run = _RUN.match(flat, at)
        if run and (several := _run(run)):
            entries += several
            at = run.end()
        elif (one := _ONE.match(flat, at)) and (short := _SHORT.match(flat, one.end())):
            answer = row[short.start("answer") : short.end("answer")]
            entries.append((int(one["number"]), answer, ""))
            at = short.end()
        else:
            return _ended(entries, row, at)
        at += len(flat[at:]) - len(flat[at:].lstrip(" ,;、|\t"))
    return entries


def _ended(entries: list[tuple[int, str, str]], row: str, at: int) -> list[tuple[int, str, str]]:
    """What stands behind the last answer of a line explains it; a line of words alone behind a
    number is an answer in words."""
    flat = plain(row)
    if entries:
        number, answer, _ = entries[-1]
        explained = _EXPLAINED.match(flat[at:])
        told = row[at + (explained.end() if explained else 0) :].strip(" )]:")
        return [*entries[:-1], (number, answer, told)]
    one = _ONE.match(flat, at)
    if one and flat[one.end() :].strip() and re.search(r"[.:、)题]\s*$", flat[at : one.end()]):
        return [(int(one["number"]), row[one.end() :].strip(), "")]
    return []


def _run(found: re.Match[str]) -> list[tuple[int, str, str]]:
    """`1-5 ABCDA`, or `6-8 AB,CD,ABC` where there are several letters each."""
    first, last = int(found["from"]), int(found["to"])
    groups = re.split(r"[\s,、;]+", found["letters"].strip())
    each = groups if len(groups) == last - first + 1 else list("".join(groups))
    if len(each) != last - first + 1:
        return []
    return [(first + at, answer, "") for at, answer in enumerate(each)]
