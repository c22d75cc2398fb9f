"""Answers gathered at the end: `1-5 ABCDA`, `1. A 2. B`, `1.√ 2.×`, with or without 解析."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from content.format.signs import plain
from content.importers._lettered_lines import options_on, started

Key = Mapping[tuple[int, int], tuple[str, str]]
"""Answer and explanation by section and number."""
Heads = Mapping[int, str]
"""The heading of each section of a key that has one."""

_RUN = re.compile(
    r"(?P<from>\d{1,4})\s*(?:-{1,2}|~|—|–|至|到)\s*(?P<to>\d{1,4})\s*[.:、)]?\s*"
    r"(?P<letters>[A-Ha-h√×✓✗对错TF](?:[\s,、;]*[A-Ha-h√×✓✗对错TF])*)(?![A-Za-z])"
)
_SECTION = re.compile(
    r"^[\s#*_]*(?:第?[一二三四五六七八九十]{1,3}(?:部分|章|节)?\s*[、.:)]|\([一二三四五六七八九十]{1,3}\)"
    r"|(?:单项?|多项?|不定项)?选择题|单选题|多选题|判断题|填空题|简答题|问答题|论述题"
    r"|(?:part|section)\s+(?:[IVX\d]{1,4}|[A-H])\b)"
    r"\s*(?:[^\d\s]{0,8}题)?(?:答案)?(?:\([^)]{0,30}\))?\s*[:.]?\s*",
    re.I,
)
_ONE = re.compile(
    r"(?:第|\()?\s*(?P<number>\d{1,4})\s*(?:题|\))?\s*[.:、)-]?\s*"
    r"(?:\*{0,2}\[?(?:answer|ans|答案)\s*[:\]]{1,2}\*{0,2}\s*)?",
    re.I,
)
_SHORT = re.compile(
    r"\(?\s?(?P<answer>[A-Ha-h](?:[\s,、]?[A-Ha-h]){0,7}(?![A-Za-z'])|√|×|✓|✗|对|错|正确|错误|true\b|false\b"
    r"|T(?![a-z])|F(?![a-z]))\s*\)?\s*[.,;、。]?\s*",
    re.I,
)
_AHEAD = 8
"""Lines in which the options of a question begin."""
_BULLET = re.compile(r"^[-*+>]\s+")
_EXPLAINED = re.compile(r"^[\[(]?\s*(?:解析|分析|explanation)\s*[\])]?\s*[:.]?\s*", re.I)


def looks_like_key(rows: Sequence[str]) -> bool:
    """Whether the lines below a heading are answers and not questions."""
    said = [plain(_bare(row)[0]) for row in _untabled(rows[:40]) if row.strip()][:6]
    return any(_RUN.match(row) or _numbered(row) for row in said)


def runs(row: str) -> bool:
    """Whether a line gathers answers, as `1-5 ABCDA`."""
    return bool(_RUN.match(plain(row).strip()))


def gathered(row: str) -> dict[int, str]:
    """The short answers that a line of nothing else holds, by number: `1.A 2.C`, `3-B`."""
    flat = plain(row).strip()
    at, found = 0, {}
    while at < len(flat):
        run, one = _RUN.match(flat, at), _ONE.match(flat, at)
        short = _SHORT.match(flat, one.end()) if one else None
        if run and (several := _run(run)):
            found.update({number: answer for number, answer, _ in several})
            at = run.end()
        elif one and short and not re.fullmatch(r"\d+\s*", one[0]):
            found[int(one["number"])] = short["answer"]
            at = short.end()
        else:
            return {}
        at += len(flat[at:]) - len(flat[at:].lstrip(" ,;、|\t"))
    return found


def _bare(row: str) -> tuple[str, str]:
    """A line without the heading of its section, and that heading."""
    row = row.replace("**", "")
    found = _SECTION.match(plain(row))
    return (row[found.end() :] if found else row).strip(" *_|>-\t"), found[0] if found else ""


def _numbered(row: str) -> bool:
    found = _ONE.match(row)
    return bool(found and _SHORT.match(row, found.end()))


def key_of(rows: Sequence[str]) -> tuple[Key, Heads]:
    """The gathered answers, and the headings they stand under."""
    key: dict[tuple[int, int], tuple[str, str]] = {}
    heads: dict[int, str] = {}
    section, last = 0, 0
    place: tuple[int, int] | None = None
    for raw in _untabled(rows):
        row, head = _bare(raw)
        if head:
            section, last, place = (section + 1 if last else section), 0, None
            heads[section] = plain(head)
        found = _entries(row)
        for number, answer, told in found:
            if number <= last and number == 1:
                section += 1
            last = number
            place = (section, number)
            key.setdefault(place, (answer, told))
        if not found and place and row.strip():
            key[place] = _longer(key[place], _BULLET.sub("", raw.strip()))
    return key, heads


def _untabled(rows: Sequence[str]) -> list[str]:
    """The lines, with `题号 1 2 3` above `答案 A B C` as one line `1. A 2. B 3. C`."""
    made: list[str] = []
    for row in rows:
        flat = plain(row).strip(" |\t*")
        said = re.match(r"(?:答案|answers?)[\s|:*]+(?=\S)", flat, re.I)
        above = (
            re.match(
                r"(?:题号|序号|no\.?|questions?)[\s|:*]+(?=\d)",
                plain(made[-1]).strip(" |\t*"),
                re.I,
            )
            if said and made
            else None
        )
        if said and above:
            numbers = re.findall(r"\d+", plain(made.pop()))
            answers = re.split(r"[\s|]+", flat[said.end() :].strip(" |"))
            row = " ".join(f"{n}. {a}" for n, a in zip(numbers, answers, strict=False))
        if not re.fullmatch(r"[\s|:-]+", row):
            made.append(row)
    return made


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


def questions_again(rows: Sequence[str], begin: int) -> int:
    """Where questions with options follow the gathered answers, with the headings above them."""
    for place in range(begin, len(rows)):
        if _numbers(rows[place]) and not looks_like_key([rows[place]]) and leads(rows, place):
            return _above(rows, begin, place)
    return len(rows)


def leads(rows: Sequence[str], place: int) -> bool:
    """Whether options follow a numbered line, before the next one."""
    below = list(filter(str.strip, rows[place + 1 : place + _AHEAD]))
    until = next((at for at, row in enumerate(below) if _numbers(row)), len(below))
    return any(options_on(row, 0) for row in below[:until])


def _numbers(row: str) -> bool:
    begun = started(row)
    return begun is not None and begun.what == "number"


def _above(rows: Sequence[str], begin: int, place: int) -> int:
    """The first of the headings and blank lines right above a line."""
    while place > begin:
        begun = started(rows[place - 1])
        heading = rows[place - 1].lstrip()[:1] == "#" or (begun and begun.what == "section")
        if rows[place - 1].strip() and not heading:
            break
        place -= 1
    return place
